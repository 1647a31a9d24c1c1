package io.millrace.acceptance.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** The changes that a query gave, in their order. Written by one task of a job, read when the job is over. */
final class CollectedRows {
    private static final Map<String, CollectedRows> ALL = new ConcurrentHashMap<>();

    private final List<Row> changes = new ArrayList<>();

    private CollectedRows() {}

    static CollectedRows of(String id) {
        return ALL.computeIfAbsent(id, key -> new CollectedRows());
    }

    /** Takes what was collected, if anything; later rows under the same id begin anew. */
    static List<Row> take(String id) {
        @Nullable CollectedRows rows = ALL.remove(id);
        return rows == null ? List.of() : rows.copy();
    }

    synchronized void add(Row row) {
        changes.add(row);
    }

    private synchronized List<Row> copy() {
        return List.copyOf(changes);
    }
}
