package io.millrace.core.rolling;

/**
 * How a window of w values is cut: the window is the end of its oldest chunk, whole chunks, and the start of the newest
 * chunk. Up to {@link #DIRECT} values are summed one by one; up to {@link #CHUNK} the chunk is the window.
 *
 * @param chunk values per chunk; 0 for direct summing
 * @param middle the most whole chunks between the oldest and the newest
 */
record Layout(int window, int chunk, int middle) {
    static final int DIRECT = 8;
    static final int CHUNK = 384;

    static Layout of(int window) {
        Windows.checkWindow(window);
        if (window <= DIRECT) {
            return new Layout(window, 0, 0);
        }
        int chunk = Math.min(window, CHUNK);
        while (window > CHUNK && (long) chunk * chunk < window) {
            chunk *= 2;
        }
        return new Layout(window, chunk, (window - 1) / chunk);
    }

    boolean direct() {
        return chunk == 0;
    }

    /** Positions that are equal modulo this are treated alike; at most the window. */
    int period() {
        return direct() ? 1 : chunk * Math.max(1, middle);
    }
}
