package io.millrace.learn.preprocess;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Takes off the median of every number and divides by the distance of two quantiles, which a few outliers do not move.
 * The quantiles are those of a window of rows, and exact: estimates in a few markers, such as P2 (Jain and Chlamtac,
 * 1985), are drawn away by the very outliers that this is for. Where the two quantiles are equal, as for numbers that
 * are mostly 0, the distance is that of the largest and the smallest; a number that did not change becomes 0. Nominal
 * values and gaps pass as they are. Names and defaults of the parameters are River's, but for the window.
 */
public final class RobustScaler extends SamePlaces {
    public static final Algorithm<Transformer> ALGORITHM = new Algorithm<>(
            "robust-scaler",
            Task.PREPROCESSING,
            "Takes off the median and divides by the distance of two quantiles: outliers do not move it.",
            "Huber and Ronchetti, Robust Statistics, 2009",
            Set.of(),
            List.of(
                    Parameter.flag("with-centering", true, "Whether to take off the median."),
                    Parameter.flag("with-scaling", true, "Whether to divide by the distance of the quantiles."),
                    Parameter.real("q-inf", 0.25, 0.001, 0.499, "The lower quantile."),
                    Parameter.real("q-sup", 0.75, 0.501, 0.999, "The upper quantile."),
                    Parameter.whole("window-size", 500, 2, 100_000, "How many rows of late the quantiles are of.")),
            (features, classes, parameters) -> new RobustScaler(features, parameters));

    private final boolean isCentered;
    private final boolean isScaled;
    private final double lower;
    private final double upper;
    private final SortedWindow[] windows;
    private final double[] centers;
    private final double[] ranges;

    RobustScaler(Features features, Parameters parameters) {
        super(features);
        isCentered = parameters.flag("with-centering");
        isScaled = parameters.flag("with-scaling");
        lower = parameters.real("q-inf");
        upper = parameters.real("q-sup");
        int count = places.numeric().length;
        windows = new SortedWindow[count];
        for (int i = 0; i < count; i++) {
            windows[i] = new SortedWindow(parameters.whole("window-size"));
        }
        centers = new double[count];
        ranges = new double[count];
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double difference = Places.number(row[numeric[i]]) - centers[i];
            if (isScaled) {
                difference *= ranges[i] > 0 ? 1 / Math.max(ranges[i], 1e-200) : 0;
            }
            transformed[numeric[i]] = difference;
        }
        places.passNominal(row, transformed);
    }

    @Override
    public void learn(double[] row, double target) {
        int[] numeric = places.numeric();
        for (int i = 0; i < numeric.length; i++) {
            double value = Places.number(row[numeric[i]]);
            if (!Double.isNaN(value)) {
                SortedWindow window = windows[i];
                window.add(value);
                double range = window.quantile(upper) - window.quantile(lower);
                ranges[i] = range > 0 ? range : window.quantile(1) - window.quantile(0);
                centers[i] = isCentered ? window.quantile(0.5) : 0;
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (SortedWindow window : windows) {
            window.write(out);
        }
        DoubleArrays.write(centers, out);
        DoubleArrays.write(ranges, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (SortedWindow window : windows) {
            window.read(in);
        }
        DoubleArrays.read(centers, in);
        DoubleArrays.read(ranges, in);
    }

    @Override
    public long bytes() {
        long sum = 96 + 16L * centers.length;
        for (SortedWindow window : windows) {
            sum += window.bytes();
        }
        return sum;
    }
}
