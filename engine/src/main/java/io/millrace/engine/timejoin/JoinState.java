package io.millrace.engine.timejoin;

import io.millrace.core.state.State;

/** The state of a join as of the last epoch. */
final class JoinState implements State {
    private volatile long bytes;
    private volatile long rows;

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
