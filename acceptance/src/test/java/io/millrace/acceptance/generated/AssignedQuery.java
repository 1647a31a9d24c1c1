package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows with their TUMBLE, HOP or CUMULATE windows, not aggregated: they come at once, however late. */
record AssignedQuery(WindowQuery window) implements GeneratedQuery {
    static AssignedQuery random(Random random) {
        WindowQuery window = WindowQuery.random(random);
        return new AssignedQuery(window);
    }

    @Override
    public String sql() {
        return "SELECT k, v, window_start, window_end, window_time FROM " + window.source()
                + window.selection().where();
    }

    @Override
    public Expectation expect(InputRows input) {
        return epoch -> {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (Event event : input.until(epoch)) {
                if (event.hasTime() && window.selection().passes(event)) {
                    for (WindowQuery.Span span : window.spans(event.millis())) {
                        List<@Nullable Object> row = new ArrayList<>();
                        row.add(event.value(InputRows.TEXT));
                        row.add(event.value(InputRows.WHOLE));
                        row.add(Event.toTime(span.start()));
                        row.add(Event.toTime(span.end()));
                        row.add(Event.toTime(span.end() - 1));
                        rows.add(row);
                    }
                }
            }
            return rows;
        };
    }
}
