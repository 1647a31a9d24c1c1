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
        List<Event> events = counting(input).stream()
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
            rows.add(new Fixed(Math.max(current.millis(), current.seen() + 1), row));
        }
        return GeneratedQuery.appended(input, rows);
    }

    /**
     * The rows that are not too late. Over a bounded number of rows those behind the watermark count, too, as long as none of
     * their key with their time or a later one is out: one ahead of the watermark is when that has reached it, one behind
     * it when that has moved.
     */
    private List<Event> counting(InputRows input) {
        List<Event> counting = new ArrayList<>();
        List<Event> bySight = input.events().stream()
                .filter(event -> event.hasTime() && selection.passes(event))
                .sorted(Comparator.comparingLong(Event::seen))
                .toList();
        for (Event event : bySight) {
            boolean late = event.millis() <= event.seen();
            boolean taken = byRows
                    && preceding >= 0
                    && counting.stream()
                            .noneMatch(other -> isOut(other, event.seen())
                                    && other.millis() >= event.millis()
                                    && selection.key(other).equals(selection.key(event)));
            if (!late || taken) {
                counting.add(event);
            }
        }
        return counting;
    }

    private static boolean isOut(Event event, long watermark) {
        return event.seen() < watermark && event.millis() <= watermark;
    }
}
