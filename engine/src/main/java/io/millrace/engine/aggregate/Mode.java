package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import java.util.List;

/** MODE: the value that comes most often, the smallest of several; all values of an id with their counts. */
final class Mode extends OrderedState {
    Mode(Type type) {
        super(List.of(type));
    }

    @Override
    void result(int id, Vector.Writable out) {
        append(out, rows.values(), rows.mostFrequent(id));
    }
}
