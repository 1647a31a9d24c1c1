package io.millrace.engine.window;

import io.millrace.core.error.QueryException;
import io.millrace.engine.pipeline.WindowSpecification.Window;

/**
 * Cuts time into slices so that every window is a run of whole slices: then a row is aggregated once, however many
 * windows it is in. All times in microseconds; a window is [start, end).
 *
 * @param slice the length of a slice
 * @param step windows end this far apart
 * @param size the longest window
 * @param offset where the grid begins
 * @param cumulating whether windows share their start and grow by {@code step}
 */
record Slicing(long slice, long step, long size, long offset, boolean cumulating) {
    /** A window is over when the watermark is within this of its end: event time has milliseconds. */
    static final long TICK = 1000;

    static Slicing of(Window window) {
        if (window instanceof Window.Tumble tumble) {
            return new Slicing(tumble.size(), tumble.size(), tumble.size(), tumble.offset(), false);
        } else if (window instanceof Window.Hop hop) {
            return new Slicing(
                    greatestCommonDivisor(hop.slide(), hop.size()), hop.slide(), hop.size(), hop.offset(), false);
        } else if (window instanceof Window.Cumulate cumulate) {
            if (cumulate.size() % cumulate.step() != 0) {
                throw new QueryException(
                        "the size of CUMULATE is not a multiple of its step",
                        null,
                        "choose a step that divides the size");
            }
            return new Slicing(cumulate.step(), cumulate.step(), cumulate.size(), cumulate.offset(), true);
        }
        throw new IllegalArgumentException("bug: a session has no slices");
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** How many slices the longest window has. */
    long slices() {
        return size / slice;
    }

    /** The start of the slice that a time is in. */
    long sliceStart(long time) {
        return Math.floorDiv(time - offset, slice) * slice + offset;
    }

    /** Where the first window that has this slice ends. */
    long firstEnd(long sliceStart) {
        if (cumulating) {
            return sliceStart + step;
        }
        // The smallest window start on the grid, not before this, still has all of the slice.
        long earliest = sliceStart + slice - size;
        return -Math.floorDiv(-(earliest - offset), step) * step + offset + size;
    }

    /** Where the last window that has this slice ends. */
    long lastEnd(long sliceStart) {
        long grid = cumulating ? size : step;
        return Math.floorDiv(sliceStart - offset, grid) * grid + offset + size;
    }

    /** Where the window with this end starts. */
    long start(long end) {
        return cumulating ? Math.floorDiv(end - 1 - offset, size) * size + offset : end - size;
    }

    /** Whether a window with this end is over. */
    static boolean isOver(long end, long watermark) {
        return end - TICK <= watermark;
    }

    /** The smallest end of a window that has this slice and is not over; there is one. */
    long firstOpenEnd(long sliceStart, long watermark) {
        long first = firstEnd(sliceStart);
        if (!isOver(first, watermark)) {
            return first;
        }
        long steps = Math.floorDiv(watermark + TICK - first, step) + 1;
        return first + steps * step;
    }

    /** Whether the last window that has this slice is over, though slices may lie between windows of a wide HOP. */
    boolean isLate(long sliceStart, long watermark) {
        return isOver(lastEnd(sliceStart), watermark);
    }

    /** Whether any window has this slice: not so between the windows of a HOP that slides further than its size. */
    boolean isCovered(long sliceStart) {
        return cumulating || sliceStart + slice <= lastEnd(sliceStart);
    }
}
