package io.millrace.core.rolling;

/**
 * The sum of the newest chunk totals, without subtraction: suffix sums of a finished block of chunks plus the sum of
 * the chunks after it (van Herk, Gil and Werman). What it computes depends on positions alone, so that the array form
 * and the incremental form agree to the bit.
 */
final class ChunkSums {
    private final double[] highs;
    private final double[] lows;
    private int slot;
    private long count;
    private double backHigh;
    private double backLow;
    private double high;
    private double low;

    /** For sums of {@code most} or {@code most - 1} chunks. */
    ChunkSums(int most) {
        highs = new double[most];
        lows = new double[most];
    }

    void reset() {
        slot = 0;
        count = 0;
        backHigh = 0;
        backLow = 0;
        high = 0;
        low = 0;
    }

    void push(double chunkHigh, double chunkLow) {
        count++;
        if (highs.length == 0) {
            return;
        }
        highs[slot] = chunkHigh;
        lows[slot] = chunkLow;
        double sum = backHigh + chunkHigh;
        backLow += chunkLow + DoubleDouble.error(backHigh, chunkHigh, sum);
        backHigh = sum;
        if (++slot == highs.length) {
            flip();
        }
    }

    private void flip() {
        for (int i = highs.length - 2; i >= 0; i--) {
            double sum = highs[i] + highs[i + 1];
            lows[i] += lows[i + 1] + DoubleDouble.error(highs[i], highs[i + 1], sum);
            highs[i] = sum;
        }
        slot = 0;
        backHigh = 0;
        backLow = 0;
    }

    /** Sets {@link #high()} and {@link #low()} to the sum of the chunks from {@code first} to the newest. */
    void sumFrom(long first) {
        high = backHigh;
        low = backLow;
        if (highs.length > 0 && first < count - slot) {
            int at = (int) (first % highs.length);
            high = highs[at] + backHigh;
            low = lows[at] + backLow + DoubleDouble.error(highs[at], backHigh, high);
        }
    }

    double high() {
        return high;
    }

    double low() {
        return low;
    }
}
