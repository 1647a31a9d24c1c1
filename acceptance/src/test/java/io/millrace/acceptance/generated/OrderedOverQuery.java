package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over the rows around each row, in an order that is not that of time.
 *
 * @param lower rows before (below 0) or after the current one, or {@link #UNBOUNDED}; for frames by values 0 for its peers
 * @param upper the same
 */
record OrderedOverQuery(boolean byRows, int lower, int upper, Sequence order, Selection selection)
        implements GeneratedQuery {
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    static OrderedOverQuery random(Random random) {
        boolean byRows = random.nextBoolean();
        int lower = random.nextInt(3) == 0 ? UNBOUNDED : byRows ? random.nextInt(6) - 3 : 0;
        int least = lower == UNBOUNDED ? -3 : lower;
        int upper = random.nextInt(3) == 0 ? UNBOUNDED : byRows ? least + random.nextInt(4) : 0;
        AggregateExpression.Choice choice = new AggregateExpression.Choice(true, random.nextBoolean(), false);
        return new OrderedOverQuery(byRows, lower, upper, Sequence.random(random, 2), Selection.random(random, choice));
    }

    private static String bound(int bound, String unbounded) {
        if (bound == UNBOUNDED) {
            return "UNBOUNDED " + unbounded;
        }
        return bound == 0 ? "CURRENT ROW" : Math.abs(bound) + (bound < 0 ? " PRECEDING" : " FOLLOWING");
    }

    @Override
    public String sql() {
        String partition =
                selection.keys().isEmpty() ? "" : "PARTITION BY " + String.join(", ", selection.keyNames()) + " ";
        List<String> columns = new ArrayList<>(Selection.names());
        selection.callTexts().forEach(call -> columns.add(call + " OVER w"));
        return "SELECT " + String.join(", ", columns) + " FROM t" + selection.where() + " WINDOW w AS (" + partition
                + "ORDER BY " + order.text() + (byRows ? " ROWS" : " RANGE") + " BETWEEN "
                + bound(lower, "PRECEDING") + " AND " + bound(upper, "FOLLOWING") + ")";
    }

    @Override
    public Expectation expect(InputRows input) {
        return epoch -> {
            Map<List<@Nullable Object>, List<Event>> byKey = new LinkedHashMap<>();
            input.until(epoch).stream()
                    .filter(selection::passes)
                    .forEach(event -> byKey.computeIfAbsent(selection.key(event), key -> new ArrayList<>())
                            .add(event));
            List<List<@Nullable Object>> rows = new ArrayList<>();
            byKey.values().forEach(own -> evaluate(own, rows));
            return rows;
        };
    }

    private void evaluate(List<Event> own, List<List<@Nullable Object>> rows) {
        own.sort(order.comparator());
        for (int i = 0; i < own.size(); i++) {
            List<Event> frame = new ArrayList<>();
            for (int j = 0; j < own.size(); j++) {
                int distance = byRows ? j - i : order.comparePeers(own.get(j), own.get(i));
                if ((lower == UNBOUNDED || distance >= lower) && (upper == UNBOUNDED || distance <= upper)) {
                    frame.add(own.get(j));
                }
            }
            List<@Nullable Object> row = new ArrayList<>(own.get(i).values());
            row.addAll(selection.evaluate(frame));
            rows.add(row);
        }
    }
}
