package io.millrace.engine.timejoin;

/** Sums of times that stay at the largest or smallest one where they would be beyond it. */
final class Saturated {
    private Saturated() {}

    static long plus(long time, long micros) {
        long sum = time + micros;
        if (((time ^ sum) & (micros ^ sum)) < 0) {
            return time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    static long minus(long time, long micros) {
        return plus(time, -micros);
    }
}
