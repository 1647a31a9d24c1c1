package io.millrace.core.bitmap;

import java.util.Arrays;

/**
 * Writes a bitmap in Roaring's portable format. Of the ways to write a container the smallest is taken, so that equal sets
 * are equal bytes. Reusable; one thread at a time.
 */
public final class BitmapWriter {
    private final long[] words = new long[BitmapReader.WORDS];
    private byte[] body = new byte[64];
    private int bodyLength;
    private int[] keys = new int[4];
    private int[] cardinalities = new int[4];
    private int[] starts = new int[4];
    private boolean[] runs = new boolean[4];
    private int count;
    private int key;
    private boolean anyRuns;
    private byte[] data = new byte[64];
    private int length;

    /** Begins with an empty set. */
    public BitmapWriter clear() {
        bodyLength = 0;
        count = 0;
        key = -1;
        anyRuns = false;
        return this;
    }

    /** Adds a number from 0 to 4294967295; never smaller than the one before. */
    public void add(long value) {
        int upper = (int) (value >>> 16);
        if (upper != key) {
            flush();
            key = upper;
        }
        words[(int) (value & 0xFFFF) >>> 6] |= 1L << value;
    }

    private void flush() {
        if (key >= 0) {
            append(key, words);
            Arrays.fill(words, 0);
            key = -1;
        }
    }

    /**
     * Adds a container; not to be mixed with {@link #add}.
     *
     * @param upper the upper 16 bits of its numbers, larger than those of the one before
     * @param bits a bit for each of its 65536 numbers
     */
    public void append(int upper, long[] bits) {
        int cardinality = 0;
        int runCount = 0;
        long before = 0;
        for (long word : bits) {
            cardinality += Long.bitCount(word);
            runCount += Long.bitCount(word & ~(word << 1 | before));
            before = word >>> 63;
        }
        if (cardinality == 0) {
            return;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            cardinalities = Arrays.copyOf(cardinalities, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            runs = Arrays.copyOf(runs, count * 2);
        }
        boolean list = cardinality <= BitmapReader.LONGEST_LIST;
        keys[count] = upper;
        cardinalities[count] = cardinality;
        starts[count] = bodyLength;
        runs[count] = 2 + 4 * runCount < (list ? 2 * cardinality : 8 * BitmapReader.WORDS);
        anyRuns |= runs[count];
        if (runs[count]) {
            writeRuns(bits, runCount);
        } else if (list) {
            writeList(bits, cardinality);
        } else {
            int at = grow(8 * BitmapReader.WORDS);
            for (int i = 0; i < bits.length; i++) {
                BitmapReader.LONG.set(body, at + 8 * i, bits[i]);
            }
        }
        count++;
    }

    private int grow(int bytes) {
        if (body.length - bodyLength < bytes) {
            body = Arrays.copyOf(body, Math.max(bodyLength + bytes, body.length * 2));
        }
        int at = bodyLength;
        bodyLength += bytes;
        return at;
    }

    private void writeList(long[] bits, int cardinality) {
        int at = grow(2 * cardinality);
        for (int i = 0; i < bits.length; i++) {
            for (long left = bits[i]; left != 0; left &= left - 1) {
                BitmapReader.SHORT.set(body, at, (short) (64 * i + Long.numberOfTrailingZeros(left)));
                at += 2;
            }
        }
    }

    private void writeRuns(long[] bits, int runCount) {
        int at = grow(2 + 4 * runCount);
        BitmapReader.SHORT.set(body, at, (short) runCount);
        at += 2;
        int from = next(bits, 0, 0);
        while (from >= 0) {
            int behind = next(bits, from, -1);
            int to = behind < 0 ? 64 * bits.length : behind;
            BitmapReader.SHORT.set(body, at, (short) from);
            BitmapReader.SHORT.set(body, at + 2, (short) (to - 1 - from));
            at += 4;
            from = behind < 0 ? -1 : next(bits, behind, 0);
        }
    }

    /** The first bit from a place on that is set; with -1 as the flip, the first that is not; -1 for none. */
    private static int next(long[] bits, int from, long flip) {
        int word = from >>> 6;
        long left = (bits[word] ^ flip) & -1L << from;
        while (left == 0) {
            if (++word == bits.length) {
                return -1;
            }
            left = bits[word] ^ flip;
        }
        return 64 * word + Long.numberOfTrailingZeros(left);
    }

    /** Ends the set, which {@link #data} then has. */
    public void end() {
        flush();
        boolean offsets = !anyRuns || count >= BitmapReader.OFFSETS_FROM;
        int head = (anyRuns ? 4 + (count + 7) / 8 : 8) + (offsets ? 8 : 4) * count;
        length = head + bodyLength;
        if (data.length < length) {
            data = new byte[Math.max(length, data.length * 2)];
        }
        int at;
        if (anyRuns) {
            BitmapReader.INT.set(data, 0, BitmapReader.COOKIE_WITH_RUNS | count - 1 << 16);
            at = 4 + (count + 7) / 8;
            Arrays.fill(data, 4, at, (byte) 0);
            for (int i = 0; i < count; i++) {
                data[4 + i / 8] |= (byte) ((runs[i] ? 1 : 0) << i % 8);
            }
        } else {
            BitmapReader.INT.set(data, 0, BitmapReader.COOKIE);
            BitmapReader.INT.set(data, 4, count);
            at = 8;
        }
        for (int i = 0; i < count; i++) {
            BitmapReader.SHORT.set(data, at, (short) keys[i]);
            BitmapReader.SHORT.set(data, at + 2, (short) (cardinalities[i] - 1));
            at += 4;
        }
        for (int i = 0; offsets && i < count; i++) {
            BitmapReader.INT.set(data, at, head + starts[i]);
            at += 4;
        }
        System.arraycopy(body, 0, data, head, bodyLength);
    }

    /** The bytes, good until the next set begins; the first {@link #length} count. */
    public byte[] data() {
        return data;
    }

    public int length() {
        return length;
    }
}
