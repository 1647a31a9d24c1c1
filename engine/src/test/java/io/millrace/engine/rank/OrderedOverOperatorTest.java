package io.millrace.engine.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.OrderedOver;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.testkit.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Functions over frames, epoch by epoch, against all rows sorted and added up anew. */
class OrderedOverOperatorTest {
    private static final Schema INPUT = Schema.of(
            new Column("k", Type.BIGINT),
            new Column("a", Type.BIGINT),
            new Column("s", Type.STRING),
            new Column("f", Type.BOOLEAN));
    private static final List<String> FUNCTIONS = List.of(
            "SUM",
            "COUNT",
            "AVG",
            "MIN",
            "MAX",
            "FIRST_VALUE",
            "LAST_VALUE",
            "LAG",
            "LEAD",
            "NTH_VALUE",
            "NTILE",
            "PERCENT_RANK",
            "CUME_DIST",
            "COUNT DISTINCT",
            "COUNT *",
            "MAX text");
    private static final long BEFORE = OverFrame.UNBOUNDED_PRECEDING;
    private static final long AFTER = OverFrame.UNBOUNDED_FOLLOWING;

    private static OverCall call(String name, OverFrame frame, int filter, long parameter) {
        boolean text = name.equals("MAX text");
        boolean none = name.equals("COUNT *")
                || name.equals("NTILE")
                || name.equals("PERCENT_RANK")
                || name.equals("CUME_DIST");
        List<Integer> arguments = none ? List.of() : text ? List.of(2) : List.of(1);
        List<Type> types = none ? List.of() : List.of(text ? Type.STRING : Type.BIGINT);
        Type type = text ? Type.STRING : name.contains("_RANK") || name.contains("_DIST") ? Type.DOUBLE : Type.BIGINT;
        String function = name.split(" ")[0];
        AggregateCall call = new AggregateCall(function, arguments, types, name.endsWith("DISTINCT"), filter, -1, type);
        return new OverCall(call, frame, parameter);
    }

    private static OverFrame frame(Random random) {
        boolean rows = random.nextBoolean();
        long lower = random.nextInt(3) == 0 ? BEFORE : random.nextInt(5) - 3;
        long upper = random.nextInt(3) == 0 ? AFTER : random.nextInt(5) - 1;
        return new OverFrame(rows, lower, lower == BEFORE || upper == AFTER ? upper : Math.max(lower, upper));
    }

    private static boolean isIn(
            OverFrame frame, List<List<@Nullable Object>> rows, int row, int other, boolean descending) {
        if (frame.rows()) {
            long distance = other - row;
            return distance >= frame.lower() && distance <= frame.upper();
        }
        Long own = (Long) rows.get(row).get(1);
        Long value = (Long) rows.get(other).get(1);
        if (own == null || value == null) {
            boolean peers = own == null && value == null;
            boolean before = other < row;
            return peers
                    || (before ? frame.lower() == BEFORE : frame.upper() == AFTER)
                    || own != null && (before ? frame.lower() == BEFORE : frame.upper() == AFTER);
        }
        long distance = descending ? own - value : value - own;
        return (frame.lower() == BEFORE || distance >= frame.lower())
                && (frame.upper() == AFTER || distance <= frame.upper());
    }

    private static @Nullable Object result(
            OverCall over,
            List<List<@Nullable Object>> rows,
            int row,
            Comparator<List<@Nullable Object>> peers,
            boolean descending) {
        AggregateCall call = over.call();
        int size = rows.size();
        List<@Nullable Object> values = new ArrayList<>();
        long count = 0;
        for (int other = 0; other < size; other++) {
            boolean passes =
                    call.filter() < 0 || Boolean.TRUE.equals(rows.get(other).get(call.filter()));
            if (passes && isIn(over.frame(), rows, row, other, descending)) {
                count++;
                values.add(
                        call.arguments().isEmpty()
                                ? null
                                : rows.get(other).get(call.arguments().get(0)));
            }
        }
        List<Object> present = new ArrayList<>();
        values.stream().filter(Objects::nonNull).forEach(present::add);
        long sum = call.type().equals(Type.BIGINT)
                ? present.stream().mapToLong(value -> (Long) value).sum()
                : 0;
        long less = rows.stream()
                .filter(other -> peers.compare(other, rows.get(row)) < 0)
                .count();
        long most = rows.stream()
                .filter(other -> peers.compare(other, rows.get(row)) <= 0)
                .count();
        return switch (call.function()) {
            case "SUM" -> present.isEmpty() ? null : (Object) sum;
            case "AVG" -> present.isEmpty() ? null : (Object) (sum / present.size());
            case "COUNT" ->
                call.distinct()
                        ? present.stream().distinct().count()
                        : call.arguments().isEmpty() ? count : (long) present.size();
            case "MIN" ->
                present.stream()
                        .min(Comparator.comparing(value -> (Long) value))
                        .orElse(null);
            case "MAX" ->
                present.stream()
                        .max(Comparator.comparing(
                                value -> value instanceof Long l ? String.format("%05d", l) : value.toString()))
                        .orElse(null);
            case "FIRST_VALUE" -> present.isEmpty() ? null : present.get(0);
            case "LAST_VALUE" -> present.isEmpty() ? null : present.get(present.size() - 1);
            case "LAG", "LEAD" -> {
                long at = call.function().equals("LAG") ? row - over.parameter() : row + over.parameter();
                yield at >= 0 && at < size ? rows.get((int) at).get(1) : null;
            }
            case "NTH_VALUE" -> over.parameter() <= values.size() ? values.get((int) over.parameter() - 1) : null;
            case "NTILE" -> ntile(row, size, over.parameter());
            case "PERCENT_RANK" -> size == 1 ? 0.0 : (double) less / (size - 1);
            default -> (double) most / size;
        };
    }

