package io.millrace.core.rolling;

/** Windows of more than a chunk: the end of the oldest chunk, whole chunks, the start of the newest. A strip is a chunk. */
final class LongWindows implements SumKernel.Strips {
    private final double[] values;
    private final int chunk;
    private final ChunkSums middle;

    /** Where in its chunk begins the window that ends with the first value of another chunk. */
    private final int offset;

    /** From that other chunk to the one the window begins in; negative. */
    private final int back;

    private final double[] newest;
    private final double[] oldest;
    private final double[] tailHighs;
    private final double[] tailLows;
    private final double[][] headHighs;
    private final double[][] headLows;
    private final double[] none;
    private final double[] previous;

    LongWindows(double[] values, Layout layout) {
        this.values = values;
        chunk = layout.chunk();
        middle = new ChunkSums(layout.middle());
        offset = Math.floorMod(1 - layout.window(), chunk);
        back = Math.floorDiv(1 - layout.window(), chunk);
        newest = Scans.scratch(chunk);
        oldest = Scans.scratch(chunk);
        tailHighs = Scans.scratch(chunk);
        tailLows = Scans.scratch(chunk);
        headHighs = new double[][] {Scans.scratch(chunk), Scans.scratch(chunk)};
        headLows = new double[][] {Scans.scratch(chunk), Scans.scratch(chunk)};
        none = Scans.scratch(chunk);
        previous = Scans.scratch(chunk);
    }

    @Override
    public int most() {
        return chunk;
    }

    @Override
    public int sum(int from, double divisor, double[] out) {
        int length = Math.min(chunk, values.length - from);
        // The oldest value of the window is in one chunk for the first positions and in the next one afterwards.
        int before = from / chunk + back;
        int change = chunk - offset;
        System.arraycopy(values, from, newest, 0, length);
        scan(offset == 0 ? before : before + 1);
        combine(0, Math.min(length, change), before, divisor, out);
        combine(change, length, before + 1, divisor, out);
        middle.push(tailHighs[length - 1], tailLows[length - 1]);
        return length;
    }

    /**
     * Prefix sums of the newest chunk and suffix sums of an older one, if it is there. The suffix sum from a value on is
     * laid where its window ends in the newest chunk, so that the sums that belong together have one index.
     */
    private void scan(int older) {
        int change = chunk - offset;
        double[] highs = older < 0 ? none : headHighs[older & 1];
        double[] lows = older < 0 ? none : headLows[older & 1];
        if (older >= 0) {
            System.arraycopy(values, older * chunk + offset, oldest, 0, change);
            System.arraycopy(values, older * chunk, oldest, change, offset);
        }
        accumulate(newest, oldest, tailHighs, highs);
        System.arraycopy(tailHighs, 0, previous, 1, chunk - 1);
        previous[0] = 0;
        Scans.errors(previous, newest, tailHighs, tailLows, chunk);
        System.arraycopy(highs, 1, previous, 0, chunk - 1);
        previous[chunk - 1] = highs[0];
        previous[change - 1] = 0;
        Scans.errors(previous, oldest, highs, lows, chunk);
        accumulate(tailLows, lows, tailLows, lows);
    }

    /** Suffix sums begin before the change, and go on from the end. */
    private void accumulate(double[] up, double[] down, double[] prefixes, double[] suffixes) {
        int change = chunk - offset;
        Scans.accumulate(up, down, prefixes, suffixes, 0, change, 0, 0);
        Scans.accumulate(up, down, prefixes, suffixes, change, chunk, prefixes[change - 1], suffixes[0]);
    }

    /** Window sums of from..to of the newest chunk, whose oldest value is in a chunk, if that is there. */
    private void combine(int from, int to, int older, double divisor, double[] out) {
        if (from >= to) {
            return;
        }
        double[] highs = older < 0 ? none : headHighs[older & 1];
        double[] lows = older < 0 ? none : headLows[older & 1];
        middle.sumFrom(Math.max(0, older + 1));
        Scans.combine(highs, lows, tailHighs, tailLows, out, from, to, middle.high(), middle.low(), divisor);
    }
}
