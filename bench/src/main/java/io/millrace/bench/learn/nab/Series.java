package io.millrace.bench.learn.nab;

import java.util.List;

/**
 * A series of the benchmark with the places where something is wrong.
 *
 * @param category the folder it is in
 * @param days how much time it spans
 * @param windows in order, without overlap
 */
record Series(String category, String name, double[] values, double days, List<Window> windows) {
    /** Rows in which an alarm is right. */
    record Window(int first, int last) {
        int length() {
            return last - first + 1;
        }
    }

    private static final double PROBATION_SHARE = 0.15;
    private static final int PROBATION_ROWS = 5000;

    /** How many rows at the start are not scored. */
    int probation() {
        return (int) Math.floor(Math.min(PROBATION_SHARE * values.length, PROBATION_SHARE * PROBATION_ROWS));
    }

    @Override
    public String toString() {
        return category + "/" + name;
    }
}
