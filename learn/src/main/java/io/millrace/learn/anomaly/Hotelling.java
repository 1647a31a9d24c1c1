package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Hotelling's T² with the Q of what is left (Hotelling, "Multivariate quality control", 1947; Jackson and Mudholkar,
 * Technometrics 1979): how far a row is from the mean along the main directions of the data, each in its own deviation, and
 * how far it is off the plane of these directions. Finds what breaks the correlation of features as well as what is far out;
 * among the best of the SKAB table at little cost.
 *
 * <p>Mean and covariance fade with {@code fade}, or are of all rows with 0; features are standardised by their deviation.
 * The main directions are those that explain {@code variance} of it, found anew every {@code refresh} rows by rotations
 * (Jacobi), which take the cube of the number of features. The score is the larger of T² over the number of directions and Q
 * over its expectation, so usual rows are about 1; at most a million. It is 0 until {@code warm-up} rows are there. The first 64
 * features that are numbers are taken; a missing value counts as its mean. Numbers outside ±1e50 are taken for that.
 */
public final class Hotelling implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "hotelling",
            Task.ANOMALY_DETECTION,
            "Distance from the mean along the main directions and off them (T² and Q): for features that move together.",
            "Jackson and Mudholkar, Control procedures for residuals associated with principal component analysis, 1979",
            Set.of(Algorithm.Need.NUMERIC),
            List.of(
                    Parameter.real("variance", 0.9, 0.01, 1, "What share of variance the main directions explain."),
                    Parameter.real(
                            "fade", 0.002, 0, 1, "What share the latest row has in the mean; 0 for equal shares."),
                    Parameter.whole("warm-up", 100, 3, 1_000_000, "How many rows are learned before any has a score."),
                    Parameter.whole("refresh", 50, 1, 1_000_000, "After how many rows directions are found anew.")),
            (features, classes, parameters) -> new Hotelling(
                    features,
                    parameters.real("variance"),
                    parameters.real("fade"),
                    parameters.whole("warm-up"),
                    parameters.whole("refresh")));

    private static final int WIDTH_MAX = 64;
    private static final double LIMIT = 1e50;
    private static final double SCORE_MAX = 1e6;

    /** Variances below this share of all are rounding errors. */
    private static final double NOTHING = 1e-9;

    private final int[] taken;
    private final int width;
    private final double variance;
    private final double fade;
    private final int warmUp;
    private final int refresh;
    private final double[] means;
    private final double[] covariances;
    private final double[] distances;

    /** The inverse deviation of each feature, the main directions first, and the variance along each. */
    private final double[] scales;

    private final double[] directions;
    private final double[] variances;
    private int main;
    private double rest;
    private long count;

    public Hotelling(Features features, double variance, double fade, int warmUp, int refresh) {
        int[] numbers = new int[features.size()];
        int found = 0;
        for (int i = 0; i < features.size() && found < WIDTH_MAX; i++) {
            if (!features.isNominal(i)) {
                numbers[found++] = i;
            }
        }
        taken = Arrays.copyOf(numbers, found);
        width = found;
        this.variance = variance;
        this.fade = fade;
        this.warmUp = warmUp;
        this.refresh = refresh;
        means = new double[width];
        covariances = new double[width * width];
        distances = new double[width];
        scales = new double[width];
        directions = new double[width * width];
        variances = new double[width];
    }

    private void center(double[] row, double[] centered) {
        for (int i = 0; i < width; i++) {
            double value = row[taken[i]];
            centered[i] = Double.isFinite(value) ? Math.max(-LIMIT, Math.min(value, LIMIT)) - means[i] : 0;
        }
    }

    @Override
    public double score(double[] row) {
        if (count < warmUp || main == 0) {
            return 0;
        }
        double[] standardized = new double[width];
        center(row, standardized);
        double length = 0;
        for (int i = 0; i < width; i++) {
            standardized[i] *= scales[i];
            length += standardized[i] * standardized[i];
        }
        double hotelling = 0;
        double explained = 0;
        for (int k = 0; k < main; k++) {
            double along = 0;
            for (int i = 0; i < width; i++) {
                along += directions[k * width + i] * standardized[i];
            }
            hotelling += along * along / variances[k];
            explained += along * along;
        }
        double left = rest > 0 ? Math.max(0, length - explained) / rest : 0;
        double score = Math.max(hotelling / main, left);
        return score < SCORE_MAX ? score : SCORE_MAX;
    }

    @Override
    public void learn(double[] row) {
        center(row, distances);
        count++;
        double share = Math.max(fade, 1.0 / count);
        for (int i = 0; i < width; i++) {
            means[i] += share * distances[i];
            for (int j = 0; j <= i; j++) {
                int place = i * width + j;
                covariances[place] = (1 - share) * (covariances[place] + share * distances[i] * distances[j]);
            }
        }
        if (count >= warmUp && (count - warmUp) % refresh == 0) {
            findDirections();
        }
    }

    private void findDirections() {
        double[] matrix = new double[width * width];
        for (int i = 0; i < width; i++) {
            double own = covariances[i * width + i];
            scales[i] = own > Double.MIN_NORMAL ? 1 / Math.sqrt(own) : 0;
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                double covariance = covariances[Math.max(i, j) * width + Math.min(i, j)];
                matrix[i * width + j] = covariance * scales[i] * scales[j];
            }
        }
        double[] found = new double[width * width];
        SymmetricMatrix.rotate(matrix, found, width);
        double all = 0;
        for (int i = 0; i < width; i++) {
            all += Math.max(0, matrix[i * width + i]);
        }
        choose(matrix, found, all);
    }

    /** Takes the directions of most variance until enough is explained. */
    private void choose(double[] matrix, double[] found, double all) {
        boolean[] isChosen = new boolean[width];
        double explained = 0;
        main = 0;
        while (main < width && (main == 0 || explained < variance * all)) {
            int most = -1;
            for (int i = 0; i < width; i++) {
                if (!isChosen[i] && (most < 0 || matrix[i * width + i] > matrix[most * width + most])) {
                    most = i;
                }
            }
            if (!(matrix[most * width + most] > NOTHING * all)) {
                break;
            }
            isChosen[most] = true;
            variances[main] = matrix[most * width + most];
            explained += variances[main];
            for (int i = 0; i < width; i++) {
                directions[main * width + i] = found[i * width + most];
            }
            main++;
        }
        rest = Math.max(all - explained, NOTHING * all);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeInt(main);
        out.writeDouble(rest);
        for (double[] numbers : new double[][] {means, covariances, scales}) {
            for (double number : numbers) {
                out.writeDouble(number);
            }
        }
        for (int i = 0; i < main * width; i++) {
            out.writeDouble(directions[i]);
        }
        for (int i = 0; i < main; i++) {
            out.writeDouble(variances[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        count = in.readLong();
        main = in.readInt();
        rest = in.readDouble();
        for (double[] numbers : new double[][] {means, covariances, scales}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readDouble();
            }
        }
        for (int i = 0; i < main * width; i++) {
            directions[i] = in.readDouble();
        }
        for (int i = 0; i < main; i++) {
            variances[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 150 + 4L * taken.length + 8L * (4L * width + covariances.length + directions.length);
    }
}
