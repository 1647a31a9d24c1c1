package io.millrace.engine.scan;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** For each table of a session what its newest reading could not use; outlives the runs. Safe for use by all threads. */
public final class RejectedTables {
    private final Map<String, RejectedRows> late = new ConcurrentHashMap<>();
    private final Map<String, RejectedRows> errors = new ConcurrentHashMap<>();

    /** The same readings, which later ones do not replace. */
    public RejectedTables copy() {
        RejectedTables copy = new RejectedTables();
        copy.replace(this);
        return copy;
    }

    /** Takes the readings of others in the place of its own. */
    public void replace(RejectedTables others) {
        late.clear();
        late.putAll(others.late);
        errors.clear();
        errors.putAll(others.errors);
    }

    /** Makes a reading the newest of its table. */
    public void add(ScannedTable table) {
        late.put(table.name(), table.late());
        errors.put(table.name(), table.errors());
    }

    /**
     * What a table's newest reading could not use, or null when it was not read.
     *
     * @param kind {@code late} or {@code errors}
     */
    public @Nullable RejectedRows find(String table, String kind) {
        return (kind.equals("late") ? late : errors).get(table);
    }
}
