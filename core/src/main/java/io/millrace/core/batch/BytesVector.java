package io.millrace.core.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@link io.millrace.core.type.Storage#BYTES}: one byte array for all rows, and for each row where it starts
 * and how long it is. Rows may share bytes and lie in any order, so that picking rows of a vector that is only lent for
 * the same call ({@link #share}) copies no text.
 */
public final class BytesVector implements Vector, Vector.Writable {
    private byte[] data;
    private int used;
    private int[] offsets;
    private int[] lengths;
    private boolean @Nullable [] nulls;
    private int size;

    public BytesVector(int capacity) {
        offsets = new int[Math.max(capacity, 8)];
        lengths = new int[offsets.length];
        data = new byte[Math.max(16, capacity * 8)];
    }

    /** The bytes of all rows; see {@link #offset} and {@link #length}. */
    public byte[] data() {
        return data;
    }

    public int offset(int row) {
        return offsets[row];
    }

    /** The length of a row in bytes; 0 for NULL. */
    public int length(int row) {
        return lengths[row];
    }

    public int[] offsets() {
        return offsets;
    }

    public int[] lengths() {
        return lengths;
    }

    /** True where a row is NULL, or null when no row is. */
    public boolean @Nullable [] nulls() {
        return nulls;
    }

    /** How many bytes of {@link #data} are taken. */
    public int dataSize() {
        return used;
    }

    /** The row as a string; for messages, tests and sinks, not for kernels. */
    public String getString(int row) {
        return new String(data, offsets[row], lengths[row], StandardCharsets.UTF_8);
    }

    /** A copy of the row's bytes. */
    public byte[] getBytes(int row) {
        return Arrays.copyOfRange(data, offsets[row], offsets[row] + lengths[row]);
    }

    public void append(byte[] source, int offset, int length) {
        reserveRows(1);
        offsets[size] = used;
        lengths[size] = length;
        size++;
        write(source, offset, length);
    }

    public void append(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        append(utf8, 0, utf8.length);
    }

    private void write(byte[] source, int offset, int length) {
        if (length > data.length - used) {
            long wanted = Math.max((long) used + length, Math.min(data.length * 2L, Integer.MAX_VALUE - 16L));
            data = Arrays.copyOf(data, Math.toIntExact(wanted));
        }
        System.arraycopy(source, offset, data, used, length);
        used += length;
    }

    @Override
    public void appendNull() {
        reserveRows(1);
        offsets[size] = used;
        lengths[size] = 0;
        nullsForWriting()[size++] = true;
    }

    @Override
    public void append(Vector source, int row) {
        int from = source instanceof ConstantVector ? 0 : row;
        BytesVector origin =
                source instanceof ConstantVector constant ? (BytesVector) constant.value() : (BytesVector) source;
        if (origin.isNull(from)) {
            appendNull();
        } else {
            append(origin.data, origin.offsets[from], origin.lengths[from]);
        }
    }

    @Override
    public void append(Vector source, int[] rows, int from, int to) {
        reserveRows(to - from);
        for (int i = from; i < to; i++) {
            append(source, rows[i]);
        }
    }

    @Override
    public void append(Vector source, int from, int to) {
        reserveRows(to - from);
        for (int i = from; i < to; i++) {
            append(source, i);
        }
    }

    /**
     * Makes this vector the given rows of {@code source} without copying bytes. It must not be appended to afterwards,
     * and holds good only as long as {@code source} is not changed.
     */
    public void share(BytesVector source, int[] rows, int count) {
        clear();
        reserveRows(count);
        data = source.data;
        used = source.used;
        for (int i = 0; i < count; i++) {
            offsets[i] = source.offsets[rows[i]];
            lengths[i] = source.lengths[rows[i]];
        }
        if (source.nulls != null) {
            boolean[] own = nullsForWriting();
            for (int i = 0; i < count; i++) {
                own[i] = source.nulls[rows[i]];
            }
        }
        size = count;
    }

    /**
     * Replaces a row. The bytes it had stay where they are, unused, until {@link #compact}.
     */
    @Override
    public void set(int row, Vector source, int sourceRow) {
        int from = source instanceof ConstantVector ? 0 : sourceRow;
        BytesVector origin =
                source instanceof ConstantVector constant ? (BytesVector) constant.value() : (BytesVector) source;
        if (origin.isNull(from)) {
            lengths[row] = 0;
            nullsForWriting()[row] = true;
        } else {
            set(row, origin.data, origin.offsets[from], origin.lengths[from]);
        }
    }

    /** Replaces a row by bytes that are not NULL. */
    public void set(int row, byte[] source, int offset, int length) {
        if (nulls != null) {
            nulls[row] = false;
        }
        if (length <= lengths[row]) {
            System.arraycopy(source, offset, data, offsets[row], length);
            lengths[row] = length;
            return;
        }
        if (length > data.length - used && used > 2 * liveBytes()) {
            compact();
        }
        offsets[row] = used;
        lengths[row] = length;
        write(source, offset, length);
    }

    private long liveBytes() {
        long live = 0;
        for (int i = 0; i < size; i++) {
            live += lengths[i];
        }
        return live;
    }

    /** Drops bytes that no row uses. */
    public void compact() {
        byte[] packed = new byte[Math.max(16, Math.toIntExact(Math.min(liveBytes() * 2, Integer.MAX_VALUE - 16L)))];
        int at = 0;
        for (int i = 0; i < size; i++) {
            System.arraycopy(data, offsets[i], packed, at, lengths[i]);
            offsets[i] = at;
            at += lengths[i];
        }
        data = packed;
        used = at;
    }

    public boolean[] nullsForWriting() {
        boolean[] flags = nulls;
        if (flags == null || flags.length < offsets.length) {
            flags = flags == null ? new boolean[offsets.length] : Arrays.copyOf(flags, offsets.length);
            nulls = flags;
        }
        return flags;
    }

    @Override
    public void truncate(int rows) {
        if (nulls != null) {
            Arrays.fill(nulls, rows, size, false);
        }
        size = rows;
    }

    @Override
    public void clear() {
        nulls = null;
        size = 0;
        used = 0;
    }

    private void reserveRows(int more) {
        if (size + more > offsets.length) {
            int capacity = Math.max(size + more, offsets.length * 2);
            offsets = Arrays.copyOf(offsets, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            if (nulls != null) {
                nulls = Arrays.copyOf(nulls, capacity);
            }
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public boolean hasNulls() {
        return nulls != null;
    }

    @Override
    public Vector flat() {
        return this;
    }

    @Override
    public long bytes() {
        return (long) data.length + 8L * offsets.length + (nulls == null ? 0 : nulls.length);
    }
}
