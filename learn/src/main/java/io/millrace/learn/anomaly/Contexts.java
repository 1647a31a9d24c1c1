package io.millrace.learn.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How seldom a number followed the two before it: numbers become one of a few symbols of equal share in the first rows,
 * and each symbol is counted behind none, one and two others. A longer context counts as far as it was seen (prediction by
 * partial matching, Cleary and Witten 1984). The surprise is a mean over the latest rows.
 */
final class Contexts {
    private static final int SYMBOLS = 16;
    private static final int SYMBOLS_SQUARED = SYMBOLS * SYMBOLS;
    private static final int COUNT_MAX = 1 << 24;

    private final double[] first;
    private final double[] edges = new double[SYMBOLS - 1];

    /** Behind none at 0, behind a symbol from 1 on, behind two from 1 + SYMBOLS on; the sum follows the symbols. */
    private final int[] counts = new int[(1 + SYMBOLS + SYMBOLS_SQUARED) * (SYMBOLS + 1)];

    private final double[] latest;
    private long count;
    private int last;
    private int secondLast;

    Contexts(int warmUp, int span) {
        first = new double[warmUp];
        latest = new double[span];
    }

    /** The mean surprise of the latest rows with this one; NaN as long as there are too few of them. */
    double surprise(double number) {
        if (count < first.length + latest.length) {
            return Double.NaN;
        }
        double sum = surpriseOf(symbol(number));
        for (int i = 0; i < latest.length; i++) {
            sum += i == count % latest.length ? 0 : latest[i];
        }
        return sum / latest.length;
    }

    private double surpriseOf(int symbol) {
        double probability = 1.0 / SYMBOLS;
        for (int order = 0; order <= 2; order++) {
            int context = context(order);
            int total = counts[context + SYMBOLS];
            probability = (counts[context + symbol] + probability) / (total + 1);
        }
        return -Math.log10(probability);
    }

    private int context(int order) {
        int number = order == 0 ? 0 : order == 1 ? 1 + last : 1 + SYMBOLS + SYMBOLS * last + secondLast;
        return number * (SYMBOLS + 1);
    }

    private int symbol(double number) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(double number) {
        if (count < first.length) {
            first[(int) count++] = number;
            if (count == first.length) {
                begin();
            }
            return;
        }
        int symbol = symbol(number);
        latest[(int) (count++ % latest.length)] = surpriseOf(symbol);
        for (int order = 0; order <= 2; order++) {
            count(context(order), symbol);
        }
        secondLast = last;
        last = symbol;
    }

    /** Cuts the range of the first rows into symbols, and counts these rows. */
    private void begin() {
        double[] sorted = first.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < edges.length; i++) {
            edges[i] = sorted[(i + 1) * sorted.length / SYMBOLS];
        }
        for (double number : first) {
            int symbol = symbol(number);
            for (int order = 0; order <= 2; order++) {
                count(context(order), symbol);
            }
            secondLast = last;
            last = symbol;
        }
    }

    private void count(int context, int symbol) {
        counts[context + symbol]++;
        if (++counts[context + SYMBOLS] >= COUNT_MAX) {
            counts[context + SYMBOLS] = 0;
            for (int i = context; i < context + SYMBOLS; i++) {
                counts[i] /= 2;
                counts[context + SYMBOLS] += counts[i];
            }
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeByte(last);
        out.writeByte(secondLast);
        for (double[] numbers : new double[][] {first, edges, latest}) {
            for (double number : numbers) {
                out.writeDouble(number);
            }
        }
        for (int number : counts) {
            out.writeInt(number);
        }
    }

    void read(DataInput in) throws IOException {
        count = in.readLong();
        last = in.readByte();
        secondLast = in.readByte();
        for (double[] numbers : new double[][] {first, edges, latest}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readDouble();
            }
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readInt();
        }
    }

    long bytes() {
        return 120 + 4L * counts.length + 8L * (first.length + edges.length + latest.length);
    }
}
