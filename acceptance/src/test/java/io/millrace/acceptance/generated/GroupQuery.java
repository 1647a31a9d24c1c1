package io.millrace.acceptance.generated;

import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY over all time, and GROUP BY over such a result.
 *
 * @param having leaves out groups of one row
 * @param outer calls over the inner result, whose columns are {@code c} (the count of rows) and {@code m} (the first
 *     call); empty when there is no outer query
 * @param outerKeyed whether the outer query groups by {@code c}
 */
record GroupQuery(Selection selection, boolean having, List<AggregateExpression> outer, boolean outerKeyed)
        implements GeneratedQuery {
    static GroupQuery random(Random random) {
        boolean nested = random.nextBoolean();
        AggregateExpression.Choice choice = new AggregateExpression.Choice(!nested, true, true);
        Selection selection = Selection.random(random, choice);
        List<AggregateExpression> outer = new ArrayList<>();
        if (nested) {
            List<Type> types =
                    List.of(Type.BIGINT.notNull(), selection.calls().get(0).type());
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                outer.add(
                        AggregateExpression.random(random, types, new AggregateExpression.Choice(false, true, false)));
            }
        }
        return new GroupQuery(selection, random.nextInt(4) == 0, outer, random.nextBoolean());
    }

    @Override
    public String sql() {
        String group = selection.keys().isEmpty() ? "" : " GROUP BY " + String.join(", ", selection.keyNames());
        String tail = " FROM t" + selection.where() + group + (having ? " HAVING COUNT(*) > 1" : "");
        if (outer.isEmpty()) {
            return "SELECT "
                    + String.join(
                            ", ",
                            Stream.concat(selection.keyNames().stream(), selection.callTexts().stream())
                                    .toList())
                    + tail;
        }
        List<String> columns = new ArrayList<>(outerKeyed ? List.of("c") : List.of());
        outer.forEach(call -> columns.add(call.sql(List.of("c", "m"))));
        return "SELECT " + String.join(", ", columns) + " FROM (SELECT COUNT(*) AS c, "
                + selection.callTexts().get(0) + " AS m" + tail + ")" + (outerKeyed ? " GROUP BY c" : "");
    }

    @Override
    public Expectation expect(InputRows input) {
        return epoch -> evaluate(input.until(epoch));
    }

    private List<List<@Nullable Object>> evaluate(List<Event> events) {
        Map<List<@Nullable Object>, List<Event>> groups = new LinkedHashMap<>();
        if (selection.keys().isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (Event event : events) {
            if (selection.passes(event)) {
                groups.computeIfAbsent(selection.key(event), key -> new ArrayList<>())
                        .add(event);
            }
        }
        groups.values().removeIf(group -> having && group.size() <= 1);
        List<List<@Nullable Object>> inner = new ArrayList<>();
        groups.forEach((key, group) -> {
            List<@Nullable Object> row = new ArrayList<>(outer.isEmpty() ? key : List.of((long) group.size()));
            row.addAll(selection.evaluate(group));
            inner.add(row);
        });
        return outer.isEmpty() ? inner : evaluateOuter(inner);
    }

    private List<List<@Nullable Object>> evaluateOuter(List<List<@Nullable Object>> inner) {
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups = new LinkedHashMap<>();
        if (!outerKeyed) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (List<@Nullable Object> row : inner) {
            groups.computeIfAbsent(outerKeyed ? row.subList(0, 1) : List.of(), key -> new ArrayList<>())
                    .add(row);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        groups.forEach((key, group) -> {
            List<@Nullable Object> row = new ArrayList<>(key);
            outer.forEach(call -> row.add(call.evaluate(group)));
            rows.add(row);
        });
        return rows;
    }
}
