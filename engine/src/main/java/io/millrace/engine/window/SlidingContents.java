package io.millrace.engine.window;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.Waiting;
import io.millrace.engine.aggregate.AggregateTable;
import io.millrace.engine.aggregate.SlidingTable;

/** The windows of a HOP, each from the one before: a slice is added to the first that has it. One thread at a time. */
final class SlidingContents implements WindowContents {
    private final SlidingTable table;
    private final long step;
    private long start;

    /**
     * @param step windows start this far apart
     */
    SlidingContents(SlidingTable table, long step) {
        this.table = table;
        this.step = step;
    }

    @Override
    public void keep(OperatorStates states) {
        table.mark(states.keep("sliding", table));
    }

    @Override
    public void begin(long newStart, long end) {
        start = newStart;
        table.begin();
    }

    @Override
    public int add(long slice, AggregateTable source, int from) {
        return table.add(source, from, slice);
    }

    @Override
    public boolean append(BatchBuilder out) {
        return table.append(start + step, out);
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return table.bytes();
    }

    @Override
    public long rows() {
        return table.rows();
    }
}
