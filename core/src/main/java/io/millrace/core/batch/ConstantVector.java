package io.millrace.core.batch;

/** The same value in every row. */
public final class ConstantVector implements Vector {
    private final Vector value;
    private final int size;

    /**
     * @param value a flat vector whose row 0 is the value
     * @param size how many rows
     */
    public ConstantVector(Vector value, int size) {
        if (value.size() < 1 || value instanceof ConstantVector) {
            throw new IllegalArgumentException("a constant needs a flat vector with at least one row");
        }
        this.value = value;
        this.size = size;
    }

    /** The flat vector whose row 0 is the value of all rows. */
    public Vector value() {
        return value;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int row) {
        return value.isNull(0);
    }

    @Override
    public boolean hasNulls() {
        return value.isNull(0);
    }

    @Override
    public Vector flat() {
        Writable copy = emptyLike(value, size);
        copy.append(this, 0, size);
        return copy.vector();
    }

    private static Writable emptyLike(Vector value, int capacity) {
        if (value instanceof LongVector) {
            return new LongVector(capacity);
        } else if (value instanceof DoubleVector) {
            return new DoubleVector(capacity);
        } else if (value instanceof BooleanVector) {
            return new BooleanVector(capacity);
        } else if (value instanceof BytesVector) {
            return new BytesVector(capacity);
        }
        return new DecimalVector(capacity);
    }

    @Override
    public long bytes() {
        return value.bytes();
    }
}
