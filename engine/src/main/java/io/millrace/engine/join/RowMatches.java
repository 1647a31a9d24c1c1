package io.millrace.engine.join;

import io.millrace.engine.table.TouchedIds;
import java.util.Arrays;

/**
 * How many rows of the other input each row of one input has met, counted where the keys alone do not tell: as of the
 * last epoch, and what the open one adds. One thread at a time.
 */
final class RowMatches {
    private long[] counts = new long[16];
    private long[] deltas = new long[16];
    private final TouchedIds affected = new TouchedIds();

    void add(int row, long matches) {
        reserve(row);
        deltas[row] += matches;
        affected.touch(row);
    }

    private void reserve(int row) {
        if (row >= counts.length) {
            int capacity = Math.max(row + 1, counts.length * 2);
            counts = Arrays.copyOf(counts, capacity);
            deltas = Arrays.copyOf(deltas, capacity);
        }
    }

    /** How many rows it has met at the end of the last epoch. */
    long count(int row) {
        return row < counts.length ? counts[row] : 0;
    }

    /** Puts in how many rows a row has met. */
    void restore(int row, long matches) {
        reserve(row);
        counts[row] = matches;
    }

    /** Whether the row had met any at the end of the last epoch. */
    boolean before(int row) {
        return row < counts.length && counts[row] > 0;
    }

    /** Whether it has met any at the end of the open epoch. */
    boolean after(int row) {
        return row < counts.length && counts[row] + deltas[row] > 0;
    }

    /** How many rows have met more or fewer in the open epoch; they are numbered from 0. */
    int affectedCount() {
        return affected.size();
    }

    int affected(int number) {
        return affected.get(number);
    }

    /** Makes what the open epoch adds to an affected row part of the past. */
    void settle(int number) {
        int row = affected.get(number);
        affected.settle(row);
        counts[row] += deltas[row];
        deltas[row] = 0;
    }

    /** Forgets a row, and what the open epoch adds to it. */
    void forget(int row) {
        if (row < counts.length) {
            counts[row] = 0;
            deltas[row] = 0;
            affected.settle(row);
        }
    }

    /** Says that all affected rows are settled. */
    void endEpoch() {
        affected.clear();
    }

    long bytes() {
        return 16L * counts.length + affected.bytes();
    }
}
