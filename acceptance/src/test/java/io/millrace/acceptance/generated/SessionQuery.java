package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SESSION windows by key: aggregated, or each row with its session. A condition applies behind the sessions, so rows
 * that do not pass it hold sessions together; only where it is on the key does that make no difference.
 *
 * <p>A session is from its first row to the gap after its last. It is over when the watermark just before a row has reached
 * its last millisecond, and then takes no row any more. A row that meets its end or is within joins it, and joins what it
 * connects. A row that meets no session that is not over, and whose own would be over, is late. The rows of an epoch
 * count in the order of the watermarks just before them, those that saw the same in the order of splits and positions.
 */
record SessionQuery(long gap, Selection selection, boolean rowWise) implements GeneratedQuery {
    private static final Comparator<Event> READING = Comparator.comparing(Event::epoch)
            .thenComparing(Event::seen)
            .thenComparing(Event::split)
            .thenComparing(Event::position);

    /** A session as it grows. */
    private static final class Session {
        long start;
        long end;
        final List<Event> events = new ArrayList<>();

        Session(Event event, long gap) {
            start = event.millis();
            end = start + gap;
        }
    }

    static SessionQuery aggregated(Random random) {
        return random(random, false);
    }

    static SessionQuery rowWise(Random random) {
        return random(random, true);
    }

    private static SessionQuery random(Random random, boolean rowWise) {
        long gap = List.of(1L, 500L, 1000L, 2500L, 10_000L).get(random.nextInt(5));
        Selection selection = Selection.random(random, new AggregateExpression.Choice(true, true, true));
        return new SessionQuery(gap, selection, rowWise);
    }

    @Override
    public String sql() {
        String partition =
                selection.keys().isEmpty() ? "" : " PARTITION BY (" + String.join(", ", selection.keyNames()) + ")";
        partition = selection.keys().size() == 1 ? partition.replaceAll("[()]", "") : partition;
        String source = " FROM TABLE(SESSION(TABLE t" + partition + ", DESCRIPTOR(ts), " + PipelineRun.interval(gap)
                + "))" + selection.where();
        if (rowWise) {
            return "SELECT window_start, window_end, window_time, k, v" + source;
        }
        return "SELECT "
                + String.join(
                        ", ",
                        Stream.of(
                                        List.of("window_start", "window_end", "window_time"),
                                        selection.keyNames(),
                                        selection.callTexts())
                                .flatMap(List::stream)
                                .toList())
                + source + " GROUP BY "
                + String.join(
                        ", ",
                        Stream.concat(
                                        Stream.of("window_start", "window_end", "window_time"),
                                        selection.keyNames().stream())
                                .toList());
    }

    @Override
    public Expectation expect(InputRows input) {
        Map<List<@Nullable Object>, List<Session>> keys = new LinkedHashMap<>();
        assign(input, keys);
        List<Fixed> rows = new ArrayList<>();
        keys.forEach((key, sessions) -> sessions.forEach(session -> {
            // The order that FIRST_VALUE and LAST_VALUE go by is that of reading, also after sessions became one.
            List<Event> passing = session.events.stream()
                    .filter(selection::passes)
                    .sorted(Comparator.comparing(Event::split).thenComparing(Event::position))
                    .toList();
            if (rowWise) {
                passing.forEach(event -> rows.add(WindowQuery.row(
                        session.start,
                        session.end,
                        Arrays.asList(event.value(InputRows.TEXT), event.value(InputRows.WHOLE)),
                        List.of())));
            } else if (!passing.isEmpty()) {
                rows.add(WindowQuery.row(session.start, session.end, key, selection.evaluate(passing)));
            }
        }));
        return GeneratedQuery.appended(input, rows);
    }

    /** The rows that come too late, as they are in {@code t$late} without {@code operator}. */
    List<List<@Nullable Object>> expectLate(InputRows input) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Event event : assign(input, new LinkedHashMap<>())) {
            // A condition on the key leaves rows out before they can be late.
            if (!selection.isOnKey() || selection.passes(event)) {
                List<@Nullable Object> row = new ArrayList<>(event.values());
                row.add(Event.toTime(event.millis()));
                row.add(Event.toTime(event.millis() + gap));
                row.add(Event.toTime(event.seen()));
                row.add((long) event.epoch());
                rows.add(row);
            }
        }
        return rows;
    }

    /** Finds all sessions; gives the rows that are late. */
    private List<Event> assign(InputRows input, Map<List<@Nullable Object>, List<Session>> keys) {
        List<Event> late = new ArrayList<>();
        input.events().stream().filter(Event::hasTime).sorted(READING).forEach(event -> {
            if (!add(keys.computeIfAbsent(selection.key(event), key -> new ArrayList<>()), event)) {
                late.add(event);
            }
        });
        return late;
    }

    private boolean add(List<Session> sessions, Event event) {
        long time = event.millis();
        long seen = event.seen();
        List<Session> touched = sessions.stream()
                .filter(session -> session.end - 1 > seen)
                .filter(session -> session.start <= time + gap && time <= session.end)
                .toList();
        if (touched.isEmpty() && time + gap - 1 <= seen) {
            return false;
        }
        Session joined = new Session(event, gap);
        joined.events.add(event);
        for (Session session : touched) {
            joined.start = Math.min(joined.start, session.start);
            joined.end = Math.max(joined.end, session.end);
            joined.events.addAll(session.events);
        }
        sessions.removeAll(touched);
        sessions.add(joined);
        return true;
    }
}
