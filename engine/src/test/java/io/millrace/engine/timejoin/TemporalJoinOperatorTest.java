package io.millrace.engine.timejoin;

import static io.millrace.engine.timejoin.Harness.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.TimeJoinSpecification.TemporalJoin;
import io.millrace.engine.pipeline.TimeJoinSpecification.TimedInput;
import io.millrace.engine.timejoin.Harness.Row;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalJoinOperatorTest {
    private static final long TICK = 1000;
    private static final Schema OUTPUT = Harness.INPUT.with(
            Harness.INPUT.select(new int[] {0, 1, 2}).columns().toArray(new Column[0]));

    private static Harness open(boolean kept, boolean before, boolean condition) {
        return open(kept, before, false, condition);
    }

    private static Harness open(boolean kept, boolean before, boolean changing, boolean condition) {
        Expression larger = new Expression.Call(
                "<",
                List.of(new Expression.Column(2, Type.BIGINT), new Expression.Column(6, Type.BIGINT)),
                Type.BOOLEAN,
                null);
        TemporalJoin spec = new TemporalJoin(
                new TimedInput(List.of(0), 1, 3, kept),
                new TimedInput(List.of(0), 1, 3, false),
                -1,
                before,
                changing,
                condition ? larger : null);
        return new Harness(TimeJoinOperators.temporal(spec, Harness.INPUT, Harness.INPUT, OUTPUT, ZoneOffset.UTC));
    }

    @Test
    void aRowWaitsForTheWatermarkAndMeetsTheVersionOfItsTime() {
        Harness run = open(true, false, false);
        run.process(0, Row.of(1, 10, 1), Row.of(1, 20, 2), Row.of(1, 25, 3), Row.of(2, 20, 4));
        run.process(1, Row.of(1, 20, 7));
        run.advance(20 * SECOND);
        // Rows of the time 20 may still come.
        assertThat(run.emitted).containsExactly("1 10000000 1 - - - -");
        run.process(1, Row.of(1, 15, 6), Row.of(1, 26, 8));
        run.advance(30 * SECOND);
        assertThat(run.emitted)
                .containsExactlyInAnyOrder(
                        "1 10000000 1 - - - -",
                        "1 20000000 2 - 1 20000000 7",
                        "1 25000000 3 - 1 20000000 7",
                        "2 20000000 4 - - - -");
        assertThat(run.states.counted().get(0).rows()).isEqualTo(1);
    }

    @Test
    void ofVersionsOfOneTimeTheLargestCountsWhereNothingElseTellsTheOrder() {
        Harness run = open(false, false, false);
        run.process(1, Row.of(1, 20, 7), Row.of(1, 20, 9), Row.of(1, 20, 8));
        run.process(0, Row.of(1, 20, 1));
        run.advance(Long.MAX_VALUE);
        assertThat(run.emitted).containsExactly("1 20000000 1 - 1 20000000 9");
    }

    @Test
    void aVersionThatIsReplacedMeansThatALateRowIsLate() {
        Harness run = open(false, false, false);
        run.process(1, Row.of(1, 10, 7), Row.of(1, 20, 8));
        run.process(0, new Row(1L, 12 * SECOND, 1, 18 * SECOND), new Row(1L, 13 * SECOND, 2, 30 * SECOND));
        run.advance(30 * SECOND);
        assertThat(run.emitted).containsExactly("1 12000000 1 late 1 10000000 7");
        assertThat(run.late).isEqualTo(1);
    }

    @Test
    void aLateVersionCountsFromThenOnUnlessThereIsANewerOne() {
        Harness run = open(false, false, false);
        run.process(
                1, Row.of(1, 10, 7), new Row(1L, 15 * SECOND, 8, 20 * SECOND), new Row(1L, 5 * SECOND, 9, 20 * SECOND));
        run.process(0, Row.of(1, 16, 1), Row.of(1, 21, 2));
        run.advance(Long.MAX_VALUE);
        assertThat(run.emitted).containsExactly("1 16000000 1 - 1 10000000 7", "1 21000000 2 - 1 15000000 8");
        assertThat(run.late).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyRowsInAnyOrderAndEpochsGiveWhatTheDefinitionSays(long seed) {
        Random random = new Random(seed);
        boolean kept = random.nextBoolean();
        boolean before = random.nextBoolean();
        boolean condition = random.nextBoolean();
        List<List<Row>> inputs = List.of(rows(random, seed % 2 == 0), rows(random, false));
        List<String> expected = model(kept, before, condition, inputs);
        for (int each = 0; each < 4; each++) {
            Harness run = open(kept, before, condition);
            mixed(run, inputs, random);
            assertThat(run.emitted).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(run.states.counted().get(0).rows()).isLessThanOrEqualTo(3);
        }
    }

    /** Rows of which some are late where that is asked for, and without two of one key and time. */
    private static List<Row> rows(Random random, boolean late) {
        List<Row> rows = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < 200; i++) {
            long time = (i + random.nextInt(late && random.nextInt(10) == 0 ? 60 : 9)) * SECOND + i * 2 * TICK;
            rows.add(new Row((long) random.nextInt(3), time, random.nextInt(1000), watermark));
            watermark = Math.max(watermark, time - 10 * SECOND);
        }
        return rows;
    }

    private static List<String> model(boolean kept, boolean before, boolean condition, List<List<Row>> inputs) {
        List<String> expected = new ArrayList<>();
        for (Row l : inputs.get(0)) {
            long last = before ? time(l) - 1 : time(l);
            long known = Math.max(time(l), l.isLate() ? l.seen() - TICK : Long.MIN_VALUE);
            Row valid = null;
            for (Row r : inputs.get(1)) {
                long reach = known == time(l) ? last : known;
                if (r.key().equals(l.key()) && time(r) <= reach && (valid == null || time(r) > time(valid))) {
                    valid = r;
                }
            }
            boolean meets = valid != null && time(valid) <= last && (!condition || l.value() < valid.value());
            String text = l.key() + " " + l.time() + " " + l.value() + (l.isLate() ? " late" : " -");
            if (meets) {
                expected.add(text + " " + valid.key() + " " + valid.time() + " " + valid.value());
            } else if (kept) {
                expected.add(text + " - - -");
            }
        }
        return expected;
    }

    private static long time(Row row) {
        return row.time() == null ? 0 : row.time();
    }

    private static void mixed(Harness run, List<List<Row>> inputs, Random random) {
        int[] at = new int[2];
        int epochRows = 1 + random.nextInt(random.nextBoolean() ? 5 : 400);
        while (at[0] < inputs.get(0).size() || at[1] < inputs.get(1).size()) {
            for (int i = 0; i < epochRows; i++) {
                int input = random.nextInt(2);
                List<Row> rows = inputs.get(input);
                int count = Math.min(1 + random.nextInt(3), rows.size() - at[input]);
                run.process(input, rows.subList(at[input], at[input] + count).toArray(Row[]::new));
                at[input] += count;
            }
            long reached = Long.MAX_VALUE;
            for (int input = 0; input < 2; input++) {
                boolean more = at[input] < inputs.get(input).size();
                reached = Math.min(
                        reached, more ? inputs.get(input).get(at[input]).seen() : Long.MAX_VALUE);
            }
            run.advance(reached);
        }
        run.advance(Long.MAX_VALUE);
    }

    @Test
    void aRowIsTakenBackWithItsVersionHoweverLate() {
        Harness run = open(false, false, true, false);
        run.process(1, Row.of(1, 5, 7));
        run.process(0, Row.of(1, 10, 1), Row.of(1, 10, 1));
        run.advance(20 * SECOND);
        assertThat(run.emitted).containsExactly("2 times 1 10000000 1 - 1 5000000 7");
        run.process(1, Row.of(1, 30, 8), Row.of(1, 40, 9));
        run.advance(50 * SECOND);
        run.takeBack(new Row(1L, 10 * SECOND, 1, 50 * SECOND));
        run.advance(60 * SECOND);
        assertThat(run.emitted)
                .containsExactly("2 times 1 10000000 1 - 1 5000000 7", "-1 times 1 10000000 1 - 1 5000000 7");
        assertThat(run.states.counted().get(1).rows()).isEqualTo(1);
        run.takeBack(new Row(1L, 10 * SECOND, 1, 60 * SECOND));
        run.advance(70 * SECOND);
        assertThat(run.emitted).hasSize(3);
        assertThat(run.states.counted().get(1).rows()).isZero();
        assertThat(run.late).isZero();
    }

    @Test
    void aRowThatIsTakenBackWhileItWaitsIsNeverThere() {
        Harness run = open(true, false, true, false);
        run.process(0, Row.of(1, 10, 1), Row.of(1, 10, 2));
        run.advance(5 * SECOND);
        run.takeBack(Row.of(1, 10, 1));
        run.advance(6 * SECOND);
        run.advance(20 * SECOND);
        assertThat(run.emitted).containsExactly("1 10000000 2 - - - -");
        assertThat(run.states.counted().get(1).rows()).isEqualTo(1);
    }
}
