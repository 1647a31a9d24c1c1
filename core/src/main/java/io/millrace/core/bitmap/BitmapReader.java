package io.millrace.core.bitmap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks through a bitmap in Roaring's portable format: container by container, each being the numbers with the same upper
 * 16 bits, in ascending order of these. Reusable; one thread at a time.
 */
public final class BitmapReader {
    /** How many words of 64 bits a container has. */
    public static final int WORDS = 1024;

    static final int COOKIE = 12346;
    static final int COOKIE_WITH_RUNS = 12347;
    /** With so many containers their offsets are written even where there are runs. */
    static final int OFFSETS_FROM = 4;
    /** The most numbers of a container that is a list. */
    static final int LONGEST_LIST = 4096;

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] words = new long[WORDS];
    private byte[] data = {};
    private int at;
    private int end;
    private int count;
    private int flags;
    private int headers;
    private int next;
    private int key;

    /**
     * Begins with a bitmap.
     *
     * @throws IllegalArgumentException if it is none, here or at {@link #next}
     */
    public void read(byte[] source, int from, int length) {
        data = source;
        at = from;
        end = from + length;
        next = 0;
        key = -1;
        int cookie = (int) INT.get(data, take(4));
        boolean runs = (cookie & 0xFFFF) == COOKIE_WITH_RUNS;
        if (!runs && cookie != COOKIE) {
            throw new IllegalArgumentException("it does not begin as one");
        }
        count = runs ? (cookie >>> 16) + 1 : (int) INT.get(data, take(4));
        if (count < 0 || count > 1 << 16) {
            throw new IllegalArgumentException("it cannot have " + count + " parts");
        }
        flags = runs ? take((count + 7) / 8) : -1;
        headers = take(4 * count);
        if (!runs || count >= OFFSETS_FROM) {
            take(4 * count);
        }
    }

    private int take(int bytes) {
        if (end - at < bytes) {
            throw new IllegalArgumentException("it ends too early");
        }
        int start = at;
        at += bytes;
        return start;
    }

    private int unsigned(int place) {
        return (short) SHORT.get(data, place) & 0xFFFF;
    }

    /** How many numbers there are in all. */
    public long cardinality() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += unsigned(headers + 4 * i + 2) + 1;
        }
        return sum;
    }

    /** Goes on to the next container; false when there is none. */
    public boolean next() {
        if (next == count) {
            return false;
        }
        int before = key;
        key = unsigned(headers + 4 * next);
        if (key <= before) {
            throw new IllegalArgumentException("its parts are out of order");
        }
        int cardinality = unsigned(headers + 4 * next + 2) + 1;
        boolean runs = flags >= 0 && (data[flags + next / 8] >>> (next % 8) & 1) != 0;
        next++;
        Arrays.fill(words, 0);
        if (runs) {
            int size = unsigned(take(2));
            for (int i = 0; i < size; i++) {
                int run = take(4);
                fill(unsigned(run), unsigned(run + 2));
            }
        } else if (cardinality > LONGEST_LIST) {
            int start = take(8 * WORDS);
            for (int i = 0; i < WORDS; i++) {
                words[i] = (long) LONG.get(data, start + 8 * i);
            }
        } else {
            int start = take(2 * cardinality);
            for (int i = 0; i < cardinality; i++) {
                int value = unsigned(start + 2 * i);
                words[value >>> 6] |= 1L << value;
            }
        }
        return true;
    }

    private void fill(int first, int more) {
        if (first + more >= 64 * WORDS) {
            throw new IllegalArgumentException("one of its runs is too long");
        }
        for (int value = first; value <= first + more; value++) {
            words[value >>> 6] |= 1L << value;
        }
    }

    /** The upper 16 bits of all numbers in this container. */
    public int key() {
        return key;
    }

    /** A bit for each of the 65536 numbers that may be in this container; overwritten by {@link #next}. */
    public long[] words() {
        return words;
    }
}
