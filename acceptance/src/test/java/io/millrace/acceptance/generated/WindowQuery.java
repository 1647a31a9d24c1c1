package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by key and TUMBLE, HOP or CUMULATE window. All times in milliseconds.
 *
 * @param step the slide of a HOP, the step of a CUMULATE, the size of a TUMBLE
 */
record WindowQuery(String window, long step, long size, long offset, Selection selection) implements GeneratedQuery {
    /** From start to end, the end excluded. */
    record Span(long start, long end) {}

    static WindowQuery random(Random random) {
        String window = List.of("TUMBLE", "HOP", "CUMULATE").get(random.nextInt(3));
        long step = List.of(500L, 1000L, 1500L, 2000L, 7001L).get(random.nextInt(5));
        long size = window.equals("HOP") && random.nextInt(3) > 0
                ? List.of(500L, 1000L, 2500L, 5000L, 700L).get(random.nextInt(5))
                : step * (1 + random.nextInt(4));
        long offset = List.of(0L, 0L, 250L, -1300L, 3000L).get(random.nextInt(5));
        size = window.equals("TUMBLE") ? step : size;
        AggregateExpression.Choice choice = new AggregateExpression.Choice(true, true, true);
        return new WindowQuery(window, step, size, offset, Selection.random(random, choice));
    }

    /** A HOP of many slices, mostly with aggregates that keep little for a key. */
    static WindowQuery hop(Random random) {
        long step = List.of(100L, 500L, 1000L).get(random.nextInt(3));
        long size = step * (2 + random.nextInt(random.nextBoolean() ? 10 : 80)) - (random.nextInt(4) == 0 ? 50 : 0);
        long offset = List.of(0L, 250L, -1300L).get(random.nextInt(3));
        AggregateExpression.Choice choice = new AggregateExpression.Choice(true, random.nextInt(4) == 0, true);
        return new WindowQuery("HOP", step, size, offset, Selection.random(random, choice));
    }

    /** The window table function. */
    String source() {
        String lengths = window.equals("TUMBLE")
                ? PipelineRun.interval(size)
                : PipelineRun.interval(step) + ", " + PipelineRun.interval(size);
        String shift = offset == 0 ? "" : ", " + PipelineRun.interval(offset);
        return "TABLE(" + window + "(TABLE t, DESCRIPTOR(ts), " + lengths + shift + "))";
    }

    @Override
    public String sql() {
        return "SELECT "
                + String.join(
                        ", ",
                        Stream.of(
                                        List.of("window_start", "window_end", "window_time"),
                                        selection.keyNames(),
                                        selection.callTexts())
                                .flatMap(List::stream)
                                .toList())
                + " FROM " + source() + selection.where() + " GROUP BY "
                + String.join(
                        ", ",
                        Stream.concat(
                                        Stream.of("window_start", "window_end", "window_time"),
                                        selection.keyNames().stream())
                                .toList());
    }

    @Override
    public Expectation expect(InputRows input) {
        return GeneratedQuery.appended(input, rows(input));
    }

    /** All results: the window's start, end and time, the keys, the calls. */
    List<Fixed> rows(InputRows input) {
        Map<List<@Nullable Object>, List<Event>> groups = new LinkedHashMap<>();
        for (Event event : input.events()) {
            if (event.hasTime() && selection.passes(event)) {
                for (Span span : spans(event.millis())) {
                    if (span.end - 1 > event.seen()) {
                        List<@Nullable Object> group = new ArrayList<>(List.of(span));
                        group.addAll(selection.key(event));
                        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(event);
                    }
                }
            }
        }
        List<Fixed> rows = new ArrayList<>();
        groups.forEach((group, events) -> rows.add(row((Span) group.get(0), group, selection.evaluate(events))));
        return rows;
    }

    private static Fixed row(@Nullable Span span, List<@Nullable Object> group, List<@Nullable Object> results) {
        if (span == null) {
            throw new IllegalArgumentException("no window");
        }
        return row(span.start, span.end, group.subList(1, group.size()), results);
    }

    static Fixed row(long start, long end, List<@Nullable Object> key, List<@Nullable Object> results) {
        List<@Nullable Object> row =
                new ArrayList<>(List.of(Event.toTime(start), Event.toTime(end), Event.toTime(end - 1)));
        row.addAll(key);
        row.addAll(results);
        return new Fixed(end - 1, row);
    }

    /** The windows that a time is in. */
    List<Span> spans(long time) {
        List<Span> spans = new ArrayList<>();
        if (window.equals("CUMULATE")) {
            long start = Math.floorDiv(time - offset, size) * size + offset;
            for (long end = start + step; end <= start + size; end += step) {
                if (time < end) {
                    spans.add(new Span(start, end));
                }
            }
        } else {
            long start = Math.floorDiv(time - offset, step) * step + offset;
            for (; start + size > time; start -= step) {
                spans.add(new Span(start, start + size));
            }
        }
        return spans;
    }
}
