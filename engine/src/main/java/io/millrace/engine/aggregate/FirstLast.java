package io.millrace.engine.aggregate;

import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import io.millrace.engine.table.Order;

/**
 * FIRST_VALUE and LAST_VALUE: the first or last value that is not NULL, in the order of the rows' ordinals and,
 * where these are the same, of the values; over rows that are never taken back. The last argument is the ordinal.
 */
final class FirstLast implements AggregateState.Compact {
    private final boolean last;
    private final Vector.Writable values;
    private final Vector valueVector;
    private final LongVector ordinals = new LongVector(16);

    FirstLast(Type type, boolean last) {
        this.last = last;
        values = Vector.create(type, 16);
        valueVector = values.vector();
    }

    @Override
    public void reset(int from, int to) {
        Values.reset(values, from, to);
        Values.reset(ordinals, from, to);
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        LongVector given = (LongVector) arguments[1];
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            offer(rows.ids[i], arguments[0], given.get(row), row);
        }
    }

    private void offer(int id, Vector source, long ordinal, int row) {
        if (source.isNull(row)) {
            return;
        }
        if (!valueVector.isNull(id)) {
            long own = ordinals.get(id);
            int order = Long.compare(ordinal, own);
            order = order == 0 ? Order.compare(source, row, valueVector, id) : order;
            if (last ? order <= 0 : order >= 0) {
                return;
            }
        }
        values.set(id, source, row);
        ordinals.set(id, ordinal);
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        FirstLast source = (FirstLast) other;
        for (int i = 0; i < count; i++) {
            offer(into[i], source.valueVector, source.ordinals.get(from[i]), from[i]);
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        out.append(valueVector, ids, 0, count);
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeValue(valueVector, id);
        out.writeValue(ordinals, id);
    }

    @Override
    public void read(int id, StateInput in) {
        Values.read(values, id, in);
        Values.read(ordinals, id, in);
    }

    @Override
    public long bytes() {
        return valueVector.bytes() + ordinals.bytes();
    }
}
