package io.millrace.learn.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How rare a number is on the upper side of those before: by its rank, and beyond the highest hundredth by an exponential
 * tail of their mean excess, so that what was never there before has a probability too. Holds only the largest numbers.
 * When these would be less than the highest hundredth, every other one goes and all count half, so the past fades slowly.
 */
final class Tail {
    private static final double SHARE = 0.01;
    private static final double LOG_E = 1 / Math.log(10);
    private static final double MAX = 50;

    private final double[] largest;
    private final long countMax;
    private int size;
    private long count;

    Tail(int capacity) {
        largest = new double[capacity];
        countMax = (long) (capacity / SHARE);
    }

    /** The negative decimal logarithm of the probability of such a number or a larger one, at most 50. */
    double surprise(double number) {
        if (count == 0 || size > 0 && number < largest[0] && size < count) {
            return 0;
        }
        int first = Math.max(0, size - (int) (count - (long) ((1 - SHARE) * count)));
        double threshold = largest[first];
        if (number <= threshold) {
            return -Math.log10((size - firstFrom(number) + 1.0) / (count + 1.0));
        }
        double excess = 0;
        for (int i = first; i < size; i++) {
            excess += largest[i] - threshold;
        }
        int above = size - first;
        double scale = Math.max(excess / above, 1e-12 + Math.abs(threshold) * 0.01);
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
            if (size == count - 1 || number > largest[0]) {
                int place = firstFrom(number);
                System.arraycopy(largest, place, largest, place + 1, size - place);
                largest[place] = number;
                size++;
            }
        } else if (number > largest[0]) {
            int place = firstFrom(number) - 1;
            System.arraycopy(largest, 1, largest, 0, place);
            largest[place] = number;
        }
        if (count >= countMax) {
            halve();
        }
    }

    private void halve() {
        int kept = 0;
        for (int i = size % 2 == 0 ? 1 : 0; i < size; i += 2) {
            largest[kept++] = largest[i];
        }
        size = kept;
        count /= 2;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(largest[i]);
        }
    }

    void read(DataInput in) throws IOException {
        count = in.readLong();
        size = in.readInt();
        for (int i = 0; i < size; i++) {
            largest[i] = in.readDouble();
        }
    }

    long bytes() {
        return 48 + 8L * largest.length;
    }
}
