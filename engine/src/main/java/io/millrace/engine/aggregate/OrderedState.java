package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import io.millrace.engine.table.MultisetCodec;
import io.millrace.engine.table.OrderedMultiset;
import java.util.List;

/** An aggregate that keeps all its rows for an id, in order, equal ones once with their count: O(log n) a row. */
abstract class OrderedState implements AggregateState {
    final OrderedMultiset rows;

    /**
     * @param types of what is kept of a row
     * @param descending for each of them whether large values come first
     */
    OrderedState(List<Type> types, boolean... descending) {
        rows = new OrderedMultiset(types, descending.length == 0 ? new boolean[types.size()] : descending);
    }

    /** What of a row's arguments is kept, in the order of the types. */
    Vector[] kept(Vector[] arguments) {
        return arguments;
    }

    /** How often a row counts; 0 to leave it out. */
    long times(Vector[] arguments, int row, long weight) {
        return arguments[0].isNull(row) ? 0 : weight;
    }

    /** Appends the result of one id. */
    abstract void result(int id, Vector.Writable out);

    @Override
    public void reset(int from, int to) {
        for (int id = from; id < to; id++) {
            rows.clear(id);
        }
    }

    @Override
    public void add(Rows given, Vector[] arguments) {
        Vector[] kept = kept(arguments);
        for (int i = 0; i < given.count; i++) {
            int row = given.row(i);
            long times = times(arguments, row, given.weight(row));
            if (times != 0) {
                rows.add(given.ids[i], kept, row, times);
            }
        }
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        OrderedMultiset source = ((OrderedState) other).rows;
        for (int i = 0; i < count; i++) {
            int id = into[i];
            source.forEach(from[i], (column, row, times) -> rows.add(id, source.columns(), row, times));
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        for (int i = 0; i < count; i++) {
            result(ids[i], out);
        }
    }

    /** Appends a value of a row, or NULL for row -1. */
    static void append(Vector.Writable out, Vector values, int row) {
        if (row < 0) {
            out.appendNull();
        } else {
            out.append(values, row);
        }
    }

    @Override
    public void write(int id, StateOutput out) {
        MultisetCodec.write(rows, id, out);
    }

    @Override
    public void read(int id, StateInput in) {
        MultisetCodec.read(rows, id, in);
    }

    @Override
    public long bytes() {
        return rows.bytes();
    }
}
