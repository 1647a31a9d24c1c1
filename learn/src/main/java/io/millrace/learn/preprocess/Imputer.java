package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
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
 * Fills gaps: with the mean so far (the value that came most often, the first of equal ones, for a nominal feature),
 * with the value before, or with a constant; the constant also stands in as long as nothing else is known. On demand a
 * column for each feature, after all others, is 1 where there was a gap, for gaps often mean something.
 */
public final class Imputer implements Traced {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "imputer",
            Task.PREPROCESSING,
            "Fills what is missing: with the mean or most frequent value, the value before, or a constant.",
            "Little and Rubin, Statistical Analysis with Missing Data, 2002",
            Set.of(),
            List.of(
                    Parameter.choice("method", List.of("mean", "previous", "constant"), "What gaps are filled with."),
                    Parameter.real("value", 0, -1e100, 1e100, "The constant; also as long as nothing else is known."),
                    Parameter.flag("flags", false, "Whether to add a column for each feature that tells of gaps.")),
            (features, classes, parameters) -> new Imputer(features, parameters));

    private final Features features;
    private final Features output;
    private final boolean isMean;
    private final boolean isPrevious;
    private final boolean isFlagged;
    private final double[] fillings;
    private final long[] counts;
    /** How often each value of a nominal feature came, as far as it is known. */
    private final int[][] frequencies;

    Imputer(Features features, Parameters parameters) {
        this.features = features;
        isMean = parameters.text("method").equals("mean");
        isPrevious = parameters.text("method").equals("previous");
        isFlagged = parameters.flag("flags");
        fillings = new double[features.size()];
        counts = new long[features.size()];
        frequencies = new int[features.size()][0];
        List<Feature> all = new ArrayList<>(features.all());
        for (int i = 0; i < features.size(); i++) {
            double value = parameters.real("value");
            fillings[i] = features.isNominal(i) ? Math.max(0, features.nominal(i, value)) : value;
            if (isFlagged) {
                all.add(Feature.numeric(features.get(i).name() + " is missing"));
            }
        }
        output = Features.of(all);
    }

    @Override
    public Features output() {
        return output;
    }

    @Override
    public int source(int place) {
        return place % features.size();
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        for (int i = 0; i < fillings.length; i++) {
            double value = value(row, i);
            boolean isGap = Double.isNaN(value);
            transformed[i] = isGap ? fillings[i] : value;
            if (isFlagged) {
                transformed[fillings.length + i] = isGap ? 1 : 0;
            }
        }
    }

    @Override
    public void learn(double[] row, double target) {
        for (int i = 0; i < fillings.length; i++) {
            double value = value(row, i);
            if (Double.isNaN(value)) {
                continue;
            }
            if (isPrevious) {
                fillings[i] = value;
            } else if (isMean && features.isNominal(i)) {
                count(i, (int) value);
            } else if (isMean) {
                fillings[i] = counts[i]++ == 0 ? value : fillings[i] + (value - fillings[i]) / counts[i];
            }
        }
    }

    private double value(double[] row, int i) {
        return features.isNominal(i) && features.nominal(i, row[i]) < 0 ? Double.NaN : Places.number(row[i]);
    }

    private void count(int i, int value) {
        if (value >= frequencies[i].length) {
            frequencies[i] = Arrays.copyOf(frequencies[i], (int) Math.min(2L * (value + 1), features.values(i)));
        }
        if (frequencies[i][value] < Integer.MAX_VALUE && ++frequencies[i][value] > counts[i]) {
            counts[i] = frequencies[i][value];
            fillings[i] = value;
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(fillings, out);
        for (int i = 0; i < counts.length; i++) {
            out.writeLong(counts[i]);
            out.writeInt(frequencies[i].length);
            DoubleArrays.write(frequencies[i], out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(fillings, in);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readLong();
            frequencies[i] = new int[in.readInt()];
            DoubleArrays.read(frequencies[i], in);
        }
    }

    @Override
    public long bytes() {
        long sum = 128 + 32L * counts.length + 80L * output.size();
        for (int[] values : frequencies) {
            sum += 16 + 4L * values.length;
        }
        return sum;
    }
}
