package io.millrace.learn.sketch;

import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A sample of all rows so far, each of them with the same chance to be in it (Vitter, Random sampling with a reservoir,
 * 1985, algorithm R).
 */
public final class Reservoir implements Sketch {
    private final int width;
    private final Randomness randomness;
    private final double[] rows;
    private final int capacity;
    private long count;

    /**
     * @param capacity how many rows are in the sample, at least 1
     * @param width how many numbers a row has, at least 1
     */
    public Reservoir(int capacity, int width, long seed) {
        if (capacity < 1 || width < 1 || (long) capacity * width > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(capacity + " rows of " + width);
        }
        this.capacity = capacity;
        this.width = width;
        randomness = new Randomness(seed);
        rows = new double[capacity * width];
    }

    /** A row, which is copied if it gets into the sample. */
    public void add(double[] row) {
        count++;
        long place = count <= capacity ? count - 1 : (long) (randomness.nextDouble() * count);
        if (place < capacity) {
            System.arraycopy(row, 0, rows, (int) place * width, width);
        }
    }

    /** How many rows came. */
    public long count() {
        return count;
    }

    /** How many rows are in the sample. */
    public int size() {
        return (int) Math.min(count, capacity);
    }

    /** A copy of a row of the sample. */
    public double[] row(int index) {
        return Arrays.copyOfRange(rows, index * width, (index + 1) * width);
    }

    /** Adds what another sample of as many rows, of the same width, stands for, which stays as it is. */
    public void merge(Reservoir other) {
        if (other.capacity != capacity || other.width != width) {
            throw new IllegalArgumentException("samples of different size");
        }
        double[][] mine = shuffled(this, randomness);
        double[][] theirs = shuffled(other, randomness);
        long left = count;
        long right = other.count;
        int taken = 0;
        int takenRight = 0;
        int size = (int) Math.min(count + other.count, capacity);
        for (int i = 0; i < size; i++) {
            boolean isLeft = randomness.nextDouble() * (left + right) < left;
            double[] row = isLeft ? mine[taken++] : theirs[takenRight++];
            left -= isLeft ? 1 : 0;
            right -= isLeft ? 0 : 1;
            System.arraycopy(row, 0, rows, i * width, width);
        }
        count += other.count;
    }

    private static double[][] shuffled(Reservoir sample, Randomness randomness) {
        double[][] shuffled = new double[sample.size()][];
        for (int i = 0; i < shuffled.length; i++) {
            int other = randomness.nextInt(i + 1);
            shuffled[i] = shuffled[other];
            shuffled[other] = sample.row(i);
        }
        return shuffled;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        randomness.write(out);
        out.writeLong(count);
        for (int i = 0; i < size() * width; i++) {
            out.writeDouble(rows[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        randomness.read(in);
        count = in.readLong();
        for (int i = 0; i < size() * width; i++) {
            rows[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 64 + 8L * rows.length;
    }
}
