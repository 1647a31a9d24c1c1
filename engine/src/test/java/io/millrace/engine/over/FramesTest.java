package io.millrace.engine.over;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.testkit.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Frames against aggregating each row's frame anew. */
class FramesTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("n", Type.BIGINT),
            new Column("d", Type.DOUBLE),
            new Column("s", Type.STRING),
            new Column("f", Type.BOOLEAN));
    private static final List<String> FUNCTIONS =
            List.of("COUNT", "SUM", "AVG", "MIN", "MAX", "VAR_POP", "STDDEV_SAMP", "FIRST_VALUE", "LAST_VALUE");
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e12
    };
    private static final int KEYS = 3;

    @Test
    void everyFrameIsAsIfAggregatedAnew() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            boolean byRows = random.nextBoolean();
            long preceding = List.of(0L, 1L, 2L, 5L, 20L, Frame.UNBOUNDED).get(random.nextInt(6));
            check(call(random), new Frame(byRows, preceding), random, seed);
        }
    }

    private static AggregateCall call(Random random) {
        String function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        boolean any =
                List.of("COUNT", "MIN", "MAX", "FIRST_VALUE", "LAST_VALUE").contains(function);
        int column = random.nextInt(any ? 3 : 2);
        Type type = SCHEMA.type(column);
        boolean distinct = List.of("COUNT", "SUM", "MIN").contains(function) && random.nextInt(3) == 0;
        int filter = random.nextInt(3) == 0 ? 3 : -1;
        Type result = function.equals("COUNT") ? Type.BIGINT : type;
        return new AggregateCall(function, List.of(column), List.of(type), distinct, filter, -1, result);
    }

    private static void check(AggregateCall call, Frame frame, Random random, int seed) {
        int size = random.nextInt(80);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int[] ids = random.ints(size, 0, KEYS).toArray();
        long[] times = new long[size];
        for (int i = 0; i < size; i++) {
            times[i] = i == 0 ? -10 : times[i - 1] + Math.max(0, random.nextInt(5) - 2);
            rows.add(row(random, call.distinct()));
        }
        FrameFunction function = AggregateOverOperator.function(call, frame);
        List<@Nullable Object> actual = new ArrayList<>();
        int from = 0;
        while (from < size) {
            int to = Math.min(size, from + 1 + random.nextInt(9));
            while (!frame.rows() && to < size && times[to] == times[to - 1]) {
                to++;
            }
            Vector.Writable out = Vector.create(call.type(), 4);
            int[] someIds = Arrays.copyOfRange(ids, from, to);
            long[] someTimes = Arrays.copyOfRange(times, from, to);
            function.apply(Rows.batch(SCHEMA, rows.subList(from, to)), someIds, someTimes, out);
            for (int i = 0; i < to - from; i++) {
                actual.add(Rows.value(out.vector(), i, call.type()));
            }
            from = to;
        }
        for (int i = 0; i < size; i++) {
            Object expected = anew(call, rows, frame(frame, ids, times, i));
            assertThat(isSame(actual.get(i), expected))
                    .as("seed %d %s %s row %d: %s is not %s", seed, call, frame, i, actual.get(i), expected)
                    .isTrue();
        }
        assertThat(size == 0 || function.bytes() > 0).isTrue();
    }

    private static List<@Nullable Object> row(Random random, boolean exact) {
        Object real = random.nextInt(12) == 0 && !exact
                ? (Double) SPECIAL[random.nextInt(5)]
                : (Double) (random.nextInt(20) * 0.25);
        return Rows.row(
                random.nextInt(5) == 0 ? null : (Object) (long) random.nextInt(9),
                random.nextInt(5) == 0 ? null : real,
                random.nextInt(5) == 0 ? null : "é".repeat(random.nextInt(4)),
                random.nextInt(5) == 0 ? null : (Object) random.nextBoolean());
    }

    private static int[] frame(Frame frame, int[] ids, long[] times, int row) {
        int[] all = IntStream.range(0, ids.length)
                .filter(i -> ids[i] == ids[row])
                .filter(i -> frame.rows() ? i <= row : times[i] <= times[row])
                .filter(i -> frame.rows()
                        || frame.preceding() == Frame.UNBOUNDED
                        || times[i] >= times[row] - frame.preceding())
                .toArray();
        int most = (int) Math.min(all.length, frame.rows() ? Math.min(frame.preceding(), 1000) + 1 : all.length);
        return Arrays.copyOfRange(all, all.length - most, all.length);
    }

    private static @Nullable Object anew(AggregateCall call, List<List<@Nullable Object>> rows, int[] frame) {
        AggregateRows accumulators = new AggregateRows(List.of(call), false);
        accumulators.ensure(1);
        Batch batch = Rows.batch(SCHEMA, IntStream.of(frame).mapToObj(rows::get).toList());
        io.millrace.engine.aggregate.Rows chosen = new io.millrace.engine.aggregate.Rows();
        chosen.reserve(frame.length);
        chosen.count = frame.length;
        accumulators.add(batch, chosen);
        Schema schema = Schema.of(new Column("result", call.type()));
        BatchBuilder result = new BatchBuilder(schema, 1);
        accumulators.result(new int[1], 1, result, 0);
        result.endRows(1);
        return Rows.of(result.build(), schema).get(0).get(0);
    }

    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y && Double.isFinite(x) && Double.isFinite(y)) {
            return Math.abs(x - y) <= Math.max(Math.abs(x), Math.abs(y)) * 1e-12;
        }
        return Objects.equals(a, b);
    }
}
