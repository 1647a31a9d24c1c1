package io.millrace.connect.format;

/**
 * Some bytes of a split, from which a {@link Decoder} takes records off the front. The array belongs to the reader. One
 * thread at a time.
 */
public final class Chunk {
    private byte[] data = new byte[0];
    private int start;
    private int end;
    private long offset;
    private boolean last;

    /**
     * Makes this chunk the bytes {@code data[start..end)}.
     *
     * @param offset where in the split the first of them is
     * @param last whether nothing follows: what is left at the end then is a record, even with no line end behind it
     */
    public Chunk set(byte[] data, int start, int end, long offset, boolean last) {
        this.data = data;
        this.start = start;
        this.end = end;
        this.offset = offset;
        this.last = last;
        return this;
    }

    public byte[] data() {
        return data;
    }

    /** The first byte not taken yet. */
    public int start() {
        return start;
    }

    /** Behind the last byte. */
    public int end() {
        return end;
    }

    /** Where in the split the byte at {@link #start} is. */
    public long offset() {
        return offset;
    }

    /** Whether nothing follows these bytes. */
    public boolean last() {
        return last;
    }

    /** Takes all bytes before {@code to}. */
    public void takeUntil(int to) {
        offset += to - start;
        start = to;
    }
}
