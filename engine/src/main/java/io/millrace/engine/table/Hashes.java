package io.millrace.engine.table;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a key: 64 bits, fixed for all time, since it decides which worker owns a key and so must survive a
 * restart. -0.0 hashes as 0.0, all NaN alike, NULL as a value of its own.
 */
public final class Hashes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int KEY_GROUP_BITS = 7;
    private static final long SEED = 0x51_7C_C1_B7_27_22_0A_95L;
    private static final long NULL_HASH = 0x7A_6B_2F_D1_93_45_E8_0DL;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private Hashes() {}

    /** Scrambles 64 bits so that every bit depends on every bit. */
    public static long mix(long value) {
        long x = value * FACTOR;
        x ^= x >>> 32;
        x *= 0xD6E8_FEB8_6659_FD93L;
        return x ^ x >>> 32;
    }

    /**
     * Which of several shares a key belongs to: one of 128 key groups by the top bits of its hash, of which each share has a
     * run.
     */
    public static int share(long hash, int shares) {
        return shareOfGroup((int) (hash >>> 64 - KEY_GROUP_BITS), shares);
    }

    /** Which of several shares has a key group. */
    public static int shareOfGroup(int group, int shares) {
        return group * shares >>> KEY_GROUP_BITS;
    }

    /** The key group of a hash of which the upper half is given. */
    public static int groupOfTag(int tag) {
        return tag >>> 32 - KEY_GROUP_BITS;
    }

    /** The key group of a row by some of its columns; 0 by none. */
    public static int group(Batch batch, int[] columns, int row) {
        if (columns.length == 0) {
            return 0;
        }
        long[] hash = new long[1];
        hash(batch, columns, new int[] {row}, 1, hash);
        return groupOfTag((int) (hash[0] >>> 32));
    }

    /**
     * Hashes keys.
     *
     * @param rows the rows to hash, or null for the first {@code count}
     * @param hashes gets one hash a key, in the order of {@code rows}
     */
    public static void hash(Batch batch, int[] columns, int @Nullable [] rows, int count, long[] hashes) {
        Arrays.fill(hashes, 0, count, SEED);
        for (int column : columns) {
            combine(batch.column(column).flat(), rows, count, hashes);
        }
    }

    private static void combine(Vector vector, int @Nullable [] rows, int count, long[] hashes) {
        long[] before = vector.hasNulls() ? Arrays.copyOf(hashes, count) : hashes;
        if (vector instanceof LongVector longs) {
            long[] values = longs.values();
            for (int i = 0; i < count; i++) {
                hashes[i] = mix(hashes[i] ^ values[rows == null ? i : rows[i]]);
            }
        } else if (vector instanceof BytesVector bytes) {
            for (int i = 0; i < count; i++) {
                int row = rows == null ? i : rows[i];
                hashes[i] = hash(bytes.data(), bytes.offset(row), bytes.length(row), hashes[i]);
            }
        } else if (vector instanceof DoubleVector doubles) {
            for (int i = 0; i < count; i++) {
                hashes[i] = mix(hashes[i] ^ canonicalBits(doubles.get(rows == null ? i : rows[i])));
            }
        } else if (vector instanceof BooleanVector booleans) {
            for (int i = 0; i < count; i++) {
                hashes[i] = mix(hashes[i] ^ (booleans.get(rows == null ? i : rows[i]) ? 1 : 2));
            }
        } else if (vector instanceof DecimalVector decimals) {
            for (int i = 0; i < count; i++) {
                int row = rows == null ? i : rows[i];
                hashes[i] = mix(mix(hashes[i] ^ decimals.high()[row]) ^ decimals.low()[row]);
            }
        }
        if (before != hashes) {
            // The slot of a NULL holds an arbitrary value, which must not show; the columns before it must.
            for (int i = 0; i < count; i++) {
                if (vector.isNull(rows == null ? i : rows[i])) {
                    hashes[i] = mix(before[i] ^ NULL_HASH);
                }
            }
        }
    }

    /** The bits of a double with one representation each for zero and NaN. */
    public static long canonicalBits(double value) {
        return Double.doubleToLongBits(value == 0 ? 0.0 : value);
    }

    private static long hash(byte[] data, int offset, int length, long seed) {
        long hash = seed ^ length * FACTOR;
        int at = offset;
        int end = offset + length;
        while (at + 8 <= end) {
            hash = mix(hash ^ (long) LONGS.get(data, at));
            at += 8;
        }
        if (at < end) {
            long rest = 0;
            for (int shift = 0; at < end; at++, shift += 8) {
                rest |= (data[at] & 0xFFL) << shift;
            }
            hash = mix(hash ^ rest);
        }
        return hash;
    }
}
