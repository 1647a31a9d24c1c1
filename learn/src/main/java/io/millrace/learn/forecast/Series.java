package io.millrace.learn.forecast;

import io.millrace.core.learn.Parameter;

/** What forecasters have in common. */
final class Series {
    static final String SEASON = "season";

    /** Larger values are taken for this, so that sums of squares of them are numbers. */
    static final double VALUE_MAX = 1e100;

    private static final int SEASON_MAX = 100_000;

    private Series() {}

    static Parameter season(int defaultValue) {
        return Parameter.whole(
                SEASON, defaultValue, 1, SEASON_MAX, "After how many values the series repeats itself; 1 for never.");
    }

    /** A value that can be counted with, or NaN for a step without one. */
    static double value(double value) {
        return Double.isFinite(value) ? clamp(value) : Double.NaN;
    }

    static double clamp(double value) {
        return Math.max(-VALUE_MAX, Math.min(value, VALUE_MAX));
    }
}
