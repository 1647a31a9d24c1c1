package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import java.util.List;

/**
 * FIRST_VALUE and LAST_VALUE over rows that may be taken back: all values of an id that are not NULL, in the order of
 * the rows' ordinals and, where these are the same, of the values. The last argument is the ordinal.
 */
final class RetractableFirstLast extends OrderedState {
    private final boolean last;
    private final Vector[] kept = new Vector[2];

    RetractableFirstLast(Type type, boolean last) {
        super(List.of(Type.BIGINT, type));
        this.last = last;
    }

    @Override
    Vector[] kept(Vector[] arguments) {
        kept[0] = arguments[1];
        kept[1] = arguments[0];
        return kept;
    }

    @Override
    void result(int id, Vector.Writable out) {
        append(out, rows.columns()[1], rows.extreme(id, last));
    }
}
