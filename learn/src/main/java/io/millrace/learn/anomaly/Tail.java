package io.millrace.learn.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How rare a number is on the upper side of those before: by its rank, and beyond the highest hundredth by an exponential
 * tail of their mean excess, so that what was never there before has a probability too. Holds only the largest numbers.
 * When these would be less than twice the highest hundredth, every other one goes and all count half, so the past fades
 * slowly; there is room for others then, which larger ones soon displace.
 */
final class Tail {
    private static final double SHARE = 0.01;

    /** The fewest numbers that tell how far the tail reaches. */
    private static final int FEW = 2;

    private static final double LOG_E = 1 / Math.log(10);
    private static final double MAX = 50;

    private final double[] largest;
    private final long countMax;
    private int size;
    private long count;
    private boolean isLargestKept;

    Tail(int capacity) {
        largest = new double[capacity];
        countMax = (long) (capacity / (2 * SHARE));
    }

    /**
     * The negative decimal logarithm of the probability of such a number or a larger one, at most 50.
     *
     * @param resolution differences below this mean nothing; above 0
     */
    double surprise(double number, double resolution) {
        if (count == 0 || size > 0 && number < largest[0] && size < count) {
            return 0;
        }
        int above = Math.max(FEW, (int) (count - (long) ((1 - SHARE) * count)));
        int first = Math.max(0, size - above);
        double threshold = largest[first];
        if (number <= threshold || count < 2 * FEW) {
            return -Math.log10((size - firstFrom(number) + 1.0) / (count + 1.0));
        }
        double excess = 0;
        for (int i = first; i < size; i++) {
            excess += largest[i] - threshold;
        }
        above = size - first;
        double scale = Math.max(excess / above, resolution);
        return Math.min(MAX, -Math.log10((double) above / count) + (number - threshold) / scale * LOG_E);
    }

    /** The place of the first of the largest numbers that is not below a number. */
    private int firstFrom(double number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (largest[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(double number) {
        count++;
        if (size < largest.length) {
            int place = firstFrom(number);
            System.arraycopy(largest, place, largest, place + 1, size - place);
            largest[place] = number;
            size++;
        } else if (number > largest[0]) {
            int place = firstFrom(number) - 1;
            System.arraycopy(largest, 1, largest, 0, place);
            largest[place] = number;
        }
        if (count >= countMax) {
            halve();
        }
    }

    /** The largest one stays every other time, so that on the whole no one is preferred. */
    private void halve() {
        int kept = 0;
        for (int i = isLargestKept ? (size + 1) % 2 : size % 2; i < size; i += 2) {
            largest[kept++] = largest[i];
        }
        isLargestKept = !isLargestKept;
        size = kept;
        count /= 2;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeBoolean(isLargestKept);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(largest[i]);
        }
    }

    void read(DataInput in) throws IOException {
        count = in.readLong();
        isLargestKept = in.readBoolean();
        size = in.readInt();
        for (int i = 0; i < size; i++) {
            largest[i] = in.readDouble();
        }
    }

    long bytes() {
        return 48 + 8L * largest.length;
    }
}
