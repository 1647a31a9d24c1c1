package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import java.util.List;

/** MIN and MAX over rows that may be taken back: all values of an id, in order. */
final class RetractableExtreme extends OrderedState {
    private final boolean largest;

    RetractableExtreme(Type type, boolean largest) {
        super(List.of(type));
        this.largest = largest;
    }

    @Override
    void result(int id, Vector.Writable out) {
        append(out, rows.values(), rows.extreme(id, largest));
    }
}
