package io.millrace.core.rolling;

import java.util.Arrays;

/** Windows that are as long as a chunk: the end of one chunk and the start of the next. A strip is several chunks. */
final class ChunkWindows implements SumKernel.Strips {
    private final double[] values;
    private final int window;
    private final int strip;
    private final double[] newest;
    private final double[] oldest;
    private final double[] tailHighs;
    private final double[] tailLows;
    private final double[] headHighs;
    private final double[] headLows;
    private final double[] previous;

    ChunkWindows(double[] values, int window) {
        this.values = values;
        this.window = window;
        int length = (Layout.CHUNK + window - 1) / window * window;
        strip = length;
        newest = Scans.scratch(length);
        oldest = Scans.scratch(length);
        tailHighs = Scans.scratch(length);
        tailLows = Scans.scratch(length);
        headHighs = Scans.scratch(length);
        headLows = Scans.scratch(length);
        previous = Scans.scratch(length);
    }

    @Override
    public int most() {
        return strip;
    }

    @Override
    public int sum(int from, double divisor, double[] out) {
        int length = Math.min(strip, values.length - from);
        int whole = (length + window - 1) / window * window;
        System.arraycopy(values, from, newest, 0, length);
        // At one index what a position's window takes from its own chunk, and what from the one before: at the end
        // nothing.
        int missing = Math.min(whole, Math.max(0, window - 1 - from));
        Arrays.fill(oldest, 0, missing, 0);
        System.arraycopy(values, from + missing - window + 1, oldest, missing, whole - 1 - missing);
        clearEnds(oldest, whole);
        for (int at = 0; at < whole; at += window) {
            Scans.accumulate(newest, oldest, tailHighs, headHighs, at, at + window, 0, 0);
        }
        System.arraycopy(tailHighs, 0, previous, 1, whole - 1);
        for (int at = 0; at < whole; at += window) {
            previous[at] = 0;
        }
        Scans.errors(previous, newest, tailHighs, tailLows, whole);
        System.arraycopy(headHighs, 1, previous, 0, whole - 1);
        clearEnds(previous, whole);
        Scans.errors(previous, oldest, headHighs, headLows, whole);
        for (int at = 0; at < whole; at += window) {
            Scans.accumulate(tailLows, headLows, tailLows, headLows, at, at + window, 0, 0);
        }
        Scans.combine(headHighs, headLows, tailHighs, tailLows, out, length, divisor);
        return length;
    }

    private void clearEnds(double[] array, int whole) {
        for (int at = window - 1; at < whole; at += window) {
            array[at] = 0;
        }
    }
}
