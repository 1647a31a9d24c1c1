package io.millrace.learn.linear;

/** Places of rows as factors of weights. */
final class Inputs {
    /** The largest magnitude that is told apart: its square, and that times a weight, stay finite. */
    static final double LIMIT = 1e30;

    private Inputs() {}

    /** A place of a row: 0 where it is missing, at most {@link #LIMIT} from 0. */
    static double of(double value) {
        return Math.abs(value) <= LIMIT ? value : beyond(value);
    }

    private static double beyond(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? 0 : Math.copySign(LIMIT, value);
    }

    /** Copies a row, place by place as {@link #of} has it. */
    static void copy(double[] row, double[] inputs, int count) {
        for (int i = 0; i < count; i++) {
            inputs[i] = of(row[i]);
        }
    }

    /** The weighted sum of a row, and the intercept, which is the weight after the others. */
    static double sum(double[] weights, double[] row) {
        int count = weights.length - 1;
        double sum = weights[count];
        for (int i = 0; i < count; i++) {
            sum += weights[i] * of(row[i]);
        }
        return sum;
    }

    static double square(double[] inputs, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += inputs[i] * inputs[i];
        }
        return sum;
    }
}
