package io.millrace.learn.sketch;

import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How often a value came, never too few and seldom far too many: the count-min sketch (Cormode and Muthukrishnan, An
 * improved data stream summary, 2005). A count is too high by at most {@code error} times the number of all values, but
 * for a share of {@code failure} of the values asked for. Merging gives exactly the sketch of both streams in one.
 */
public final class CountMinSketch implements Sketch {
    private static final int CELLS_MAX = 1 << 24;

    private final int width;
    private final int depth;
    private final long[] cells;
    private long total;

    /**
     * @param error above 0 and below 1: .001 takes 2719 cells a row
     * @param failure above 0 and below 1: .01 takes 5 rows
     */
    public CountMinSketch(double error, double failure) {
        if (!(error > 0 && error < 1 && failure > 0 && failure < 1)) {
            throw new IllegalArgumentException("an error of " + error + ", a failure of " + failure);
        }
        double columns = Math.ceil(Math.E / error);
        double rows = Math.ceil(Math.log(1 / failure));
        if (columns * rows > CELLS_MAX) {
            throw new IllegalArgumentException("an error of " + error + " takes too much memory");
        }
        width = (int) columns;
        depth = (int) rows;
        cells = new long[width * depth];
    }

    /**
     * @param count how often it came, at least 0
     */
    public void add(long value, long count) {
        for (int i = 0; i < depth; i++) {
            cells[cell(value, i)] += count;
        }
        total += count;
    }

    private int cell(long value, int row) {
        return row * width + (int) Long.remainderUnsigned(Randomness.seed(value, row), width);
    }

    /** How often a value came, or more. */
    public long estimate(long value) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < depth; i++) {
            least = Math.min(least, cells[cell(value, i)]);
        }
        return least;
    }

    /** How many values came. */
    public long total() {
        return total;
    }

    /** Adds what another sketch of the same size has seen, which stays as it is. */
    public void merge(CountMinSketch other) {
        if (other.width != width || other.depth != depth) {
            throw new IllegalArgumentException("sketches of different size");
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] += other.cells[i];
        }
        total += other.total;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(total);
        for (long cell : cells) {
            out.writeLong(cell);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        total = in.readLong();
        for (int i = 0; i < cells.length; i++) {
            cells[i] = in.readLong();
        }
    }

    @Override
    public long bytes() {
        return 48 + 8L * cells.length;
    }
}
