package io.millrace.learn.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The mean of numbers since the last change. */
final class Mean {
    private long count;
    private double value;

    void add(double number) {
        count++;
        value += (number - value) / count;
    }

    void clear() {
        count = 0;
        value = 0;
    }

    void set(Mean other) {
        count = other.count;
        value = other.value;
    }

    long count() {
        return count;
    }

    /** 0 without numbers. */
    double value() {
        return value;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(value);
    }

    void read(DataInput in) throws IOException {
        count = in.readLong();
        value = in.readDouble();
    }

    /** Whether a number is one that detectors of errors take: a share of wrongness. */
    static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
