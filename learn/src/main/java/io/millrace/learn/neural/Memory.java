package io.millrace.learn.neural;

import io.millrace.learn.numeric.DoubleArrays;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The rows of late with their answers, of which some are drawn to be learned again. One thread at a time. */
final class Memory {
    private final int width;
    private final int size;
    private final Randomness randomness;
    private final double[] row;
    private double[] rows = {};
    private double[] answers = {};
    private int count;
    private int next;

    Memory(Settings settings, int width) {
        this.width = width;
        size = settings.replays() > 0 ? settings.memory() : 0;
        randomness = new Randomness(Randomness.seed(settings.seed(), 1));
        row = new double[width];
    }

    void add(double[] added, double answer) {
        if (size == 0) {
            return;
        }
        if (next == answers.length) {
            int room = (int) Math.min(size, Math.max(16, 2L * next));
            rows = Arrays.copyOf(rows, room * width);
            answers = Arrays.copyOf(answers, room);
        }
        System.arraycopy(added, 0, rows, next * width, width);
        answers[next] = answer;
        count = Math.max(count, next + 1);
        next = next + 1 == size ? 0 : next + 1;
    }

    /** The place of a row, drawn by lot; there has to be one. */
    int draw() {
        return randomness.nextInt(count);
    }

    /** A row, good until the next call. */
    double[] row(int place) {
        System.arraycopy(rows, place * width, row, 0, width);
        return row;
    }

    double answer(int place) {
        return answers[place];
    }

    void write(DataOutput out) throws IOException {
        randomness.write(out);
        out.writeInt(answers.length);
        out.writeInt(count);
        out.writeInt(next);
        DoubleArrays.write(rows, out);
        DoubleArrays.write(answers, out);
    }

    void read(DataInput in) throws IOException {
        randomness.read(in);
        int room = in.readInt();
        count = in.readInt();
        next = in.readInt();
        rows = new double[room * width];
        answers = new double[room];
        DoubleArrays.read(rows, in);
        DoubleArrays.read(answers, in);
    }

    long bytes() {
        return 96 + 8L * (rows.length + answers.length + width);
    }
}
