package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The last rows of numbers, in one array that grows to its bound. */
final class Ring {
    private static final int ROWS_FIRST = 64;

    private final int rowsMax;
    private final int width;
    private double[] numbers;
    private int next;
    private int rows;

    Ring(int rowsMax, int width) {
        this.rowsMax = rowsMax;
        this.width = width;
        numbers = new double[Math.min(rowsMax, ROWS_FIRST) * width];
    }

    /** Where the next row has its first place in {@link #numbers}; the oldest one gives way to it. */
    int add() {
        if (next * width == numbers.length) {
            if (rows < rowsMax) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(2L * numbers.length, (long) rowsMax * width));
            } else {
                next = 0;
            }
        }
        rows = Math.min(rows + 1, rowsMax);
        return next++ * width;
    }

    double[] numbers() {
        return numbers;
    }

    int rows() {
        return rows;
    }

    /** Where a row has its first place, 0 for the oldest. */
    int place(int row) {
        int from = rows < rowsMax ? 0 : next;
        return (from + row) % rowsMax * width;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rows);
        for (int i = 0; i < rows; i++) {
            int place = place(i);
            for (int j = 0; j < width; j++) {
                out.writeDouble(numbers[place + j]);
            }
        }
    }

    void read(DataInput in) throws IOException {
        int count = in.readInt();
        rows = 0;
        next = 0;
        numbers = new double[Math.min(rowsMax, ROWS_FIRST) * width];
        for (int i = 0; i < count; i++) {
            int place = add();
            for (int j = 0; j < width; j++) {
                numbers[place + j] = in.readDouble();
            }
        }
    }

    long bytes() {
        return 48 + 8L * numbers.length;
    }
}
