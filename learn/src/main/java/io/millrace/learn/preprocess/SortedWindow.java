package io.millrace.learn.preprocess;

import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The numbers of late in ascending order, for quantiles that are exact and that no outlier bends. */
final class SortedWindow {
    private final double[] arrived;
    private final double[] sorted;
    private int count;
    private int next;

    SortedWindow(int size) {
        arrived = new double[size];
        sorted = new double[size];
    }

    /**
     * @param value not NaN
     */
    void add(double value) {
        int free = count;
        if (count == sorted.length) {
            free = Arrays.binarySearch(sorted, arrived[next]);
        } else {
            count++;
        }
        // What lies between the free place and that of the new number moves by one.
        int place = Arrays.binarySearch(sorted, 0, free, value);
        place = place < 0 ? -place - 1 : place;
        if (place < free) {
            System.arraycopy(sorted, place, sorted, place + 1, free - place);
        } else {
            place = Arrays.binarySearch(sorted, free, count, value);
            place = (place < 0 ? -place - 1 : place) - 1;
            place = Math.max(free, place);
            System.arraycopy(sorted, free + 1, sorted, free, place - free);
        }
        sorted[place] = value;
        arrived[next] = value;
        next = (next + 1) % arrived.length;
    }

    /**
     * The number below which a share of all lies, between two numbers by a straight line; 0 as long as nothing came.
     */
    double quantile(double share) {
        double place = share * Math.max(0, count - 1);
        int below = (int) place;
        double rest = place - below;
        return rest == 0 ? sorted[below] : sorted[below] + rest * (sorted[below + 1] - sorted[below]);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(next);
        DoubleArrays.write(arrived, out);
    }

    void read(DataInput in) throws IOException {
        count = in.readInt();
        next = in.readInt();
        DoubleArrays.read(arrived, in);
        System.arraycopy(arrived, 0, sorted, 0, arrived.length);
        Arrays.sort(sorted, 0, count);
    }

    long bytes() {
        return 64 + 16L * sorted.length;
    }
}
