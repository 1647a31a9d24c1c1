package io.millrace.learn.anomaly;

import java.util.Arrays;

/**
 * A generalised Pareto distribution: how far numbers exceed a threshold.
 *
 * @param shape 0 for an exponential tail, above for a heavy one, below for one that ends
 * @param scale above 0, in units of the numbers
 */
record ParetoTail(double shape, double scale) {
    static final ParetoTail NONE = new ParetoTail(0, 1);

    private static final double LOG_E = 1 / Math.log(10);
    private static final double STRAIGHT = 1e-9;
    private static final double NEVER = -1000;

    /** Fewer numbers tell a mean, but no shape. */
    private static final int FEW = 10;

    /**
     * The distribution of numbers above 0, by Zhang and Stephens (2009): a mean over candidates for the ratio of shape and
     * scale, weighed by their likelihood.
     *
     * @param excesses sorted by this
     */
    static ParetoTail fit(double[] excesses) {
        if (excesses.length == 0) {
            return NONE;
        }
        Arrays.sort(excesses);
        int count = excesses.length;
        double largest = excesses[count - 1];
        double mean = 0;
        for (double excess : excesses) {
            mean += excess / count;
        }
        double quartile = excesses[Math.max(0, (count + 2) / 4 - 1)];
        if (count < FEW || !(quartile > largest * 1e-12)) {
            return new ParetoTail(0, Math.max(mean, Double.MIN_NORMAL));
        }
        int candidates = 20 + (int) Math.sqrt(count);
        double[] ratios = new double[candidates];
        double[] likelihoods = new double[candidates];
        for (int i = 0; i < candidates; i++) {
            ratios[i] = 1 / largest + (1 - Math.sqrt(candidates / (i + 0.5))) / (3 * quartile);
            double shape = shape(excesses, ratios[i]);
            likelihoods[i] = count * (Math.log(-ratios[i] / shape) - shape - 1);
        }
        double ratio = 0;
        for (int i = 0; i < candidates; i++) {
            double weight = 0;
            for (int j = 0; j < candidates; j++) {
                weight += Math.exp(likelihoods[j] - likelihoods[i]);
            }
            ratio += ratios[i] / weight;
        }
        double shape = shape(excesses, ratio);
        double scale = -shape / ratio;
        boolean isFitted = Double.isFinite(shape) && scale > 0 && Double.isFinite(scale);
        return isFitted ? new ParetoTail(shape, scale) : new ParetoTail(0, Math.max(mean, Double.MIN_NORMAL));
    }

    private static double shape(double[] excesses, double ratio) {
        double sum = 0;
        for (double excess : excesses) {
            sum += Math.log1p(-ratio * excess);
        }
        return sum / excesses.length;
    }

    /** The decimal logarithm of the probability of more than an excess, at least -1000. */
    double logarithm(double excess) {
        double relative = excess / scale;
        if (Math.abs(shape) < STRAIGHT) {
            return Math.max(NEVER, -relative * LOG_E);
        }
        double reach = 1 + shape * relative;
        return reach <= 0 ? NEVER : Math.max(NEVER, -Math.log10(reach) / shape);
    }

    /** The excess that has a probability, which is above 0. */
    double excess(double probability) {
        return Math.abs(shape) < STRAIGHT
                ? -scale * Math.log(probability)
                : scale / shape * Math.expm1(-shape * Math.log(probability));
    }
}
