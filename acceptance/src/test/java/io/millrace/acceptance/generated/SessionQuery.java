package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by key and SESSION window. A condition on the key may as well apply before. Any other applies behind the
 * sessions, so rows that do not pass it hold sessions together; then late rows are told by the watermark of the epoch
 * before.
 */
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

    /**
     * A row begins exactly where a session ends that is over by just one tick. Rows do not tell the engine their
     * watermark unless they are at or behind it, so whether it still joins the session depends on where epochs end.
     */
    static final class UndecidedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static SessionQuery random(Random random) {
        long gap = List.of(1L, 500L, 1000L, 2500L, 10_000L).get(random.nextInt(5));
        Selection selection = Selection.random(random, new AggregateExpression.Choice(true, true, true));
        return new SessionQuery(gap, selection);
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
                + "))" + selection.where() + " GROUP BY "
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
        for (Event event : input.events()) {
            if (event.hasTime()) {
                long seen = selection.isOnKey() ? event.seen() : input.watermark(event.epoch() - 1);
                add(keys.computeIfAbsent(selection.key(event), key -> new ArrayList<>()), event, seen);
            }
        }
        List<Fixed> rows = new ArrayList<>();
        keys.forEach((key, sessions) -> sessions.forEach(session -> {
            // The order that FIRST_VALUE and LAST_VALUE go by is that of reading, also after sessions became one.
            session.events.sort((a, b) -> Integer.compare(a.position(), b.position()));
            List<Event> passing =
                    session.events.stream().filter(selection::passes).toList();
            if (!passing.isEmpty()) {
                rows.add(WindowQuery.row(session.start, session.end, key, selection.evaluate(passing)));
            }
        }));
        return GeneratedQuery.appended(input, rows);
    }

    private void add(List<Session> sessions, Event event, long seen) {
        long time = event.millis();
        for (Session session : sessions) {
            if (time == session.end && seen == session.end - 1) {
                throw new UndecidedException();
            }
        }
        List<Session> touched = sessions.stream()
                .filter(session -> session.end - 1 > seen)
                .filter(session -> session.start <= time + gap && time <= session.end)
                .toList();
        if (touched.isEmpty() && time + gap - 1 <= seen) {
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
