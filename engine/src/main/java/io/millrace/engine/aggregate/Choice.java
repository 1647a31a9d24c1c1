package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import io.millrace.engine.table.Order;
import java.util.List;

/**
 * MAX_BY and MIN_BY: the first argument of the row whose second one is the largest or smallest; of several such rows
 * the smallest first argument that is not NULL. Over rows that are never taken back: two values an id.
 */
final class Choice implements AggregateState.Compact {
    private final boolean largest;
    private final Vector.Writable chosen;
    private final Vector.Writable best;

    Choice(List<Type> types, boolean largest) {
        this.largest = largest;
        chosen = Vector.create(types.get(0), 16);
        best = Vector.create(types.get(1), 16);
    }

    @Override
    public void reset(int from, int to) {
        Values.reset(chosen, from, to);
        Values.reset(best, from, to);
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        for (int i = 0; i < rows.count; i++) {
            offer(rows.ids[i], arguments[0], arguments[1], rows.row(i));
        }
    }

    private void offer(int id, Vector values, Vector by, int row) {
        if (by.isNull(row)) {
            return;
        }
        if (!best.vector().isNull(id)) {
            int order = Order.compare(by, row, best.vector(), id);
            if (order == 0 && (values.isNull(row) || !isSmaller(values, row, id))
                    || order != 0 && order > 0 != largest) {
                return;
            }
        }
        chosen.set(id, values, row);
        best.set(id, by, row);
    }

    private boolean isSmaller(Vector values, int row, int id) {
        return chosen.vector().isNull(id) || Order.compare(values, row, chosen.vector(), id) < 0;
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        Choice source = (Choice) other;
        for (int i = 0; i < count; i++) {
            offer(into[i], source.chosen.vector(), source.best.vector(), from[i]);
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        out.append(chosen.vector(), ids, 0, count);
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeValue(chosen.vector(), id);
        out.writeValue(best.vector(), id);
    }

    @Override
    public void read(int id, StateInput in) {
        Values.read(chosen, id, in);
        Values.read(best, id, in);
    }

    @Override
    public long bytes() {
        return chosen.vector().bytes() + best.vector().bytes();
    }

    /** The same over rows that may be taken back: all pairs of an id, in order. */
    static final class Retractable extends OrderedState {
        private final Vector[] kept = new Vector[3];
        private final io.millrace.core.batch.BooleanVector missing = new io.millrace.core.batch.BooleanVector(16);

        /** The best come first, then those with a value, then the smallest value. */
        Retractable(List<Type> types, boolean largest) {
            super(List.of(types.get(1), Type.BOOLEAN, types.get(0)), largest, false, false);
        }

        @Override
        Vector[] kept(Vector[] arguments) {
            int size = arguments[0].size();
            missing.clear();
            for (int row = 0; row < size; row++) {
                missing.append(arguments[0].isNull(row));
            }
            kept[0] = arguments[1];
            kept[1] = missing;
            kept[2] = arguments[0];
            return kept;
        }

        @Override
        long times(Vector[] arguments, int row, long weight) {
            return arguments[1].isNull(row) ? 0 : weight;
        }

        @Override
        void result(int id, Vector.Writable out) {
            append(out, rows.columns()[2], rows.extreme(id, false));
        }
    }
}
