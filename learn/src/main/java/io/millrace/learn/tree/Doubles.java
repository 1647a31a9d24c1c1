package io.millrace.learn.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of known length, written and read bit for bit. */
final class Doubles {
    private Doubles() {}

    static void write(DataOutput out, double[] array) throws IOException {
        for (double value : array) {
            out.writeDouble(value);
        }
    }

    static void read(DataInput in, double[] array) throws IOException {
        for (int i = 0; i < array.length; i++) {
            array[i] = in.readDouble();
        }
    }
}
