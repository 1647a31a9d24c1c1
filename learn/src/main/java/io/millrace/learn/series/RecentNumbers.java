package io.millrace.learn.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The last so many numbers, in ascending order. Takes room as they come. */
final class RecentNumbers {
    private static final int FIRST_CAPACITY = 16;

    private final int most;
    private double[] arrived;
    private double[] sorted;
    private int count;
    private int oldest;

    RecentNumbers(int most) {
        this.most = most;
        arrived = new double[Math.min(most, FIRST_CAPACITY)];
        sorted = new double[arrived.length];
    }

    int count() {
        return count;
    }

    /** The smallest for 0. */
    double get(int rank) {
        return sorted[rank];
    }

    /** @param number finite */
    void add(double number) {
        if (count == most) {
            int place = Arrays.binarySearch(sorted, 0, count, arrived[oldest]);
            System.arraycopy(sorted, place + 1, sorted, place, count - place - 1);
            arrived[oldest] = number;
            oldest = (oldest + 1) % most;
            count--;
        } else {
            if (count == arrived.length) {
                int capacity = Math.min(most, count * 2);
                arrived = Arrays.copyOf(arrived, capacity);
                sorted = Arrays.copyOf(sorted, capacity);
            }
            arrived[count] = number;
        }
        int place = below(number);
        System.arraycopy(sorted, place, sorted, place + 1, count - place);
        sorted[place] = number;
        count++;
    }

    /** How many are smaller. */
    int below(double number) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], number) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The middle one, or the mean of the two in the middle; NaN of none. */
    double median() {
        return count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /** The median of the distances from a number that is among them or between two of them. */
    double medianDistance(double center) {
        int left = below(center) - 1;
        int right = left + 1;
        double before = 0;
        double last = 0;
        for (int i = 0; i <= count / 2; i++) {
            double down = left < 0 ? Double.POSITIVE_INFINITY : center - sorted[left];
            double up = right == count ? Double.POSITIVE_INFINITY : sorted[right] - center;
            before = last;
            if (down <= up) {
                last = down;
                left--;
            } else {
                last = up;
                right++;
            }
        }
        return count % 2 == 1 ? last : (before + last) / 2;
    }

    double meanDistance(double center) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(sorted[i] - center) / count;
        }
        return sum;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeDouble(arrived[(oldest + i) % count]);
        }
    }

    void read(DataInput in) throws IOException {
        count = 0;
        oldest = 0;
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            add(in.readDouble());
        }
    }

    long bytes() {
        return 64 + 16L * arrived.length;
    }
}
