package io.millrace.core.rolling;

/** What all rolling functions ask of their arguments. */
final class Windows {
    private Windows() {}

    static void check(double[] values, double[] results) {
        if (values == results) {
            throw new IllegalArgumentException("results need an array of their own");
        }
        if (results.length < values.length) {
            throw new IllegalArgumentException(
                    "no room for " + values.length + " results in an array of " + results.length);
        }
    }

    static int checkWindow(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("a window has at least one value, not " + window);
        }
        return window;
    }
}
