package io.millrace.core.rolling;

import java.util.Arrays;

/**
 * The sum of the newest w values, one value at a time, never subtracting: amortised O(1) per value, w values and
 * O(√w) more of memory. A value that is not finite is remembered by its position, so that it leaves no trace once it has
 * left the window. While a value of 2⁹⁹⁰ or more is inside, everything is scaled by 2⁻⁶⁴, so that no partial sum
 * overflows.
 */
final class SlidingSum {
    private static final double HUGE = 0x1p990;
    private static final double DOWN = 0x1p-64;
    private static final double UP = 0x1p64;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Layout layout;
    private final int window;
    private final int chunk;
    private final double[] ring;
    private final double[] headHighs;
    private final double[] headLows;
    private final ChunkSums middle;

    private long seen;
    private long lastNaN;
    private long lastPositive;
    private long lastNegative;
    private long lastHuge;
    private double scale;

    /** Values since the structure was last rebuilt, and the place of the next one. */
    private long position;

    private int slot;
    private int tail;
    private int head;
    private double tailHigh;
    private double tailLow;
    private double high;
    private double low;

    SlidingSum(int window) {
        this.window = window;
        layout = Layout.of(window);
        chunk = layout.chunk();
        ring = new double[window];
        headHighs = new double[layout.direct() ? 0 : chunk + 1];
        headLows = new double[headHighs.length];
        middle = new ChunkSums(layout.middle());
        reset();
    }

    void reset() {
        seen = 0;
        lastNaN = NEVER;
        lastPositive = NEVER;
        lastNegative = NEVER;
        lastHuge = NEVER;
        scale = 1;
        restart();
    }

    private void restart() {
        position = 0;
        slot = 0;
        tail = 0;
        head = 0;
        tailHigh = 0;
        tailLow = 0;
        middle.reset();
        Arrays.fill(ring, 0);
        Arrays.fill(headHighs, 0);
        Arrays.fill(headLows, 0);
    }

    /** Values inside the window now. */
    int count() {
        return (int) Math.min(seen, window);
    }

    void add(double value) {
        double kept = value;
        if (!(Math.abs(value) < HUGE)) {
            kept = remember(value);
        }
        boolean huge = seen - lastHuge < window;
        if (huge != (scale != 1)) {
            rescale(huge ? DOWN : 1);
        }
        seen++;
        put(kept);
    }

    private double remember(double value) {
        if (Double.isNaN(value)) {
            lastNaN = seen;
        } else if (value == Double.POSITIVE_INFINITY) {
            lastPositive = seen;
        } else if (value == Double.NEGATIVE_INFINITY) {
            lastNegative = seen;
        } else {
            lastHuge = seen;
            return value;
        }
        return 0;
    }

    /** Rebuilds the sums at the same places of the layout. It costs O(w), but at most twice in w values. */
    private void rescale(double next) {
        scale = next;
        if (layout.direct()) {
            return;
        }
        int held = count();
        double[] values = new double[held];
        for (int i = 0; i < held; i++) {
            values[i] = ring[Math.floorMod(slot - held + i, window)];
        }
        long before = (seen - held) % layout.period();
        restart();
        for (long i = 0; i < before; i++) {
            put(0);
        }
        for (double value : values) {
            put(value);
        }
    }

    private void put(double value) {
        if (layout.direct()) {
            ring[slot] = value;
            slot = slot + 1 == window ? 0 : slot + 1;
            sumDirectly();
            return;
        }
        if (tail == chunk) {
            closeChunk();
        }
        ring[slot] = value;
        slot = slot + 1 == window ? 0 : slot + 1;
        double scaled = value * scale;
        double sum = tailHigh + scaled;
        tailLow += DoubleDouble.error(tailHigh, scaled, sum);
        tailHigh = sum;
        tail++;
        position++;
        if (chunk == window) {
            head = position <= window ? chunk : tail;
        } else if (position < window) {
            head = chunk;
        } else if (position == window || ++head == chunk) {
            enterHead();
            middle.sumFrom((position - window) / chunk + 1);
        }
        combine();
    }

    private void closeChunk() {
        middle.push(tailHigh, tailLow);
        tail = 0;
        tailHigh = 0;
        tailLow = 0;
        if (chunk == window) {
            enterHead();
        } else {
            middle.sumFrom(position + 1 < window ? 0 : (position + 1 - window) / chunk + 1);
        }
    }

    /** Suffix sums of the chunk that starts with the oldest value kept. */
    private void enterHead() {
        double sumHigh = 0;
        double sumLow = 0;
        int at = slot + chunk;
        at = at >= window ? at - window : at;
        for (int i = chunk - 1; i >= 0; i--) {
            at = at == 0 ? window - 1 : at - 1;
            double value = ring[at] * scale;
            double sum = sumHigh + value;
            sumLow += DoubleDouble.error(sumHigh, value, sum);
            sumHigh = sum;
            headHighs[i] = sumHigh;
            headLows[i] = sumLow;
        }
        head = 0;
    }

    private void combine() {
        double headHigh = headHighs[head];
        double first = headHigh + tailHigh;
        double second = first + middle.high();
        double error = DoubleDouble.error(headHigh, tailHigh, first) + DoubleDouble.error(first, middle.high(), second);
        high = second;
        low = error + ((headLows[head] + tailLow) + middle.low());
    }

    private void sumDirectly() {
        int held = count();
        int at = slot - held < 0 ? slot - held + window : slot - held;
        double sumHigh = ring[at] * scale;
        double sumLow = 0;
        for (int i = 1; i < held; i++) {
            at = at + 1 == window ? 0 : at + 1;
            double value = ring[at] * scale;
            double sum = sumHigh + value;
            sumLow += DoubleDouble.error(sumHigh, value, sum);
            sumHigh = sum;
        }
        high = sumHigh;
        low = sumLow;
    }

    double sum() {
        return special() ? specialSum() : scale == 1 ? high + low : (high + low) * UP;
    }

    double mean() {
        return special() ? specialSum() : scale == 1 ? (high + low) / count() : ((high + low) / count()) * UP;
    }

    private boolean special() {
        return seen - Math.max(lastNaN, Math.max(lastPositive, lastNegative)) <= window;
    }

    private double specialSum() {
        boolean positive = seen - lastPositive <= window;
        boolean negative = seen - lastNegative <= window;
        if (seen - lastNaN <= window || (positive && negative)) {
            return Double.NaN;
        }
        return positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
}
