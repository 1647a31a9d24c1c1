package io.millrace.cli.script;

import java.util.Locale;

/**
 * Estimates how much longer something takes from how much of it is done. The estimate follows the recent pace slowly and
 * otherwise counts down with the clock; there is none while it would be a guess.
 */
final class TimeLeft {
    /** Nothing is said earlier, or before so much is done: the first moments say little. */
    private static final double FIRST_SECONDS = 2;

    private static final double FIRST_SHARE = 0.005;
    private static final int FIRST_STEPS = 3;
    /** A pace is forgotten over this time, or over half the time so far, if that is longer. */
    private static final double PACE_SECONDS = 4;
    /** The end that is told moves towards the estimated one over this time. */
    private static final double END_SECONDS = 5;

    private final long startNanos;
    private long lastNanos;
    private double lastShare;
    private double pace;
    private double weight;
    private double endSeconds = Double.NaN;
    private int steps;

    /** @param nanos when it began */
    TimeLeft(long nanos) {
        startNanos = nanos;
        lastNanos = nanos;
    }

    /**
     * Says how much is done.
     *
     * @param share from 0 to 1, never less than before
     */
    void update(long nanos, double share) {
        double elapsed = (nanos - startNanos) / 1e9;
        double step = (nanos - lastNanos) / 1e9;
        if (step <= 0) {
            return;
        }
        // A mean over time, of which the first moments are forgotten like all others.
        double kept = Math.exp(-step / Math.max(PACE_SECONDS, elapsed / 2));
        pace = kept * pace + (1 - kept) * Math.max(0, share - lastShare) / step;
        weight = kept * weight + (1 - kept);
        steps += share > lastShare ? 1 : 0;
        lastNanos = nanos;
        lastShare = Math.max(lastShare, share);
        if (pace <= 0) {
            return;
        }
        double estimated = elapsed + (1 - lastShare) * weight / pace;
        if (!isMeaningful(elapsed)) {
            endSeconds = Double.NaN;
        } else if (Double.isNaN(endSeconds)) {
            endSeconds = estimated;
        } else {
            endSeconds += (estimated - endSeconds) * (1 - Math.exp(-step / END_SECONDS));
        }
    }

    private boolean isMeaningful(double elapsed) {
        return elapsed >= FIRST_SECONDS && lastShare >= FIRST_SHARE && steps >= FIRST_STEPS;
    }

    /** The seconds left as of the last update; NaN while nobody can tell. */
    double seconds() {
        return Math.max(0, endSeconds - (lastNanos - startNanos) / 1e9);
    }

    /** The time left in words, the coarser the longer; empty while nobody can tell. */
    String text() {
        double seconds = seconds();
        if (Double.isNaN(seconds) || seconds > 100 * 86_400) {
            return "";
        }
        long whole = Math.max(1, Math.round(seconds));
        if (whole < 60) {
            return whole + " s left";
        }
        if (seconds < 600) {
            long rounded = Math.round(seconds / 5) * 5;
            return String.format(Locale.ROOT, "%d:%02d min left", rounded / 60, rounded % 60);
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 60) {
            return minutes + " min left";
        }
        return String.format(Locale.ROOT, "%d:%02d h left", minutes / 60, minutes % 60);
    }
}
