package io.millrace.core.nested;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Storage;

/** Parts of nested values as rows of vectors. */
public final class NestedReader {
    private NestedReader() {}

    /** Appends a field of the row at {@code from} to a vector for its type. */
    public static void appendField(Vector.Writable out, byte[] data, int from, int field, RowLayout layout) {
        if (Nested.bitAt(data, from, field)) {
            out.appendNull();
        } else if (layout.storage(field) == Storage.BYTES) {
            int start = layout.start(data, from, field);
            ((BytesVector) out).append(data, start, layout.end(data, from, field) - start);
        } else {
            append(out, data, from + layout.slot(field));
        }
    }

    /** Appends an element of an array to a vector for its type. */
    public static void appendElement(
            Vector.Writable out, byte[] data, int from, int length, int index, Storage element) {
        if (Nested.isNull(data, from, length, index)) {
            out.appendNull();
        } else if (element == Storage.BYTES) {
            int start = Nested.start(data, from, length, index);
            ((BytesVector) out).append(data, start, Nested.end(data, from, length, index) - start);
        } else {
            append(out, data, from + index * Nested.width(element));
        }
    }

    private static void append(Vector.Writable out, byte[] data, int at) {
        if (out instanceof LongVector longs) {
            longs.append(Nested.longAt(data, at));
        } else if (out instanceof DoubleVector doubles) {
            doubles.append(Nested.doubleAt(data, at));
        } else if (out instanceof BooleanVector booleans) {
            booleans.append(Nested.booleanAt(data, at));
        } else {
            ((DecimalVector) out).append(Nested.longAt(data, at), Nested.longAt(data, at + 8));
        }
    }
}
