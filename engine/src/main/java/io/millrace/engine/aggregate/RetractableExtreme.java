package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import io.millrace.engine.table.OrderedMultiset;

/** MIN and MAX over rows that may be taken back: all values of an id, in order. */
final class RetractableExtreme implements AggregateState {
    private final boolean largest;
    private final OrderedMultiset values;

    RetractableExtreme(Type type, boolean largest) {
        this.largest = largest;
        values = new OrderedMultiset(type);
    }

    @Override
    public void reset(int from, int to) {
        for (int id = from; id < to; id++) {
            values.clear(id);
        }
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            if (!arguments[0].isNull(row)) {
                values.add(rows.ids[i], arguments[0], row, rows.weight(row));
            }
        }
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        RetractableExtreme source = (RetractableExtreme) other;
        for (int i = 0; i < count; i++) {
            int id = into[i];
            source.values.forEach(from[i], (vector, row, weight) -> values.add(id, vector, row, weight));
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        for (int i = 0; i < count; i++) {
            int row = values.extreme(ids[i], largest);
            if (row < 0) {
                out.appendNull();
            } else {
                out.append(values.values(), row);
            }
        }
    }

    @Override
    public long bytes() {
        return values.bytes();
    }
}
