package io.millrace.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows that slide hold what a table of all their rows does. */
class SlidingTableTest {
    private static final Schema INPUT = Schema.of(
            new Column("k", Type.BIGINT),
            new Column("d", Type.DOUBLE),
            new Column("t", Type.STRING),
            new Column("o", Type.BIGINT));
    private static final Schema OUTPUT = Schema.of(
            new Column("k", Type.BIGINT),
            new Column("n", Type.BIGINT),
            new Column("s", Type.DOUBLE),
            new Column("x", Type.DOUBLE),
            new Column("y", Type.STRING));
    private static final AggregateCall COUNT = call("COUNT", List.of(), Type.BIGINT, Type.BIGINT, -1);
    private static final AggregateCall SUM = call("SUM", List.of(1), Type.DOUBLE, Type.DOUBLE, -1);
    private static final List<AggregateCall> ADDED = List.of(
            COUNT,
            SUM,
            call("MIN", List.of(1), Type.DOUBLE, Type.DOUBLE, -1),
            call("LAST_VALUE", List.of(2), Type.STRING, Type.STRING, 3));
    private static final List<AggregateCall> CHANGING =
            List.of(COUNT, SUM, call("AVG", List.of(1), Type.DOUBLE, Type.DOUBLE, -1));

    private static AggregateCall call(
            String function, List<Integer> arguments, Type argument, Type result, int ordinal) {
        List<Type> types = arguments.isEmpty() ? List.of() : List.of(argument);
        return new AggregateCall(function, arguments, types, false, -1, ordinal, result);
    }

    /** A slice's rows, as they go on to be added. */
    private record Rowset(List<List<@Nullable Object>> rows, List<Long> weights) {}

    @Test
    void windowsHoldTheRowsOfTheirSlices() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            boolean changing = seed % 4 == 0;
            int keys = seed % 50 == 7 ? 6000 : List.of(1, 3, 40, 400).get(random.nextInt(4));
            boolean keyed = random.nextInt(8) > 0;
            slide(random, changing, keyed, keys, "seed " + seed);
        }
    }

    @Test
    void whatKeepsManyValuesIsNotCopied() {
        AggregateCall distinct =
                new AggregateCall("COUNT", List.of(1), List.of(Type.DOUBLE), true, -1, -1, Type.BIGINT);
        AggregateCall smallest = ADDED.get(2);
        assertThat(SlidingTable.suits(List.of(COUNT, distinct), false)).isFalse();
        assertThat(SlidingTable.suits(List.of(smallest), true)).isFalse();
        assertThat(SlidingTable.suits(List.of(smallest), false)).isTrue();
    }

    private static void slide(Random random, boolean changing, boolean keyed, int keys, String place) {
        List<AggregateCall> calls = changing ? CHANGING : ADDED;
        int[] columns = keyed ? new int[] {0} : new int[0];
        List<Type> types = keyed ? List.of(Type.BIGINT) : List.of();
        SlidingTable sliding = new SlidingTable(types, calls, changing);
        TreeMap<Long, List<Rowset>> slices = new TreeMap<>();
        int length = 1 + random.nextInt(12);
        int step = 1 + random.nextInt(length);
        int windows = keys > 1000 ? 6 : 20;
        long end = 0;
        for (int window = 0; window < windows; window++) {
            long from = end;
            end += step;
            long start = end - length;
            for (long slice = Math.max(from, start); slice < end; slice++) {
                if (random.nextInt(4) > 0) {
                    add(random, sliding, slices, slice, columns, types, calls, changing, keys);
                }
            }
            for (int late = random.nextInt(3); late > 0; late--) {
                long slice = start + random.nextInt(length);
                add(random, sliding, slices, slice, columns, types, calls, changing, 1 + random.nextInt(keys));
            }
            AggregateTable whole = new AggregateTable(types, columns, calls, changing);
            slices.subMap(start, end).values().forEach(some -> some.forEach(rows -> add(whole, rows)));
            assertThat(window(sliding, start + step, types, changing))
                    .as("%s, window %d", place, window)
                    .isEqualTo(rows(whole, types, changing));
        }
        sliding.begin();
        while (sliding.append(Long.MAX_VALUE, builder(types, changing))) {
            // Until all is gone.
        }
        assertThat(sliding.rows()).as(place).isZero();
    }

    private static void add(
            Random random,
            SlidingTable sliding,
            TreeMap<Long, List<Rowset>> slices,
            long slice,
            int[] columns,
            List<Type> types,
            List<AggregateCall> calls,
            boolean changing,
            int keys) {
        Rowset rows = rows(random, keys, changing);
        slices.computeIfAbsent(slice, s -> new ArrayList<>()).add(rows);
        AggregateTable table = new AggregateTable(types, columns, calls, changing);
        add(table, rows);
        int added = 0;
        while (added < table.limit()) {
            added = sliding.add(table, added, slice);
        }
    }

    private static Rowset rows(Random random, int keys, boolean changing) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        for (int i = random.nextInt(Math.max(keys, 4)); i >= 0; i--) {
            Long key = random.nextInt(30) == 0 ? null : (Long) (long) random.nextInt(keys);
            double value = random.nextInt(100) / 4.0;
            String text = random.nextInt(5) == 0 ? null : "text ".repeat(random.nextInt(4)) + random.nextInt(9);
            rows.add(Rows.row(key, value, text, random.nextLong()));
            weights.add(changing && random.nextInt(3) == 0 ? -1L : 1L);
        }
        return new Rowset(rows, weights);
    }

    private static void add(AggregateTable table, Rowset rows) {
        BatchBuilder builder = new BatchBuilder(INPUT, 16);
        for (int i = 0; i < rows.rows.size(); i++) {
            Rows.append(builder, INPUT, rows.weights.get(i), rows.rows.get(i));
        }
        Batch batch = builder.build();
        table.add(batch, null, batch.size());
    }

    private static List<String> window(SlidingTable table, long keepFrom, List<Type> types, boolean changing) {
        List<String> rows = new ArrayList<>();
        table.begin();
        boolean more = true;
        while (more) {
            BatchBuilder out = builder(types, changing);
            more = table.append(keepFrom, out);
            Rows.of(out.build(), schema(types, changing)).forEach(row -> rows.add(row.toString()));
        }
        rows.sort(null);
        return rows;
    }

    private static List<String> rows(AggregateTable table, List<Type> types, boolean changing) {
        int[] all = table.identity(table.limit());
        long[] counts = table.rowCounts(all, table.limit());
        List<String> rows = new ArrayList<>();
        for (int id = 0; id < table.limit(); id++) {
            if (!changing || counts[id] > 0) {
                BatchBuilder out = builder(types, changing);
                table.append(new int[] {id}, 1, out);
                out.endRows(1);
                rows.add(Rows.of(out.build(), schema(types, changing)).get(0).toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    private static BatchBuilder builder(List<Type> types, boolean changing) {
        return new BatchBuilder(schema(types, changing), 16);
    }

    private static Schema schema(List<Type> types, boolean changing) {
        return new Schema(OUTPUT.columns().subList(types.isEmpty() ? 1 : 0, changing ? 4 : 5));
    }
}
