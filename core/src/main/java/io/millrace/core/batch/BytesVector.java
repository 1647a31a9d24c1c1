package io.millrace.core.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values of {@link io.millrace.core.type.Storage#BYTES}: one byte array for all rows, and for each row where it starts
 * and how long it is. Rows may share bytes and lie in any order, so that picking rows of a vector that is only lent for
 * the same call ({@link #share}) copies no text.
 */
public final class BytesVector extends FlatVector {
    private byte[] data;
    private int used;
    private int[] offsets;
    private int[] lengths;

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
        reserve(1);
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
        reserve(1);
        offsets[size] = used;
        lengths[size] = 0;
        super.appendNull();
    }

    @Override
    void appendValue(FlatVector source, int row) {
        BytesVector origin = (BytesVector) source;
        append(origin.data, origin.offsets[row], origin.lengths[row]);
    }

    @Override
    void gather(FlatVector source, int[] rows, int from, int to) {
        BytesVector origin = (BytesVector) source;
        int at = size;
        for (int i = from; i < to; i++) {
            place(at++, origin, rows[i]);
        }
    }

    @Override
    void copy(FlatVector source, int from, int to) {
        BytesVector origin = (BytesVector) source;
        int at = size;
        for (int i = from; i < to; i++) {
            place(at++, origin, i);
        }
    }

    private void place(int row, BytesVector origin, int sourceRow) {
        int length = origin.isNull(sourceRow) ? 0 : origin.lengths[sourceRow];
        offsets[row] = used;
        lengths[row] = length;
        write(origin.data, origin.offsets[sourceRow], length);
    }

    /**
     * Makes this vector the given rows of {@code source} without copying bytes. It must not be appended to afterwards,
     * and holds good only as long as {@code source} is not changed.
     */
    public void share(BytesVector source, int[] rows, int count) {
        clear();
        reserve(count);
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

    @Override
    void repeat(FlatVector source, int count) {
        for (int i = 0; i < count; i++) {
            place(size + i, (BytesVector) source, 0);
        }
    }

    @Override
    void setValue(int row, FlatVector source, int sourceRow) {
        BytesVector origin = (BytesVector) source;
        set(row, origin.data, origin.offsets[sourceRow], origin.lengths[sourceRow]);
    }

    @Override
    public void setNull(int row) {
        lengths[row] = 0;
        super.setNull(row);
    }

    /** Replaces a row by bytes that are not NULL. The bytes it had stay where they are, unused, until {@link #compact}. */
    public void set(int row, byte[] source, int offset, int length) {
        setPresent(row);
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

    @Override
    public void clear() {
        super.clear();
        used = 0;
    }

    @Override
    int capacity() {
        return offsets.length;
    }

    @Override
    void enlarge(int capacity) {
        offsets = Arrays.copyOf(offsets, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    public long bytes() {
        return (long) data.length + 8L * offsets.length + flagBytes();
    }
}
