package io.millrace.acceptance.flink;

import io.millrace.acceptance.golden.RowReceiver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table of any size comes to: rows are dealt to parts by a hash of 128 bits, and of each part there is how many they are and
 * the sum of their hashes, in which rows that went cancel those that came. Tables with equal sums are equal, but for a chance of 2^-100.
 */
final class TableSums implements RowReceiver {
    private static final int PARTS = 1 << 14;

    private final MessageDigest digest;
    private final long[] counts = new long[PARTS];
    private final long[] first = new long[PARTS];
    private final long[] second = new long[PARTS];

    TableSums() {
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void accept(List<@Nullable String> row, long weight) {
        byte[] hash = hash(row);
        int part = part(hash);
        counts[part] += weight;
        first[part] += weight * number(hash, 0);
        second[part] += weight * number(hash, 8);
    }

    /** The part that a row belongs to. */
    int part(List<@Nullable String> row) {
        return part(hash(row));
    }

    /** Rows of all parts. */
    long rows() {
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        return rows;
    }

    /** The parts in which two tables are not the same. */
    BitSet differences(TableSums other) {
        BitSet parts = new BitSet();
        for (int i = 0; i < PARTS; i++) {
            boolean same = counts[i] == other.counts[i] && first[i] == other.first[i] && second[i] == other.second[i];
            parts.set(i, !same);
        }
        return parts;
    }

    private static int part(byte[] hash) {
        return (int) (number(hash, 8) >>> 50);
    }

    private byte[] hash(List<@Nullable String> row) {
        for (String cell : row) {
            byte[] text = cell == null ? new byte[0] : cell.getBytes(StandardCharsets.UTF_8);
            int length = cell == null ? -1 : text.length;
            for (int shift = 24; shift >= 0; shift -= 8) {
                digest.update((byte) (length >> shift));
            }
            digest.update(text);
        }
        return digest.digest();
    }

    private static long number(byte[] hash, int from) {
        long number = 0;
        for (int i = from; i < from + 8; i++) {
            number = number << 8 | hash[i] & 255;
        }
        return number;
    }
}
