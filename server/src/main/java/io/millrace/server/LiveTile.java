package io.millrace.server;

import io.millrace.core.type.Schema;
import java.util.List;

/**
 * One query of the page.
 *
 * @param id unique among the tiles of a job; the name of the pipeline's {@code Result} node or sink
 * @param title what people read above it
 * @param sql the statement that makes it, as written
 * @param schema the columns to show
 * @param key positions of the columns that identify a row, empty when none do
 * @param time position of the event time, or -1: then the first timestamp is taken for the chart's time
 * @param changing whether rows may be taken back; otherwise rows are only added
 */
public record LiveTile(
        String id, String title, String sql, Schema schema, List<Integer> key, int time, boolean changing) {
    public LiveTile {
        key = List.copyOf(key);
        if (time < -1 || time >= schema.size()) {
            throw new IllegalArgumentException("tile " + id + " has no column " + time);
        }
    }
}
