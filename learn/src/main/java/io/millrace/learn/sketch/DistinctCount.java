package io.millrace.learn.sketch;

import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many different values there were: HyperLogLog (Flajolet, Fusy, Gandouet and Meunier, 2007) over hashes of 64 bits,
 * with the estimate of Ertl (New cardinality estimation algorithms for HyperLogLog sketches, 2017), which is right from
 * the first value on without tables of corrections.
 *
 * <p>The standard error is 1.04 divided by the root of the number of registers: 1.6 % for a precision of 12, in 4 KiB.
 * Merging gives exactly the sketch of both streams in one.
 */
public final class DistinctCount implements Sketch {
    private static final int PRECISION_MIN = 4;
    private static final int PRECISION_MAX = 18;

    private final int precision;
    private final byte[] registers;

    /**
     * @param precision from 4 to 18: there are 2 to the power of it registers, of a byte each
     */
    public DistinctCount(int precision) {
        if (precision < PRECISION_MIN || precision > PRECISION_MAX) {
            throw new IllegalArgumentException("a precision of " + precision);
        }
        this.precision = precision;
        registers = new byte[1 << precision];
    }

    public void add(long value) {
        addHash(Randomness.seed(value, 0));
    }

    /** All NaN are one value, and so are 0 and -0. */
    public void add(double value) {
        add(Double.doubleToLongBits(value + 0.0));
    }

    /** A value whose hash of 64 bits is known, all of them equally likely. */
    public void addHash(long hash) {
        int register = (int) (hash >>> (64 - precision));
        int zeros = Math.min(Long.numberOfLeadingZeros(hash << precision), 64 - precision);
        if (registers[register] <= zeros) {
            registers[register] = (byte) (zeros + 1);
        }
    }

    /** Adds what another sketch of the same precision has seen, which stays as it is. */
    public void merge(DistinctCount other) {
        if (other.precision != precision) {
            throw new IllegalArgumentException("sketches of a precision of " + precision + " and " + other.precision);
        }
        for (int i = 0; i < registers.length; i++) {
            registers[i] = (byte) Math.max(registers[i], other.registers[i]);
        }
    }

    /** How many different values there were, about. */
    public double estimate() {
        int last = 64 - precision + 1;
        int[] counts = new int[last + 1];
        for (byte register : registers) {
            counts[register]++;
        }
        double size = registers.length;
        double sum = size * tau(1 - counts[last] / size);
        for (int i = last - 1; i > 0; i--) {
            sum = (sum + counts[i]) / 2;
        }
        sum += size * sigma(counts[0] / size);
        return size * size / (2 * Math.log(2) * sum);
    }

    /** What empty registers add: infinite when all are. */
    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = share;
        double factor = 1;
        double sum = share;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * factor;
            factor *= 2;
        } while (sum > before);
        return sum;
    }

    /** What full registers add. */
    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double root = share;
        double factor = 1;
        double sum = 1 - share;
        double before;
        do {
            root = Math.sqrt(root);
            before = sum;
            factor /= 2;
            sum -= (1 - root) * (1 - root) * factor;
        } while (sum < before);
        return sum / 3;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.write(registers);
    }

    @Override
    public void read(DataInput in) throws IOException {
        Arrays.fill(registers, (byte) 0);
        in.readFully(registers);
    }

    @Override
    public long bytes() {
        return 40L + registers.length;
    }
}
