package io.millrace.engine.aggregate;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;

/** Vectors used as one value an id. */
final class Values {
    private Values() {}

    /** Makes the ids {@code from..to} (exclusive) NULL; ids at the end are added. */
    static void reset(Vector.Writable values, int from, int to) {
        Vector vector = values.vector();
        for (int id = from; id < to; id++) {
            if (id < vector.size()) {
                setNull(vector, id);
            } else {
                values.appendNull();
            }
        }
    }

    /** Reads the value of an id. */
    static void read(Vector.Writable values, int id, StateInput in) {
        Vector.Writable one = Vector.createLike(values.vector(), 1);
        in.readValue(one);
        if (one.vector().isNull(0)) {
            setNull(values.vector(), id);
        } else {
            values.set(id, one.vector(), 0);
        }
    }

    private static void setNull(Vector vector, int id) {
        if (vector instanceof LongVector longs) {
            longs.setNull(id);
        } else if (vector instanceof DoubleVector doubles) {
            doubles.setNull(id);
        } else if (vector instanceof BooleanVector booleans) {
            booleans.setNull(id);
        } else if (vector instanceof DecimalVector decimals) {
            decimals.setNull(id);
        } else {
            ((BytesVector) vector).setNull(id);
        }
    }
}
