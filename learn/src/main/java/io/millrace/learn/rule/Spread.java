package io.millrace.learn.rule;

import io.millrace.core.learn.Features;
import io.millrace.learn.tree.Cut;
import io.millrace.learn.tree.NominalTargets;
import io.millrace.learn.tree.RegressionInputs;
import io.millrace.learn.tree.RegressionLeaf;
import io.millrace.learn.tree.TargetHistograms;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The squares of what a rule lacked, by the value of each feature: how much it varies on each side of a cut. One thread. */
final class Spread {
    private final Features features;
    private final TargetHistograms numbers;
    private final NominalTargets values;

    Spread(RegressionInputs inputs, int bins) {
        features = inputs.features();
        numbers = new TargetHistograms(inputs.numeric().length, bins);
        values = new NominalTargets(features.size() - inputs.numeric().length);
    }

    void add(double[] row, double rest, double weight) {
        int number = 0;
        int nominal = 0;
        for (int feature = 0; feature < features.size(); feature++) {
            double place = row[feature];
            if (features.isNominal(feature)) {
                int value = features.nominal(feature, place);
                if (value >= 0) {
                    values.add(nominal, value, rest * rest, weight);
                }
                nominal++;
            } else {
                if (Double.isFinite(place)) {
                    double bounded = Math.max(-RegressionLeaf.LIMIT, Math.min(RegressionLeaf.LIMIT, place));
                    numbers.add(number, bounded, rest * rest, weight);
                }
                number++;
            }
        }
    }

    /** Whether what is lacked varies less on the left side of a cut than on the right one, or as much. */
    boolean isLeftTighter(Cut cut) {
        double[] left = new double[2];
        double[] right = new double[2];
        int place = 0;
        for (int feature = 0; feature < cut.feature(); feature++) {
            place += features.isNominal(feature) == features.isNominal(cut.feature()) ? 1 : 0;
        }
        if (features.isNominal(cut.feature())) {
            values.divide(place, cut, left, right);
        } else {
            numbers.divide(place, cut.threshold(), left, right);
        }
        return variance(left, cut.below().step()) <= variance(right, cut.above().step());
    }

    private static double variance(double[] sums, double mean) {
        return sums[0] > 0 ? sums[1] / sums[0] - mean * mean : 0;
    }

    long bytes() {
        return 40 + numbers.bytes() + values.bytes();
    }

    void write(DataOutput out) throws IOException {
        numbers.write(out);
        values.write(out);
    }

    void read(DataInput in) throws IOException {
        numbers.read(in);
        values.read(in);
    }
}
