package io.millrace.engine.window;

import io.millrace.core.state.State;
import io.millrace.engine.aggregate.AggregateTable;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The state of a window operator as of the last epoch. */
final class WindowState implements State {
    private volatile long bytes;
    private volatile long rows;

    /**
     * @param more what is held besides, or null
     */
    void update(Collection<AggregateTable> tables, @Nullable State more) {
        long newBytes = more == null ? 0 : more.bytes();
        long newRows = more == null ? 0 : more.rows();
        for (AggregateTable table : tables) {
            newBytes += table.bytes();
            newRows += table.rows();
        }
        update(newBytes, newRows);
    }

    void update(long newBytes, long newRows) {
        bytes = newBytes;
        rows = newRows;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long rows() {
        return rows;
    }
}
