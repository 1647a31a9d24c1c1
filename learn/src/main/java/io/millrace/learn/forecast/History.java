package io.millrace.learn.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The last numbers of a series. */
final class History {
    private final double[] values;
    private int next;
    private long count;

    History(int length) {
        values = new double[Math.max(1, length)];
    }

    void add(double value) {
        values[next] = value;
        next = (next + 1) % values.length;
        count++;
    }

    long count() {
        return count;
    }

    /** The number so many steps ago, 1 for the last one; 0 where there was none yet. */
    double back(int steps) {
        return values[Math.floorMod(next - steps, values.length)];
    }

    /** The same, seen from some steps later, with the numbers of these steps. */
    double back(int steps, double[] later, int count) {
        return steps <= count ? later[count - steps] : back(steps - count);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(next);
        out.writeLong(count);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    void read(DataInput in) throws IOException {
        next = in.readInt();
        count = in.readLong();
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }

    long bytes() {
        return 48 + 8L * values.length;
    }
}
