package io.millrace.engine.timejoin;

import static io.millrace.engine.timejoin.Harness.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.TimeJoinSpecification.IntervalJoin;
import io.millrace.engine.pipeline.TimeJoinSpecification.TimedInput;
import io.millrace.engine.timejoin.Harness.Row;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalJoinOperatorTest {
    private static final Schema OUTPUT = output();

    private static Schema output() {
        Schema side = Harness.INPUT.select(new int[] {0, 1, 2});
        return side.with(side.columns().toArray(new io.millrace.core.type.Column[0]));
    }

    /** How the random rows are joined; seconds. */
    private record Shape(boolean keepsLeft, boolean keepsRight, long lower, long upper, boolean condition) {
        IntervalJoin specification() {
            Expression larger = new Expression.Call(
                    "<",
                    List.of(new Expression.Column(2, Type.BIGINT), new Expression.Column(5, Type.BIGINT)),
                    Type.BOOLEAN,
                    null);
            return new IntervalJoin(
                    new TimedInput(List.of(0), 1, 3, keepsLeft),
                    new TimedInput(List.of(0), 1, 3, keepsRight),
                    lower * SECOND,
                    upper * SECOND,
                    condition ? larger : null);
        }
    }

    private static Harness open(Shape shape) {
        return new Harness(TimeJoinOperators.interval(
                shape.specification(), Harness.INPUT, Harness.INPUT, OUTPUT, ZoneOffset.UTC));
    }

    @Test
    void rowsMeetThoseNearThemAndAreForgottenWhenNoneCanCome() {
        Harness run = open(new Shape(true, false, -5, 10, false));
        run.process(0, Row.of(1, 100, 1), Row.of(1, 120, 2));
        run.process(1, Row.of(1, 90, 7), Row.of(1, 89, 8), Row.of(2, 100, 9), Row.of(1, 105, 6));
        run.advance(100 * SECOND);
        assertThat(run.emitted).containsExactlyInAnyOrder("1 100000000 1 1 90000000 7", "1 100000000 1 1 105000000 6");
        // 89 and 90 of the right input are at most met by rows up to 100.
        assertThat(run.states.counted().get(0).rows()).isEqualTo(5);
        run.advance(100 * SECOND + 1000);
        assertThat(run.states.counted().get(0).rows()).isEqualTo(4);
        run.process(1, Row.of(1, 125, 5));
        run.advance(125 * SECOND);
        assertThat(run.emitted).hasSize(3).contains("1 120000000 2 1 125000000 5");
        run.advance(Long.MAX_VALUE);
        assertThat(run.emitted).hasSize(3);
        assertThat(run.states.counted().get(0).rows()).isZero();
    }

    @Test
    void aRowWithoutPartnerComesWhenItsTimeIsOverNotBefore() {
        Harness run = open(new Shape(true, true, -5, 10, false));
        run.process(0, Row.of(1, 100, 1), new Row(null, 100 * SECOND, 2, Long.MIN_VALUE));
        assertThat(run.emitted).containsExactly("- 100000000 2 - - -");
        run.advance(105 * SECOND);
        assertThat(run.emitted).hasSize(1);
        run.advance(105 * SECOND + 1000);
        assertThat(run.emitted).hasSize(2).contains("1 100000000 1 - - -");
        assertThat(run.states.counted().get(0).rows()).isZero();
    }

    @Test
    void aLateRowMeetsWhatIsNotGivenUpAndOneThatCannotMeetAnythingIsLate() {
        Harness run = open(new Shape(false, true, -5, 10, false));
        run.process(0, Row.of(1, 100, 1), Row.of(1, 95, 2));
        // It saw 105, so 100 still waits and 95 does not.
        run.process(1, new Row(1L, 98 * SECOND, 7, 105 * SECOND));
        run.process(0, new Row(1L, 60 * SECOND, 3, 76 * SECOND));
        run.process(1, new Row(1L, 60 * SECOND, 8, 76 * SECOND));
        run.advance(10 * SECOND);
        assertThat(run.emitted).containsExactlyInAnyOrder("1 100000000 1 1 98000000 7", "- - - 1 60000000 8");
        assertThat(run.late).isEqualTo(1);
    }

    @Test
    void anIntervalThatIsEmptyJoinsNothing() {
        Harness run = open(new Shape(true, false, 5, -5, false));
        run.process(0, Row.of(1, 100, 1));
        run.process(1, Row.of(1, 100, 2));
        run.advance(Long.MAX_VALUE);
        assertThat(run.emitted).containsExactly("1 100000000 1 - - -");
        assertThat(run.late).isZero();
    }

    @Test
    void manyPairsComeALittleAtATime() {
        Harness run = open(new Shape(false, false, -500, 500, false));
        for (int i = 0; i < 200; i++) {
            run.process(0, Row.of(1, i, i));
            run.process(1, Row.of(1, i, i));
        }
        run.advance(Long.MAX_VALUE);
        assertThat(run.calls).isGreaterThan(4);
        assertThat(run.emitted).hasSize(200 * 200).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyRowsInAnyOrderAndEpochsGiveWhatTheDefinitionSays(long seed) {
        Random random = new Random(seed);
        long lower = random.nextInt(40) - 20L;
        Shape shape = new Shape(
                random.nextBoolean(), random.nextBoolean(), lower, lower + random.nextInt(30), random.nextBoolean());
        List<List<Row>> inputs = List.of(rows(random), rows(random));
        List<String> expected = model(shape, inputs);
        for (int run = 0; run < 4; run++) {
            List<String> actual = run(shape, inputs, random);
            assertThat(actual).as("%s", shape).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < 300; i++) {
            long time = (i + random.nextInt(random.nextInt(20) == 0 ? 80 : 12)) * SECOND;
            Long key = random.nextInt(20) == 0 ? null : Long.valueOf(random.nextInt(3));
            rows.add(new Row(key, time, random.nextInt(1000), watermark));
            watermark = Math.max(watermark, time - 8 * SECOND);
        }
        return rows;
    }

    private static List<String> model(Shape shape, List<List<Row>> inputs) {
        long lower = shape.lower() * SECOND;
        long upper = shape.upper() * SECOND;
        List<String> expected = new ArrayList<>();
        boolean[] met = new boolean[inputs.get(1).size()];
        for (Row l : inputs.get(0)) {
            boolean any = false;
            for (int i = 0; i < met.length; i++) {
                Row r = inputs.get(1).get(i);
                long difference = time(l) - time(r);
                boolean meets = l.key() != null
                        && l.key().equals(r.key())
                        && difference >= lower
                        && difference <= upper
                        && (!shape.condition() || l.value() < r.value())
                        && (!r.isLate() || r.seen() <= time(l) - lower)
                        && (!l.isLate() || l.seen() <= time(r) + upper);
                if (meets) {
                    expected.add(text(l) + " " + text(r));
                    any = true;
                    met[i] = true;
                }
            }
            if (!any && shape.keepsLeft()) {
                expected.add(text(l) + " - - -");
            }
        }
        for (int i = 0; i < met.length; i++) {
            if (!met[i] && shape.keepsRight()) {
                expected.add("- - - " + text(inputs.get(1).get(i)));
            }
        }
        return expected;
    }

    private static long time(Row row) {
        return row.time() == null ? 0 : row.time();
    }

    private static String text(Row row) {
        return (row.key() == null ? "-" : "" + row.key()) + " " + row.time() + " " + row.value();
    }

    /** Both inputs in their own order, mixed and cut anyhow; checks that nothing is behind the watermark that it gives. */
    private static List<String> run(Shape shape, List<List<Row>> inputs, Random random) {
        Harness run = open(shape);
        int[] at = new int[2];
        long watermark = Long.MIN_VALUE;
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
            int before = run.emitted.size();
            run.advance(reached);
            checkInTime(run.emitted.subList(before, run.emitted.size()), shape, inputs, watermark);
            watermark = reached;
        }
        run.advance(Long.MAX_VALUE);
        assertThat(run.states.counted().get(0).rows()).isZero();
        return run.emitted;
    }

    private static void checkInTime(List<String> emitted, Shape shape, List<List<Row>> inputs, long watermark) {
        if (watermark < 0 || inputs.stream().flatMap(List::stream).anyMatch(Row::isLate)) {
            return;
        }
        long given = watermark - shape.specification().delayMicros();
        for (String row : emitted) {
            String[] values = row.split(" ");
            for (int column : new int[] {1, 4}) {
                if (!values[column].equals("-") && !row.contains("late")) {
                    assertThat(Long.parseLong(values[column])).as(row).isGreaterThan(given);
                }
            }
        }
    }
}
