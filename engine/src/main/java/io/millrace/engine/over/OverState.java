package io.millrace.engine.over;

import io.millrace.core.state.State;

/** What an operator here holds, as of the last epoch. */
final class OverState implements State {
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
