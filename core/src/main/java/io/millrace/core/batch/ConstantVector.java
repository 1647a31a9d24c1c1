package io.millrace.core.batch;

/** The same value in every row. */
public final class ConstantVector implements Vector {
    private final FlatVector value;
    private final int size;

    /**
     * @param value a flat vector whose row 0 is the value
     * @param size how many rows
     */
    public ConstantVector(Vector value, int size) {
        if (value.size() < 1 || !(value instanceof FlatVector flat)) {
            throw new IllegalArgumentException("a constant needs a flat vector with at least one row");
        }
        this.value = flat;
        this.size = size;
    }

    /** The flat vector whose row 0 is the value of all rows. */
    public FlatVector value() {
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
        Writable copy = Vector.createLike(value, size);
        copy.append(this, 0, size);
        return copy.vector();
    }

    @Override
    public long bytes() {
        return value.bytes();
    }
}
