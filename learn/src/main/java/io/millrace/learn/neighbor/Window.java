package io.millrace.learn.neighbor;

import io.millrace.core.learn.Features;
import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The rows of late with what belongs to them, and the nearest of them to another. Rows are copied into one flat array,
 * feature by feature: distances to many rows are then sums over columns, which the processor takes several at a time,
 * and that is faster than leaving off a row as soon as it is known to be too far.
 *
 * <p>The distance is Euclid's over all features; nominal values are 1 apart, or 0 when they are equal. Where a value is
 * missing on one side it is 1 apart too, which for scaled numbers is one deviation; where it is on both sides, 0. By
 * range, the difference of two numbers is a share of the range of that feature in the window, as MOA has it. Of
 * rows that are equally far the newer one is nearer. One thread at a time adds; several may search meanwhile if none
 * does.
 */
final class Window {
    /** The largest magnitude that is told apart: its square, times the number of features, is finite. */
    private static final double LIMIT = 1e100;

    /** Ranges below are none. */
    private static final double SMALLEST = 1e-100;

    /** For how many rows distances are summed up at once: few enough to stay near the processor. */
    private static final int BLOCK = 256;

    private final Features features;
    private final boolean[] isNominal;
    private final int width;
    private final int size;
    private final boolean isByRange;
    private double[] places = {};
    private double[] answers = {};
    private double[] weights = {};
    private int count;
    private int next;

    Window(Features features, int size) {
        this(features, size, false);
    }

    /**
     * A window with nothing in it.
     *
     * @param isByRange whether a number counts as a share of the range that it has in the window
     */
    Window(Features features, int size, boolean isByRange) {
        this.features = features;
        this.size = size;
        this.isByRange = isByRange;
        width = features.size();
        isNominal = new boolean[width];
        for (int i = 0; i < width; i++) {
            isNominal[i] = features.isNominal(i);
        }
    }

    int count() {
        return count;
    }

    /** What came with a row, by its slot. */
    double answer(int slot) {
        return answers[slot];
    }

    double weight(int slot) {
        return weights[slot];
    }

    void add(double[] row, double answer, double weight) {
        if (next == answers.length) {
            grow();
        }
        int room = answers.length;
        for (int i = 0; i < width; i++) {
            places[i * room + next] = place(row, i);
        }
        answers[next] = answer;
        weights[next] = weight;
        count = Math.max(count, next + 1);
        next = next + 1 == size ? 0 : next + 1;
    }

    private void grow() {
        int before = answers.length;
        int room = (int) Math.min(size, Math.max(16, 2L * before));
        double[] grown = new double[room * width];
        for (int i = 0; i < width; i++) {
            System.arraycopy(places, i * before, grown, i * room, before);
        }
        places = grown;
        answers = Arrays.copyOf(answers, room);
        weights = Arrays.copyOf(weights, room);
    }

    /** A place of a row as it can be compared: a gap is NaN. */
    private double place(double[] row, int i) {
        double value = row[i];
        if (isNominal[i]) {
            int index = features.nominal(i, value);
            return index < 0 ? Double.NaN : index;
        }
        return Double.isInfinite(value) ? Double.NaN : value > LIMIT ? LIMIT : value < -LIMIT ? -LIMIT : value;
    }

    /**
     * Finds the nearest rows, the nearest first.
     *
     * @param slots a place for each row that is wanted, overwritten
     * @param squares the squares of their distances, overwritten
     * @return how many there are
     */
    int nearest(double[] row, int[] slots, double[] squares) {
        // The places of the row, and behind them what their differences are multiplied by.
        double[] probe = new double[2 * width];
        for (int i = 0; i < width; i++) {
            probe[i] = place(row, i);
            probe[width + i] = isByRange && !isNominal[i] ? scale(i) : 1;
        }
        double[] block = new double[Math.min(BLOCK, count)];
        // From the newest on: down from where the next row will be, and then down to there from the end.
        int found = 0;
        for (int end = next; end > 0; end -= Math.min(BLOCK, end)) {
            found = nearest(probe, Math.max(0, end - BLOCK), end, block, slots, squares, found);
        }
        for (int end = count; end > next; end -= Math.min(BLOCK, end - next)) {
            found = nearest(probe, Math.max(next, end - BLOCK), end, block, slots, squares, found);
        }
        return found;
    }

    /** One by the range of a number in the window; 0 where it has none, or one that is too small to tell rows apart. */
    private double scale(int feature) {
        int column = feature * answers.length;
        double least = LIMIT;
        double greatest = -LIMIT;
        for (int i = 0; i < count; i++) {
            double place = places[column + i];
            if (place < least) {
                least = place;
            }
            if (place > greatest) {
                greatest = place;
            }
        }
        return greatest - least > SMALLEST ? 1 / (greatest - least) : 0;
    }

    private int nearest(double[] probe, int start, int end, double[] block, int[] slots, double[] squares, int before) {
        int length = end - start;
        Arrays.fill(block, 0, length, 0);
        for (int i = 0; i < width; i++) {
            int column = i * answers.length + start;
            double value = probe[i];
            if (isNominal[i] || Double.isNaN(value)) {
                for (int j = 0; j < length; j++) {
                    block[j] += apart(value, places[column + j]);
                }
            } else {
                add(value, probe[width + i], places, column, block, length);
            }
        }
        int found = before;
        double worst = found == slots.length ? squares[found - 1] : Double.POSITIVE_INFINITY;
        for (int j = length - 1; j >= 0; j--) {
            double square = block[j];
            if (Double.isNaN(square)) {
                square = squareWithGaps(probe, start + j);
            }
            if (square < worst || found < slots.length) {
                found = insert(start + j, square, slots, squares, found);
                worst = found == slots.length ? squares[found - 1] : Double.POSITIVE_INFINITY;
            }
        }
        return found;
    }

    /** A loop of its own, and this simple, so that it is compiled to instructions for several numbers at once. */
    private static void add(double value, double scale, double[] places, int column, double[] block, int length) {
        for (int j = 0; j < length; j++) {
            double difference = (value - places[column + j]) * scale;
            block[j] += difference * difference;
        }
    }

    /** Puts a row where it belongs: after those that are as near, for they are newer. */
    private static int insert(int slot, double square, int[] slots, double[] squares, int found) {
        int place = found < slots.length ? found : found - 1;
        while (place > 0 && squares[place - 1] > square) {
            squares[place] = squares[place - 1];
            slots[place] = slots[place - 1];
            place--;
        }
        squares[place] = square;
        slots[place] = slot;
        return Math.min(slots.length, found + 1);
    }

    private double squareWithGaps(double[] probe, int slot) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double place = places[i * answers.length + slot];
            double difference = (probe[i] - place) * probe[width + i];
            sum += isNominal[i] || Double.isNaN(difference) ? apart(probe[i], place) : difference * difference;
        }
        return sum;
    }

    private static double apart(double one, double other) {
        return one == other || (Double.isNaN(one) && Double.isNaN(other)) ? 0 : 1;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(answers.length);
        out.writeInt(count);
        out.writeInt(next);
        DoubleArrays.write(places, out);
        DoubleArrays.write(answers, out);
        DoubleArrays.write(weights, out);
    }

    void read(DataInput in) throws IOException {
        int room = in.readInt();
        count = in.readInt();
        next = in.readInt();
        places = new double[room * width];
        answers = new double[room];
        weights = new double[room];
        DoubleArrays.read(places, in);
        DoubleArrays.read(answers, in);
        DoubleArrays.read(weights, in);
    }

    long bytes() {
        return 128 + width + 8L * (places.length + 2L * answers.length);
    }
}
