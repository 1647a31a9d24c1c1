package io.millrace.engine.table;

import io.millrace.core.state.State;
import io.millrace.core.state.Waiting;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How much an operator holds, and what of it has not gone on, as of the last epoch. One thread updates it, any may ask.
 */
public final class EpochState implements State {
    private volatile long bytes;
    private volatile long rows;
    private volatile Waiting waiting = Waiting.NOTHING;

    /** Says what is held at the end of an epoch. */
    public void update(long newBytes, long newRows, Waiting newWaiting) {
        bytes = newBytes;
        rows = newRows;
        waiting = newWaiting;
    }

    /**
     * Adds up what is held in parts.
     *
     * @param more what is held besides, or null
     */
    public void update(Collection<? extends State> parts, @Nullable State more, Waiting newWaiting) {
        long newBytes = more == null ? 0 : more.bytes();
        long newRows = more == null ? 0 : more.rows();
        for (State part : parts) {
            newBytes += part.bytes();
            newRows += part.rows();
        }
        update(newBytes, newRows, newWaiting);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Waiting waiting() {
        return waiting;
    }
}
