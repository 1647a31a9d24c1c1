package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Aggregates by key and SESSION window. */
record SessionQuery(long gap, Selection selection) implements GeneratedQuery {
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

    static SessionQuery random(Random random) {
        long gap = List.of(1L, 500L, 1000L, 2500L, 10_000L).get(random.nextInt(5));
        Selection selection = Selection.random(random, new AggregateExpression.Choice(true, true, true));
        // A condition applies behind the sessions, which takes another path, without late rows: see AssignedQuery.
        return new SessionQuery(gap, new Selection(selection.keys(), "", selection.calls()));
    }

    @Override
    public boolean needsOneSplit() {
        return true;
    }

    @Override
    public String sql() {
        String partition =
                selection.keys().isEmpty() ? "" : " PARTITION BY (" + String.join(", ", selection.keyNames()) + ")";
        partition = selection.keys().size() == 1 ? partition.replaceAll("[()]", "") : partition;
        return "SELECT "
                + String.join(
                        ", ",
                        Stream.of(
                                        List.of("window_start", "window_end", "window_time"),
                                        selection.keyNames(),
                                        selection.callTexts())
                                .flatMap(List::stream)
                                .toList())
                + " FROM TABLE(SESSION(TABLE t" + partition + ", DESCRIPTOR(ts), " + PipelineRun.interval(gap)
                + ")) GROUP BY "
                + String.join(
                        ", ",
                        Stream.concat(Stream.of("window_start", "window_end", "window_time"), selection.keyNames().stream())
                                .toList());
    }

    @Override
    public Expectation expect(InputRows input) {
        Map<List<@Nullable Object>, List<Session>> keys = new LinkedHashMap<>();
        for (Event event : input.events()) {
            if (event.hasTime() && selection.passes(event)) {
                add(keys.computeIfAbsent(selection.key(event), key -> new ArrayList<>()), event);
            }
        }
        List<Fixed> rows = new ArrayList<>();
        keys.forEach((key, sessions) -> sessions.forEach(session -> {
            // The order that FIRST_VALUE and LAST_VALUE go by is that of reading, also after sessions became one.
            session.events.sort((a, b) -> Integer.compare(a.position(), b.position()));
            rows.add(WindowQuery.row(session.start, session.end, key, selection.evaluate(session.events)));
        }));
        return GeneratedQuery.appended(input, rows);
    }

    private void add(List<Session> sessions, Event event) {
        long time = event.millis();
        List<Session> touched = sessions.stream()
                .filter(session -> session.end - 1 > event.seen())
                .filter(session -> session.start <= time + gap && time <= session.end)
                .toList();
        if (touched.isEmpty() && time + gap - 1 <= event.seen()) {
            return;
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
    }
}
