package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a rank within their key.
 *
 * @param to at least {@code from}, or -1 for no bound
 */
record RankQuery(
        String function, long from, long to, boolean numbered, boolean qualify, Sequence order, Selection selection)
        implements GeneratedQuery {
    static RankQuery random(Random random) {
        long from = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
        long to = random.nextInt(6) == 0 ? -1 : from + random.nextInt(4);
        return new RankQuery(
                List.of("ROW_NUMBER", "ROW_NUMBER", "RANK", "DENSE_RANK").get(random.nextInt(4)),
                from,
                to,
                random.nextBoolean(),
                random.nextBoolean(),
                Sequence.random(random, 3),
                Selection.random(random, new AggregateExpression.Choice(false, false, false)));
    }

    @Override
    public String sql() {
        String partition =
                selection.keys().isEmpty() ? "" : "PARTITION BY " + String.join(", ", selection.keyNames()) + " ";
        String rank = function + "() OVER (" + partition + "ORDER BY " + order.text() + ")";
        String columns = String.join(", ", Selection.names());
        String condition = from == to
                ? "r = " + from
                : to < 0 ? "r >= " + from : from == 1 ? "r <= " + to : "r BETWEEN " + from + " AND " + to;
        if (qualify && numbered) {
            return "SELECT " + columns + ", " + rank + " AS r FROM t" + selection.where() + " QUALIFY " + condition;
        }
        return "SELECT " + columns + (numbered ? ", r" : "") + " FROM (SELECT *, " + rank + " AS r FROM t"
                + selection.where() + ") WHERE " + condition;
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
            byKey.values().forEach(own -> rank(own, rows));
            return rows;
        };
    }

    private void rank(List<Event> own, List<List<@Nullable Object>> rows) {
        own.sort(order.comparator());
        long rank = 0;
        long dense = 0;
        for (int i = 0; i < own.size(); i++) {
            boolean isPeer = i > 0 && order.comparePeers(own.get(i - 1), own.get(i)) == 0;
            rank = isPeer ? rank : i + 1;
            dense += isPeer ? 0 : 1;
            long number = function.equals("RANK") ? rank : function.equals("DENSE_RANK") ? dense : i + 1;
            if (number >= from && (to < 0 || number <= to)) {
                List<@Nullable Object> row = new ArrayList<>(own.get(i).values());
                if (numbered) {
                    row.add(number);
                }
                rows.add(row);
            }
        }
    }
}
