package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Puts in the place of a nominal value what the target was on average where it came: (sum + m * mean of all) / (count +
 * m). A value that never came, or a gap, is the mean of all. For two classes this is the share of the second; for more
 * there is a column for each class. D. Micci-Barreca, "A preprocessing scheme for high-cardinality categorical
 * attributes", SIGKDD Explorations 2001, with the smoothing of scikit-learn and River's default of no fading.
 *
 * <p>Only labels of rows before count: it transforms a row before it learns it. Numbers pass as they are.
 */
public final class TargetEncoder implements Traced, Supervised {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "target-encoder",
            Task.PREPROCESSING,
            "Puts the mean target of a nominal value in its place, for features of many values.",
            "Micci-Barreca, A preprocessing scheme for high-cardinality categorical attributes, 2001",
            Set.of(),
            List.of(Parameter.real(
                    "m", 10, 0, 1e9, "How many rows the mean of all counts for against those of the value.")),
            (features, classes, parameters) -> new TargetEncoder(features, classes, parameters.real("m")));

    private final Features features;
    private final Features output;
    private final int[] sources;
    private final int columns;
    private final boolean isClass;
    private final double prior;
    /** For each nominal feature: count and then sums of each value seen so far, value by value. */
    private final double[][] sums;
    /** Count and sums of all rows. */
    private final double[] all;

    TargetEncoder(Features features, int classes, double prior) {
        this.features = features;
        this.prior = prior;
        isClass = classes > 0;
        columns = classes > 2 ? classes : 1;
        sums = new double[features.size()][0];
        all = new double[columns + 1];
        List<Feature> named = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            String name = features.get(i).name();
            int count = features.isNominal(i) ? columns : 1;
            for (int column = 0; column < count; column++) {
                named.add(Feature.numeric(count > 1 ? name + " for " + column : name));
                from.add(i);
            }
        }
        output = Features.of(named);
        sources = from.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Features output() {
        return output;
    }

    @Override
    public int source(int place) {
        return sources[place];
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int place = 0;
        for (int i = 0; i < features.size(); i++) {
            if (!features.isNominal(i)) {
                transformed[place++] = Places.number(row[i]);
                continue;
            }
            int value = features.nominal(i, row[i]);
            int start = value * (columns + 1);
            boolean isKnown = value >= 0 && start < sums[i].length;
            double count = isKnown ? sums[i][start] : 0;
            for (int column = 1; column <= columns; column++) {
                double mean = all[0] > 0 ? all[column] / all[0] : 0;
                transformed[place++] = count > 0 ? (sums[i][start + column] + prior * mean) / (count + prior) : mean;
            }
        }
    }

    @Override
    public void learn(double[] row, double target) {
        double number = Places.number(target);
        if (Double.isNaN(number) || (isClass && (number < 0 || (columns > 1 && number >= columns)))) {
            return;
        }
        add(all, 0, number);
        for (int i = 0; i < sums.length; i++) {
            int value = features.nominal(i, row[i]);
            if (features.isNominal(i) && value >= 0) {
                int start = value * (columns + 1);
                if (start >= sums[i].length) {
                    long doubled = Math.min(2L * (value + 1), features.values(i));
                    sums[i] = Arrays.copyOf(sums[i], (int) doubled * (columns + 1));
                }
                add(sums[i], start, number);
            }
        }
    }

    private void add(double[] totals, int start, double target) {
        totals[start]++;
        if (columns > 1) {
            totals[start + 1 + (int) target]++;
        } else {
            totals[start + 1] += target;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(all, out);
        for (double[] values : sums) {
            out.writeInt(values.length);
            DoubleArrays.write(values, out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(all, in);
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new double[in.readInt()];
            DoubleArrays.read(sums[i], in);
        }
    }

    @Override
    public long bytes() {
        long sum = 128 + 100L * sources.length;
        for (double[] values : sums) {
            sum += 16 + 8L * values.length;
        }
        return sum;
    }
}
