package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import io.millrace.engine.table.Order;

/** MIN and MAX of values of any type, over rows that are never taken back: one value an id. */
final class ValueExtreme implements AggregateState.Compact {
    private final boolean largest;
    private final Vector.Writable best;
    private final Vector bestVector;

    ValueExtreme(Type type, boolean largest) {
        this.largest = largest;
        best = Vector.create(type, 16);
        bestVector = best.vector();
    }

    @Override
    public void reset(int from, int to) {
        Values.reset(best, from, to);
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        for (int i = 0; i < rows.count; i++) {
            offer(rows.ids[i], arguments[0], rows.row(i));
        }
    }

    private void offer(int id, Vector source, int row) {
        if (source.isNull(row)) {
            return;
        }
        if (!bestVector.isNull(id)) {
            int order = Order.compare(source, row, bestVector, id);
            if (largest ? order <= 0 : order >= 0) {
                return;
            }
        }
        best.set(id, source, row);
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        Vector source = ((ValueExtreme) other).bestVector;
        for (int i = 0; i < count; i++) {
            offer(into[i], source, from[i]);
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        out.append(bestVector, ids, 0, count);
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeValue(bestVector, id);
    }

    @Override
    public void read(int id, StateInput in) {
        Values.read(best, id, in);
    }

    @Override
    public long bytes() {
        return bestVector.bytes();
    }
}
