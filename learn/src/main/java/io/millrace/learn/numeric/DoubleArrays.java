package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of numbers as part of a written state. Lengths are not written: whoever reads knows them. */
public final class DoubleArrays {
    private DoubleArrays() {}

    public static void write(double[] values, DataOutput out) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /** Fills an array with what was written from one of the same length. */
    public static void read(double[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }

    public static void write(int[] values, DataOutput out) throws IOException {
        for (int value : values) {
            out.writeInt(value);
        }
    }

    public static void read(int[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
    }
}
