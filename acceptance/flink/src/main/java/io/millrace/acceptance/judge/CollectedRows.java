package io.millrace.acceptance.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** The changes that a query gave, in their order. Written by one task of a job, read when the job is over. */
final class CollectedRows implements Consumer<Row> {
    private static final Map<String, Consumer<Row>> RECEIVERS = new ConcurrentHashMap<>();

    private final List<Row> changes = new ArrayList<>();

    /** From now on changes of the table with an id go to a receiver. */
    static void receive(String id, Consumer<Row> receiver) {
        RECEIVERS.put(id, receiver);
    }

    static void end(String id) {
        RECEIVERS.remove(id);
    }

    /** Who takes the changes of a table. */
    static Consumer<Row> of(String id) {
        @Nullable Consumer<Row> receiver = RECEIVERS.get(id);
        if (receiver == null) {
            throw new IllegalStateException("nobody takes the rows of " + id);
        }
        return receiver;
    }

    @Override
    public synchronized void accept(Row row) {
        changes.add(row);
    }

    synchronized List<Row> changes() {
        return List.copyOf(changes);
    }
}
