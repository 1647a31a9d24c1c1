package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/** A fixed-width aggregate in its place in shared accumulator rows. */
final class FixedState implements AggregateState.Compact {
    private final FixedAggregate aggregate;
    private final Accumulators accumulators;
    private final int offset;
    private final boolean owner;

    /**
     * @param owner whether this call fills the accumulator; false when an earlier call with the same one does
     */
    FixedState(FixedAggregate aggregate, Accumulators accumulators, int offset, boolean owner) {
        this.aggregate = aggregate;
        this.accumulators = accumulators;
        this.offset = offset;
        this.owner = owner;
    }

    @Override
    public void reset(int from, int to) {
        if (owner) {
            for (int id = from; id < to; id++) {
                aggregate.reset(accumulators.chunk(id), accumulators.at(id) + offset);
            }
        }
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        if (!owner) {
            return;
        }
        if (aggregate instanceof FixedAggregate.Bulk bulk) {
            bulk.addAll(accumulators, offset, rows, arguments);
            return;
        }
        for (int i = 0; i < rows.count; i++) {
            int id = rows.ids[i];
            int row = rows.row(i);
            aggregate.add(accumulators.chunk(id), accumulators.at(id) + offset, arguments, row, rows.weight(row));
        }
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        if (!owner) {
            return;
        }
        FixedState source = (FixedState) other;
        for (int i = 0; i < count; i++) {
            aggregate.merge(
                    accumulators.chunk(into[i]),
                    accumulators.at(into[i]) + offset,
                    source.accumulators.chunk(from[i]),
                    source.accumulators.at(from[i]) + source.offset);
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        for (int i = 0; i < count; i++) {
            aggregate.result(accumulators.chunk(ids[i]), accumulators.at(ids[i]) + offset, out);
        }
    }

    @Override
    public void write(int id, StateOutput out) {
        if (owner) {
            int at = accumulators.at(id) + offset;
            out.writeLongs(accumulators.chunk(id), at, at + aggregate.words());
        }
    }

    @Override
    public void read(int id, StateInput in) {
        if (owner) {
            int at = accumulators.at(id) + offset;
            in.readLongs(accumulators.chunk(id), at, at + aggregate.words());
        }
    }

    @Override
    public long bytes() {
        return 0;
    }
}
