package io.millrace.core.batch;

import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;

/**
 * The values of one column for some rows. The family is sealed and typed access lives on the concrete classes, so that
 * a kernel switches once per batch and then loops over a plain array.
 *
 * <p>A vector is filled by its maker and read by those it is lent to. A borrower never changes it and never keeps it
 * past the call in which it was lent; whoever keeps values copies them. One thread at a time.
 */
public sealed interface Vector permits FlatVector, ConstantVector {
    /** How many rows. */
    int size();

    boolean isNull(int row);

    /** False only when no row is NULL; true promises nothing. */
    boolean hasNulls();

    /** This vector with one array slot a row: itself unless it is encoded. */
    Vector flat();

    /** Heap bytes held, roughly. */
    long bytes();

    /** An empty flat vector for values of {@code type}, with room for {@code capacity} rows before it grows. */
    static Writable create(Type type, int capacity) {
        return create(type.storage(), capacity);
    }

    static Writable create(Storage storage, int capacity) {
        return switch (storage) {
            case BOOLEAN -> new BooleanVector(capacity);
            case LONG -> new LongVector(capacity);
            case DOUBLE -> new DoubleVector(capacity);
            case DECIMAL -> new DecimalVector(capacity);
            case BYTES -> new BytesVector(capacity);
        };
    }

    /** An empty flat vector for values such as those of {@code other}. */
    static Writable createLike(Vector other, int capacity) {
        if (other instanceof ConstantVector constant) {
            return createLike(constant.value(), capacity);
        } else if (other instanceof LongVector) {
            return new LongVector(capacity);
        } else if (other instanceof DoubleVector) {
            return new DoubleVector(capacity);
        } else if (other instanceof BooleanVector) {
            return new BooleanVector(capacity);
        } else if (other instanceof BytesVector) {
            return new BytesVector(capacity);
        }
        return new DecimalVector(capacity);
    }

    /** What all flat vectors can do while their maker fills them. */
    sealed interface Writable permits FlatVector {
        /** Adds one row that is NULL. */
        void appendNull();

        /** Adds row {@code row} of a vector of the same storage. */
        void append(Vector source, int row);

        /** Adds the rows {@code rows[from..to)} of a vector of the same storage. */
        void append(Vector source, int[] rows, int from, int to);

        /** Adds the rows {@code from..to} (exclusive) of a vector of the same storage. */
        void append(Vector source, int from, int to);

        /** Replaces row {@code row} by a row of a vector of the same storage. */
        void set(int row, Vector source, int sourceRow);

        /** Forgets all rows and keeps the arrays. */
        void clear();

        /** Forgets the rows from {@code rows} on. */
        void truncate(int rows);

        /** This object as a vector. */
        default Vector vector() {
            return (Vector) this;
        }
    }
}
