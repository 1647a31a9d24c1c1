package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over the rows before each row.
 *
 * @param preceding rows or milliseconds, or -1 for all
 */
record OverQuery(boolean byRows, long preceding, Selection selection) implements GeneratedQuery {
    static OverQuery random(Random random) {
        boolean byRows = random.nextBoolean();
        long preceding = random.nextInt(3) == 0
                ? -1
                : byRows
                        ? List.of(0L, 1L, 2L, 3L, 5L, 17L).get(random.nextInt(6))
                        : List.of(0L, 1L, 500L, 1000L, 4000L).get(random.nextInt(5));
        AggregateExpression.Choice choice =
                // The validator takes FILTER and OVER together for a mistake.
                new AggregateExpression.Choice(true, random.nextBoolean(), false);
        return new OverQuery(byRows, preceding, Selection.random(random, choice));
    }

    @Override
    public String sql() {
        String from = preceding < 0 ? "UNBOUNDED" : byRows ? Long.toString(preceding) : PipelineRun.interval(preceding);
        String partition =
                selection.keys().isEmpty() ? "" : "PARTITION BY " + String.join(", ", selection.keyNames()) + " ";
        List<String> columns = new ArrayList<>(Selection.names());
        selection.callTexts().forEach(call -> columns.add(call + " OVER w"));
        return "SELECT " + String.join(", ", columns) + " FROM t" + selection.where() + " WINDOW w AS (" + partition
                + "ORDER BY ts " + (byRows ? "ROWS" : "RANGE") + " BETWEEN " + from
                + " PRECEDING AND CURRENT ROW)";
    }

    @Override
    public Expectation expect(InputRows input) {
        List<Event> events = input.events().stream()
                .filter(event -> event.hasTime() && event.millis() > event.seen() && selection.passes(event))
                .sorted(Comparator.comparingLong(Event::millis)
                        .thenComparing(Event::split)
                        .thenComparing(Event::position))
                .toList();
        List<Fixed> rows = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Event current = events.get(i);
            List<Event> frame = new ArrayList<>();
            for (int j = 0; j < events.size(); j++) {
                boolean before = byRows ? j <= i : events.get(j).millis() <= current.millis();
                boolean near = byRows || preceding < 0 || events.get(j).millis() >= current.millis() - preceding;
                if (before && near && selection.key(events.get(j)).equals(selection.key(current))) {
                    frame.add(events.get(j));
                }
            }
            if (byRows && preceding >= 0 && frame.size() > preceding + 1) {
                frame = frame.subList((int) (frame.size() - preceding - 1), frame.size());
            }
            List<@Nullable Object> row = new ArrayList<>(current.values());
            row.addAll(selection.evaluate(frame));
            rows.add(new Fixed(current.millis(), row));
        }
        return GeneratedQuery.appended(input, rows);
    }
}
