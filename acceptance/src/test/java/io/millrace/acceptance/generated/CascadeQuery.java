package io.millrace.acceptance.generated;

import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Windows over the results of windows, by {@code window_time}. The inner results are {@code ts}, the keys, and the first
 * call as {@code m}; they are in the order of their times, then of {@code m}.
 *
 * @param calls over {@code m}
 */
record CascadeQuery(WindowQuery inner, WindowQuery outer, List<AggregateExpression> calls) implements GeneratedQuery {
    static CascadeQuery random(Random random) {
        WindowQuery inner = WindowQuery.random(random);
        List<Type> types = List.of(inner.selection().calls().get(0).type());
        List<AggregateExpression> calls = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            calls.add(AggregateExpression.random(random, types, new AggregateExpression.Choice(true, true, false)));
        }
        return new CascadeQuery(inner, WindowQuery.random(random), calls);
    }

    @Override
    public String sql() {
        List<String> keys = inner.selection().keyNames();
        String keyList = keys.isEmpty() ? "" : ", " + String.join(", ", keys);
        StringBuilder columns = new StringBuilder();
        calls.forEach(call -> columns.append(", ").append(call.sql(List.of("m"))));
        return "CREATE VIEW results AS SELECT window_time AS wt" + keyList + ", "
                + inner.selection().callTexts().get(0) + " AS m FROM " + inner.source()
                + inner.selection().where() + " GROUP BY window_start, window_end, window_time" + keyList + ";\n"
                + "SELECT window_start, window_end, window_time" + keyList + columns + " FROM "
                + outer.source().replace("TABLE t, DESCRIPTOR(ts)", "TABLE results, DESCRIPTOR(wt)")
                + " GROUP BY window_start, window_end, window_time" + keyList;
    }

    @Override
    public Expectation expect(InputRows input) {
        int keys = inner.selection().keys().size();
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups = new LinkedHashMap<>();
        List<Fixed> results = new ArrayList<>(inner.rows(input));
        results.sort(Comparator.comparingLong(Fixed::time)
                .thenComparing(result -> result.row().get(3 + keys), Comparator.nullsFirst(AggregateExpression.ORDER)));
        for (Fixed result : results) {
            // A row of the inner query: its window's start, end and time, the keys, the calls.
            for (WindowQuery.Span span : outer.spans(result.time())) {
                List<@Nullable Object> group = new ArrayList<>(List.of(span));
                group.addAll(result.row().subList(3, 3 + keys));
                groups.computeIfAbsent(group, key -> new ArrayList<>())
                        .add(result.row().subList(3 + keys, 4 + keys));
            }
        }
        List<Fixed> rows = new ArrayList<>();
        groups.forEach((group, members) -> {
            WindowQuery.Span span = (WindowQuery.Span) Objects.requireNonNull(group.get(0));
            List<@Nullable Object> values = new ArrayList<>();
            calls.forEach(call -> values.add(call.evaluate(members)));
            rows.add(WindowQuery.row(span.start(), span.end(), group.subList(1, group.size()), values));
        });
        return GeneratedQuery.appended(input, rows);
    }
}
