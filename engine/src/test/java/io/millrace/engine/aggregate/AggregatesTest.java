package io.millrace.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.AggregateCall.Details;
import io.millrace.testkit.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every aggregate keeps: order, parts, and rows that were taken back do not show in its result. */
class AggregatesTest {
    private static final List<Type> TYPES = List.of(
            Type.BOOLEAN,
            Type.INT,
            Type.BIGINT,
            Type.FLOAT,
            Type.DOUBLE,
            Type.decimal(20, 3),
            Type.STRING,
            Type.timestamp(3));
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0};
    private static final int IDS = 3;

    /** A value, what orders it, and which group it is in. */
    private record Item(@Nullable Object value, long ordinal, int id, long weight) {}

    @Test
    void orderPartsAndRowsTakenBackDoNotShow() {
        int checked = 0;
        for (AggregateFunction function : Aggregates.ALL) {
            for (Type type : TYPES) {
                for (boolean distinct : new boolean[] {false, true}) {
                    if (applies(function, type, distinct)) {
                        AggregateCall call = call(function, type, distinct);
                        for (int seed = 0; seed < 25; seed++) {
                            check(call, type, new Random(seed), function.name() + type + distinct + seed);
                        }
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(60);
    }

    private static boolean applies(AggregateFunction function, Type type, boolean distinct) {
        boolean number = List.of(Kind.INT, Kind.BIGINT, Kind.FLOAT, Kind.DOUBLE, Kind.DECIMAL)
                .contains(type.kind());
        return switch (function.name()) {
            case "COUNT", "MIN", "MAX", "MODE", "ANY_VALUE", "PERCENTILE_DISC", "APPROX_COUNT_DISTINCT" -> true;
            case "SUM", "AVG", "PERCENTILE", "PERCENTILE_CONT", "MEDIAN" -> number;
            case "FIRST_VALUE", "LAST_VALUE", "MAX_BY", "MIN_BY" -> !distinct;
            case "LISTAGG" -> type.kind() == Kind.VARCHAR;
            case "EVERY", "BOOL_OR" -> type.kind() == Kind.BOOLEAN;
            case "BIT_AND", "BIT_OR", "BIT_XOR" -> type.kind().isInteger();
            // What they give are nested values, which the golden cases look into.
            case "COLLECT", "ARRAY_AGG" -> false;
            default -> !ofOwnType(function.name()) && number && !distinct && type.kind() != Kind.DECIMAL;
        };
    }

    /** Those that make or take JSON and bitmaps: the golden cases look into them, too. */
    private static boolean ofOwnType(String name) {
        return name.startsWith("JSON_") || name.startsWith("BITMAP_");
    }

    private static AggregateCall call(AggregateFunction function, Type type, boolean distinct) {
        String name = function.name();
        boolean pairs = name.startsWith("REGR_") || name.startsWith("CO") && !name.equals("COUNT");
        boolean two = pairs || name.endsWith("_BY");
        boolean real =
                pairs || List.of("PERCENTILE", "PERCENTILE_CONT", "MEDIAN").contains(name);
        boolean wide = type.kind() == Kind.DECIMAL && List.of("SUM", "AVG").contains(name);
        boolean counts = List.of("COUNT", "APPROX_COUNT_DISTINCT", "REGR_COUNT").contains(name);
        Type result = counts ? Type.BIGINT : real ? Type.DOUBLE : wide ? Type.decimal(38, 6) : type;
        int ordinal = function.uses().ordered() ? 1 : -1;
        List<Object> constants =
                function.uses().constant() < 0 ? List.of() : List.of(name.equals("LISTAGG") ? "|" : 0.3);
        return new AggregateCall(
                name,
                two ? List.of(0, 2) : List.of(0),
                two ? List.of(type, Type.BIGINT) : List.of(type),
                distinct,
                -1,
                ordinal,
                result,
                new Details(constants, List.of()));
    }

    private static void check(AggregateCall call, Type type, Random random, String place) {
        List<Item> items = items(type, random, 1);
        List<@Nullable Object> expected = result(call, add(call, type, items, false));

        List<Item> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);
        assertSame(result(call, add(call, type, shuffled, false)), expected, place + " shuffled");

        AggregateRows merged = new AggregateRows(List.of(call), false);
        merged.ensure(IDS);
        int cut = random.nextInt(shuffled.size() + 1);
        int[] all = {0, 1, 2};
        for (List<Item> part : List.of(shuffled.subList(cut, shuffled.size()), shuffled.subList(0, cut))) {
            merged.merge(all, add(call, type, part, false), all, IDS);
        }
        assertSame(result(call, merged), expected, place + " merged");

        List<Item> withMore = new ArrayList<>(shuffled);
        for (Item extra : items(type, random, 1)) {
            int at = random.nextInt(withMore.size() + 1);
            withMore.add(at, extra);
            int after = at + 1 + random.nextInt(withMore.size() - at);
            withMore.add(after, new Item(extra.value, extra.ordinal, extra.id, -1));
        }
        AggregateRows changed = add(call, type, withMore, true);
        assertSame(result(call, changed), expected, place + " with rows taken back");
        long[] counts = changed.rowCounts(all, IDS);
        for (int id = 0; id < IDS; id++) {
            int own = id;
            assertThat(counts[id])
                    .isEqualTo(items.stream().filter(item -> item.id == own).count());
        }
        changed.reset(0, IDS);
        assertThat(result(call, changed)).containsOnly(call.function().contains("COUNT") ? (Object) 0L : null);
    }

    private static List<Item> items(Type type, Random random, long weight) {
        List<Item> items = new ArrayList<>();
        int size = random.nextInt(25);
        for (int i = 0; i < size; i++) {
            Object value = random.nextInt(6) == 0 ? null : value(type, random);
            items.add(new Item(value, i, random.nextInt(IDS), weight));
        }
        return items;
    }

    private static Object value(Type type, Random random) {
        int number = random.nextInt(15) - 7;
        return switch (type.kind()) {
            case BOOLEAN -> number > 0;
            case FLOAT, DOUBLE ->
                random.nextInt(40) == 0
                        ? (Double) SPECIAL[random.nextInt(5)]
                        : (Double) (random.nextInt(10) == 0 ? number * 1e6 : number * 0.5);
            case DECIMAL -> BigDecimal.valueOf(number * 123_456_789_012_345L, 3);
            case VARCHAR -> "é".repeat(Math.abs(number)) + number;
            default -> (long) number * 1000;
        };
    }

    private static AggregateRows add(AggregateCall call, Type type, List<Item> items, boolean changing) {
        Schema schema = Schema.of(new Column("x", type), new Column("o", Type.BIGINT), new Column("y", Type.BIGINT));
        AggregateRows rows = new AggregateRows(List.of(call), changing);
        rows.ensure(IDS);
        int from = 0;
        while (from < items.size()) {
            int to = Math.min(items.size(), from + 1 + from % 7);
            BatchBuilder builder = new BatchBuilder(schema, to - from);
            io.millrace.engine.aggregate.Rows chosen = new io.millrace.engine.aggregate.Rows();
            chosen.reserve(to - from);
            for (int i = from; i < to; i++) {
                Item item = items.get(i);
                Rows.append(builder, schema, item.weight, Rows.row(item.value, item.ordinal, item.ordinal % 5));
                chosen.ids[i - from] = item.id;
            }
            chosen.count = to - from;
            Batch batch = builder.build();
            rows.add(batch, chosen);
            from = to;
        }
        return rows;
    }

    private static List<@Nullable Object> result(AggregateCall call, AggregateRows rows) {
        Schema schema = Schema.of(new Column("result", call.type()));
        BatchBuilder results = new BatchBuilder(schema, IDS);
        rows.result(new int[] {0, 1, 2}, IDS, results, 0);
        results.endRows(IDS);
        List<@Nullable Object> values = new ArrayList<>();
        Rows.of(results.build(), schema).forEach(row -> values.add(row.get(0)));
        return values;
    }

    private static void assertSame(List<@Nullable Object> actual, List<@Nullable Object> expected, String place) {
        for (int i = 0; i < IDS; i++) {
            Object a = actual.get(i);
            Object b = expected.get(i);
            boolean close = a instanceof Double x && b instanceof Double y && Math.abs(x - y) <= Math.abs(y) * 1e-12;
            boolean zeros =
                    a instanceof Number x && b instanceof Number y && x.doubleValue() == 0 && y.doubleValue() == 0;
            assertThat(close || zeros || Objects.equals(a, b))
                    .as("%s: %s is not %s", place, actual, expected)
                    .isTrue();
        }
    }
}
