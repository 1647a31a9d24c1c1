package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** GROUP BY over two parts of the same table put together; rows that pass both conditions count twice. */
record UnionQuery(Selection first, Selection second) implements GeneratedQuery {
    static UnionQuery random(Random random) {
        AggregateExpression.Choice choice = new AggregateExpression.Choice(false, true, true);
        return new UnionQuery(Selection.random(random, choice), Selection.random(random, choice));
    }

    @Override
    public String sql() {
        String keys = String.join(", ", first.keyNames());
        return "SELECT "
                + String.join(
                        ", ",
                        Stream.concat(first.keyNames().stream(), first.callTexts().stream())
                                .toList())
                + " FROM (SELECT * FROM t" + first.where() + " UNION ALL SELECT * FROM t" + second.where() + ")"
                + (keys.isEmpty() ? "" : " GROUP BY " + keys);
    }

    @Override
    public Expectation expect(InputRows input) {
        return epoch -> {
            Map<List<@Nullable Object>, List<Event>> groups = new LinkedHashMap<>();
            if (first.keys().isEmpty()) {
                groups.put(List.of(), new ArrayList<>());
            }
            for (Selection part : List.of(first, second)) {
                for (Event event : input.until(epoch)) {
                    if (part.passes(event)) {
                        groups.computeIfAbsent(first.key(event), key -> new ArrayList<>())
                                .add(event);
                    }
                }
            }
            List<List<@Nullable Object>> rows = new ArrayList<>();
            groups.forEach((key, events) -> {
                List<@Nullable Object> row = new ArrayList<>(key);
                row.addAll(first.evaluate(events));
                rows.add(row);
            });
            return rows;
        };
    }
}
