package io.millrace.learn.rule;

import io.millrace.core.learn.Features;
import io.millrace.learn.tree.RegressionLeaf;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the numbers of a rule's rows usually are, to tell a row that is unlike them. One thread.
 *
 * <p>How unlikely a number is comes from Cantelli's inequality, twice the variance against itself and the squared distance
 * from the mean; a row is strange when next to all of its unlikeliness, in logarithms, is in numbers that are very
 * unlikely (Almeida, Ferreira and Gama 2013, with its two thresholds).
 */
final class Usual {
    private static final int KNOWN = 30;
    private static final double UNLIKELY = 0.1;
    private static final double SHARE = 0.99;

    private final Features features;
    private final double[] means;
    private final double[] squares;
    private final double[] weights;
    private double rows;
    private int strange;

    Usual(Features features) {
        this.features = features;
        means = new double[features.size()];
        squares = new double[features.size()];
        weights = new double[features.size()];
    }

    /**
     * Whether a row is so unlike the others that nothing should be learned of it. After thirty in a row they are no
     * exceptions any more.
     */
    boolean isStrange(double[] row) {
        if (rows < KNOWN) {
            return false;
        }
        double all = 0;
        double unlikely = 0;
        for (int i = 0; i < means.length; i++) {
            double difference = row[i] - means[i];
            if (!features.isNominal(i) && weights[i] > 0 && Math.abs(difference) <= RegressionLeaf.LIMIT) {
                double variance = squares[i] / weights[i];
                double probability = 2 * variance / (variance + difference * difference);
                // As in the paper's formula, what lies within a standard deviation is not unlikely at all.
                if (probability > 0 && probability < 1) {
                    double logarithm = -Math.log(probability);
                    all += logarithm;
                    unlikely += probability < UNLIKELY ? logarithm : 0;
                }
            }
        }
        if (all > 0 && unlikely >= SHARE * all && strange < KNOWN) {
            strange++;
            return true;
        }
        strange = 0;
        return false;
    }

    void learn(double[] row, double weight) {
        rows = Math.min(KNOWN, rows + 1);
        for (int i = 0; i < means.length; i++) {
            double value = row[i];
            if (!features.isNominal(i) && Math.abs(value) <= RegressionLeaf.LIMIT) {
                weights[i] += weight;
                double difference = value - means[i];
                means[i] += difference * (weight / weights[i]);
                squares[i] += weight * difference * (value - means[i]);
            }
        }
    }

    long bytes() {
        return 96 + 24L * means.length;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(rows);
        out.writeInt(strange);
        for (int i = 0; i < means.length; i++) {
            out.writeDouble(means[i]);
            out.writeDouble(squares[i]);
            out.writeDouble(weights[i]);
        }
    }

    void read(DataInput in) throws IOException {
        rows = in.readDouble();
        strange = in.readInt();
        for (int i = 0; i < means.length; i++) {
            means[i] = in.readDouble();
            squares[i] = in.readDouble();
            weights[i] = in.readDouble();
        }
    }
}
