package io.millrace.learn.random;

/**
 * Draws from a Poisson distribution by one number and a short search in its table of sums, which is exact up to the
 * last bit of a double. Immutable.
 */
public final class Poisson {
    private final double[] sums;

    /**
     * @param mean above 0, at most 100
     */
    public Poisson(double mean) {
        double[] table = new double[(int) (mean + 20 * Math.sqrt(mean) + 20)];
        double share = StrictMath.exp(-mean);
        double sum = 0;
        for (int i = 0; i < table.length; i++) {
            sum += share;
            table[i] = sum;
            share *= mean / (i + 1);
        }
        sums = table;
    }

    public int next(Randomness randomness) {
        double point = randomness.nextDouble();
        int value = 0;
        while (value < sums.length - 1 && point >= sums[value]) {
            value++;
        }
        return value;
    }
}
