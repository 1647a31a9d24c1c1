package io.millrace.learn.tree;

/**
 * How much better the classes are apart after a split: the gain of information in bits, or 1 less Gini's impurity. A gain
 * is given only if two branches or more have above a hundredth of the rows.
 */
final class Merit {
    private static final double SHARE_LEAST = 0.01;
    private static final double LN2 = Math.log(2);

    private final boolean isGini;
    /** Bits of a row's class before the split. */
    private double entropy;

    private double impurity;
    private double range;

    Merit(boolean isGini) {
        this.isGini = isGini;
    }

    /** Takes the weights of the classes before the splits to be compared. */
    void start(double[] weights) {
        double sum = 0;
        double logarithms = 0;
        double squares = 0;
        for (double weight : weights) {
            sum += weight;
            logarithms += weighted(weight);
            squares += weight * weight;
        }
        entropy = sum > 0 ? (weighted(sum) - logarithms) / sum / LN2 : 0;
        impurity = sum > 0 ? 1 - squares / sum / sum : 0;
        range = isGini ? 1 : Math.log(Math.max(2, weights.length)) / LN2;
    }

    /** What merits are at most: the bits that tell the classes apart. */
    double range() {
        return range;
    }

    double ofNone() {
        return isGini ? 1 - impurity : 0;
    }

    /** Of a split into two. */
    double of(double[] low, double[] high, int classes) {
        double lows = 0;
        double highs = 0;
        for (int i = 0; i < classes; i++) {
            lows += low[i];
            highs += high[i];
        }
        double sum = lows + highs;
        if (isGini) {
            return 1 - (gini(low, lows, classes) + gini(high, highs, classes)) / sum;
        }
        if (!(Math.min(lows, highs) > SHARE_LEAST * sum)) {
            return ClassSplitSearch.NONE;
        }
        double left = weighted(lows) + weighted(highs);
        for (int i = 0; i < classes; i++) {
            left -= weighted(low[i]) + weighted(high[i]);
        }
        return entropy - left / sum / LN2;
    }

    /** Of a split into several. */
    double of(double[][] branches, int count, int classes) {
        double sum = 0;
        double left = 0;
        double impurities = 0;
        double[] sums = new double[count];
        for (int branch = 0; branch < count; branch++) {
            double logarithms = 0;
            for (int i = 0; i < classes; i++) {
                sums[branch] += branches[branch][i];
                logarithms += weighted(branches[branch][i]);
            }
            sum += sums[branch];
            left += weighted(sums[branch]) - logarithms;
            impurities += gini(branches[branch], sums[branch], classes);
        }
        if (isGini) {
            return 1 - impurities / sum;
        }
        int heavy = 0;
        for (double weight : sums) {
            heavy += weight > SHARE_LEAST * sum ? 1 : 0;
        }
        return heavy < 2 ? ClassSplitSearch.NONE : entropy - left / sum / LN2;
    }

    /** Gini's impurity times the weight. */
    private static double gini(double[] weights, double sum, int classes) {
        double squares = 0;
        for (int i = 0; i < classes; i++) {
            squares += weights[i] * weights[i];
        }
        return sum > 0 ? sum - squares / sum : 0;
    }

    private static double weighted(double weight) {
        return weight > 0 ? weight * Math.log(weight) : 0;
    }
}
