package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys, the condition and the calls of a query over the generated table.
 *
 * @param keys columns
 * @param condition of WHERE; empty for none
 */
record Selection(List<Integer> keys, String condition, List<AggregateExpression> calls) {
    private static final List<List<Integer>> KEYS =
            List.of(List.of(), List.of(0), List.of(1), List.of(0, 1), List.of(4), List.of(6, 5), List.of(3, 0));

    private static final Map<String, Predicate<List<@Nullable Object>>> CONDITIONS = conditions();

    private static Map<String, Predicate<List<@Nullable Object>>> conditions() {
        Map<String, Predicate<List<@Nullable Object>>> conditions = new LinkedHashMap<>();
        conditions.put("", row -> true);
        conditions.put("v > 0", row -> row.get(InputRows.WHOLE) instanceof Long v && v > 0);
        conditions.put("f IS NOT TRUE", row -> !Objects.equals(row.get(InputRows.FLAG), true));
        conditions.put("k <> 'a'", row -> row.get(InputRows.TEXT) != null && !"a".equals(row.get(InputRows.TEXT)));
        return conditions;
    }

    static Selection random(Random random, AggregateExpression.Choice choice) {
        List<Integer> keys = KEYS.get(random.nextInt(KEYS.size()));
        List<String> texts = List.copyOf(CONDITIONS.keySet());
        String condition = random.nextInt(3) == 0 ? texts.get(random.nextInt(texts.size())) : "";
        List<AggregateExpression> calls = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            calls.add(AggregateExpression.random(
                    random,
                    InputRows.SCHEMA.columns().stream()
                            .map(column -> column.type())
                            .toList(),
                    choice));
        }
        return new Selection(keys, condition, calls);
    }

    static List<String> names() {
        return InputRows.SCHEMA.names();
    }

    List<String> keyNames() {
        return keys.stream().map(names()::get).toList();
    }

    List<String> callTexts() {
        return calls.stream().map(call -> call.sql(names())).toList();
    }

    String where() {
        return condition.isEmpty() ? "" : " WHERE " + condition;
    }

    /** Whether the condition says the same of all rows of a key. */
    boolean isOnKey() {
        return condition.isEmpty() || keys.contains(names().indexOf(condition.substring(0, 1)));
    }

    boolean passes(Event event) {
        return Objects.requireNonNull(CONDITIONS.get(condition)).test(event.values());
    }

    List<@Nullable Object> key(Event event) {
        List<@Nullable Object> key = new ArrayList<>();
        keys.forEach(column -> key.add(ResultTable.canonical(event.value(column))));
        return key;
    }

    /** The calls' results over events in the order of splits and positions. */
    List<@Nullable Object> evaluate(List<Event> events) {
        List<List<@Nullable Object>> rows = events.stream().map(Event::values).toList();
        List<@Nullable Object> results = new ArrayList<>();
        calls.forEach(call -> results.add(call.evaluate(rows)));
        return results;
    }
}