    /** Deals rows out one by one to count how many each bucket has. */
    private static long ntile(int row, int size, long buckets) {
        long[] sizes = new long[(int) buckets];
        for (int i = 0; i < size; i++) {
            sizes[(int) (i % buckets)]++;
        }
        long behind = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            behind += sizes[bucket];
            if (row < behind) {
                return bucket + 1;
            }
        }
        throw new AssertionError();
    }

    private static Comparator<List<@Nullable Object>> by(int column, Comparator<@Nullable Object> order) {
        return (left, right) -> order.compare(left.get(column), right.get(column));
    }

    private static void check(long seed) {
        Random random = new Random(seed);
        boolean descending = random.nextBoolean();
        List<OverCall> calls = new ArrayList<>();
        Schema output = INPUT;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String name = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
            boolean filters = random.nextInt(4) == 0 && !name.matches("LAG|LEAD|N.*|.*_RANK|.*_DIST");
            calls.add(call(name, frame(random), filters ? 3 : -1, 1 + random.nextInt(3)));
            output = output.with(
                    new Column("r" + i, calls.get(calls.size() - 1).call().type()));
        }
        OrderedOver spec =
                new OrderedOver(List.of(0), List.of(new SortColumn(1, descending, !descending)), List.of(), calls);
        Comparator<@Nullable Object> longs = Comparator.comparing(value -> (Long) value);
        Comparator<List<@Nullable Object>> peers =
                by(1, descending ? Comparator.nullsLast(longs.reversed()) : Comparator.nullsFirst(longs));
        Comparator<List<@Nullable Object>> all = peers.thenComparing(
                        by(2, Comparator.nullsFirst(Comparator.comparing(value -> (String) value))))
                .thenComparing(by(3, Comparator.nullsFirst(Comparator.comparing(value -> (Boolean) value))));
        Changes changes = new Changes(new OrderedOverOperator(spec, INPUT, output), INPUT, output);
        boolean unique = seed % 4 < 3;
        if (unique) {
            changes.expectConsolidated();
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int epoch = 0; epoch < 25; epoch++) {
            List<List<@Nullable Object>> batch = new ArrayList<>();
            List<Long> weights = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                boolean takesBack = !rows.isEmpty() && random.nextInt(100) < (epoch > 15 ? 70 : 35);
                String s = unique ? Integer.toString(random.nextInt()) : random.nextBoolean() ? null : "s";
                List<@Nullable Object> row = takesBack
                        ? rows.remove(random.nextInt(rows.size()))
                        : Rows.row(
                                (long) random.nextInt(2),
                                random.nextInt(7) == 0 ? null : (long) random.nextInt(12),
                                s,
                                random.nextInt(3) == 0 ? null : random.nextBoolean());
                if (!takesBack) {
                    rows.add(row);
                }
                int at = random.nextInt(batch.size() + 1);
                batch.add(at, row);
                weights.add(at, takesBack ? -1L : 1L);
            }
            changes.process(batch, weights);
            Map<List<@Nullable Object>, Long> expected = new HashMap<>();
            for (long key = 0; key < 2; key++) {
                long own = key;
                List<List<@Nullable Object>> sorted = new ArrayList<>(
                        rows.stream().filter(row -> row.get(0).equals(own)).toList());
                sorted.sort(all);
                for (int row = 0; row < sorted.size(); row++) {
                    List<@Nullable Object> whole = new ArrayList<>(sorted.get(row));
                    for (OverCall call : calls) {
                        whole.add(result(call, sorted, row, peers, descending));
                    }
                    expected.merge(whole, 1L, Long::sum);
                }
            }
            assertThat(changes.advance(epoch))
                    .as("seed %d epoch %d %s", seed, epoch, spec)
                    .isEqualTo(expected);
        }
        assertThat(changes.held()).isEqualTo(rows.size());
    }

    @Test
    void resultsAreThoseOfAllRowsSorted() {
        for (long seed = 0; seed < 1500; seed++) {
            check(seed);
        }
    }
}
