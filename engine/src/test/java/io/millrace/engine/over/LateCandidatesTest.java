package io.millrace.engine.over;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.TestContext;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.AggregateOver;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Late rows in OVER, against a model that lets the watermark move after every row, however epochs are cut. */
class LateCandidatesTest {
    private static final long SECOND = 1_000_000;
    private static final Schema INPUT = Schema.of(
            new Column("k", Type.BIGINT),
            new Column("ts", Type.timestamp(3)),
            new Column("v", Type.BIGINT),
            new Column("$late", Type.BYTES),
            new Column("$ordinal", Type.BIGINT));
    private static final Schema OUTPUT = INPUT.with(new Column("s", Type.BIGINT));
    private static final long PRECEDING = 2;

    /** The watermark that a row saw and the one behind it are of its time and those before. */
    private record Row(long key, long time, long value, long seen) {}

    private List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        long delay = random.nextInt(4);
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < 30; i++) {
            long time = i / 2 + random.nextInt(12) - 6L + 20;
            rows.add(new Row(random.nextInt(3), time, i, watermark));
            watermark = Math.max(watermark, time - delay);
        }
        return rows;
    }

    private static long after(List<Row> rows, int row) {
        return row + 1 < rows.size() ? rows.get(row + 1).seen() : Long.MAX_VALUE;
    }

    /** What comes out when timers fire with every move of the watermark: value and sum, and -1 for what is too late. */
    private static Map<Long, Long> model(List<Row> rows) {
        Map<Long, Long> sums = new HashMap<>();
        Map<Long, TreeMap<Long, List<Row>>> waiting = new HashMap<>();
        Map<Long, List<Row>> past = new HashMap<>();
        Map<Long, Long> fired = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.time() > fired.getOrDefault(row.key(), Long.MIN_VALUE)) {
                waiting.computeIfAbsent(row.key(), k -> new TreeMap<>())
                        .computeIfAbsent(row.time(), t -> new ArrayList<>())
                        .add(row);
            } else {
                sums.put(row.value(), -1L);
            }
            long watermark = after(rows, i);
            if (watermark == row.seen()) {
                continue;
            }
            waiting.forEach((key, times) -> {
                while (!times.isEmpty() && times.firstKey() <= watermark) {
                    fired.put(key, times.firstKey());
                    for (Row each : times.pollFirstEntry().getValue()) {
                        List<Row> before = past.computeIfAbsent(key, k -> new ArrayList<>());
                        before.add(each);
                        sums.put(
                                each.value(),
                                before.subList(Math.max(0, before.size() - 1 - (int) PRECEDING), before.size()).stream()
                                        .mapToLong(Row::value)
                                        .sum());
                    }
                }
            });
        }
        return sums;
    }

    private static Batch batch(List<Row> rows, int from, int to) {
        LongVector keys = new LongVector(8);
        LongVector times = new LongVector(8);
        LongVector values = new LongVector(8);
        BytesVector marks = new BytesVector(8);
        LongVector ordinals = new LongVector(8);
        for (Row row : rows.subList(from, to)) {
            keys.append(row.key());
            times.append(row.time() * SECOND);
            values.append(row.value());
            ordinals.append(row.value());
            if (row.time() <= row.seen()) {
                byte[] mark = ByteBuffer.allocate(20)
                        .putInt(0)
                        .putLong(row.seen() * SECOND)
                        .putLong(row.value())
                        .array();
                marks.append(mark, 0, mark.length);
            } else {
                marks.appendNull();
            }
        }
        return new Batch(new Vector[] {keys, times, values, marks, ordinals}, to - from);
    }

    @Test
    void lateRowsCountWhereverEpochsAreCut() {
        int refused = 0;
        int taken = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<Row> rows = rows(random);
            Map<Long, Long> sums = new HashMap<>();
            Output output = new Output() {
                @Override
                public void emit(Batch batch) {
                    for (int i = 0; i < batch.size(); i++) {
                        sums.put(batch.longs(2).get(i), batch.longs(5).get(i));
                    }
                }

                @Override
                public boolean hasRoom() {
                    return true;
                }
            };
            AggregateCall sum = new AggregateCall("SUM", List.of(2), List.of(Type.BIGINT), false, -1, -1, Type.BIGINT);
            AggregateOverOperator over = new AggregateOverOperator(
                    new AggregateOver(List.of(0), 1, 3, 4, new Frame(true, PRECEDING), List.of(sum)), INPUT, OUTPUT);
            TestContext context = new TestContext();
            over.open(context);
            int from = 0;
            for (long epoch = 1; from < rows.size(); epoch++) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(8));
                over.process(0, batch(rows, from, to), output);
                long watermark = after(rows, to - 1);
                boolean last = watermark == Long.MAX_VALUE;
                Frontier frontier = new Frontier(epoch, last ? watermark : watermark * SECOND, last);
                assertThat(over.advance(frontier, output)).isEqualTo(Progress.DONE);
                from = to;
            }
            Map<Long, Long> expected = model(rows);
            long late = expected.values().stream().filter(value -> value < 0).count();
            taken += (int) rows.stream()
                    .filter(row -> row.time() <= row.seen() && expected.get(row.value()) >= 0)
                    .count();
            refused += (int) late;
            assertThat(context.refused()).as("seed %d", seed).isEqualTo((int) late);
            expected.values().removeIf(value -> value < 0);
            assertThat(sums).as("seed %d", seed).isEqualTo(expected);
        }
        assertThat(refused).isPositive();
        assertThat(taken).isPositive();
    }
}
