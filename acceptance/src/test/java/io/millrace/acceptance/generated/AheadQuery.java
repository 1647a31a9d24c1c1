package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by event time over the rows around each row.
 *
 * @param lower rows or milliseconds before (below 0) or after the current one, or {@link Long#MIN_VALUE}
 * @param upper rows or milliseconds after the current one, at least 1
 */
record AheadQuery(boolean byRows, long lower, long upper, Selection selection) implements GeneratedQuery {
    static AheadQuery random(Random random) {
        boolean byRows = random.nextBoolean();
        List<Long> distances = byRows ? List.of(1L, 2L, 3L, 7L) : List.of(1L, 500L, 1000L, 4000L);
        long upper = distances.get(random.nextInt(4));
        long lower = switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> 0;
            case 2 -> Math.min(upper, distances.get(random.nextInt(2)));
            default -> -distances.get(random.nextInt(4));
        };
        AggregateExpression.Choice choice = new AggregateExpression.Choice(true, random.nextBoolean(), false);
        return new AheadQuery(byRows, lower, upper, Selection.random(random, choice));
    }

    private String bound(long bound) {
        if (bound == Long.MIN_VALUE) {
            return "UNBOUNDED PRECEDING";
        } else if (bound == 0) {
            return "CURRENT ROW";
        }
        String distance = byRows ? Long.toString(Math.abs(bound)) : PipelineRun.interval(Math.abs(bound));
        return distance + (bound < 0 ? " PRECEDING" : " FOLLOWING");
    }

    @Override
    public String sql() {
        String partition =
                selection.keys().isEmpty() ? "" : "PARTITION BY " + String.join(", ", selection.keyNames()) + " ";
        List<String> columns = new ArrayList<>(Selection.names());
        selection.callTexts().forEach(call -> columns.add(call + " OVER w"));
        return "SELECT " + String.join(", ", columns) + " FROM t" + selection.where() + " WINDOW w AS (" + partition
                + "ORDER BY ts " + (byRows ? "ROWS" : "RANGE") + " BETWEEN " + bound(lower) + " AND " + bound(upper)
                + ")";
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
        for (Event current : events) {
            List<Event> own = events.stream()
                    .filter(event -> selection.key(event).equals(selection.key(current)))
                    .toList();
            int at = own.indexOf(current);
            while (own.get(at) != current) {
                at++;
            }
            List<Event> frame = new ArrayList<>();
            for (int i = 0; i < own.size(); i++) {
                long distance = byRows ? i - at : own.get(i).millis() - current.millis();
                if (distance >= lower && distance <= upper) {
                    frame.add(own.get(i));
                }
            }
            List<@Nullable Object> row = new ArrayList<>(current.values());
            row.addAll(selection.evaluate(frame));
            rows.add(new Fixed(complete(own, at), row));
        }
        return GeneratedQuery.appended(input, rows);
    }

    /** When all that the frame of a row has has come. */
    private long complete(List<Event> own, int at) {
        if (!byRows) {
            return own.get(at).millis() + upper;
        }
        return at + upper < own.size() ? own.get((int) (at + upper)).millis() : Long.MAX_VALUE;
    }
}
