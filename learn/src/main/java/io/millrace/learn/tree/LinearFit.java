package io.millrace.learn.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A linear function of the numeric features, fitted to the rows of one leaf by least squares and never by steps of a
 * gradient, so that it has no learning rate and cannot diverge. What it keeps are weighted means and co-moments; from
 * time to time it solves the ridge problem of them in units of standard deviations. A fit may begin as another one, that
 * of the leaf's parent, and is drawn towards that as long as rows are few.
 *
 * <p>Missing values count as the mean. One thread.
 */
final class LinearFit {
    /** Beyond this a number is taken for this, so that squares and products stay finite. */
    static final double LIMIT = 1e50;

    private static final double PIVOT_MIN = 1e-9;
    private static final double PRIOR_ROWS = 3;
    private static final int SETTLED = 30;
    private static final int INTERVAL_MAX = 200;

    private final int[] features;
    private final double ridge;
    private final double[] means;
    private final double[] products;
    private final double[] crossed;
    private final double[] center;
    private final double[] slopes;
    private final double[] startCenter;
    private final double[] startSlopes;
    private double weight;
    private double targetMean;
    private double value;
    private double startValue;
    private boolean hasStart;
    private long rowsSinceSolved;
    private long rows;

    /**
     * @param features which places of a row are used
     * @param ridge how many rows' worth of evidence stand against each slope
     */
    LinearFit(int[] features, double ridge) {
        int count = features.length;
        this.features = features;
        this.ridge = ridge;
        means = new double[count];
        products = new double[count * (count + 1) / 2];
        crossed = new double[count];
        center = new double[count];
        slopes = new double[count];
        startCenter = new double[count];
        startSlopes = new double[count];
    }

    /**
     * Begins as another fit and a step; to be called before anything is learned.
     *
     * @param step how much higher
     */
    void start(LinearFit other, double step) {
        if (other.rows > 0 || other.hasStart) {
            int count = features.length;
            hasStart = true;
            startValue = other.value + step;
            value = startValue;
            System.arraycopy(other.center, 0, startCenter, 0, count);
            System.arraycopy(other.slopes, 0, startSlopes, 0, count);
            System.arraycopy(other.center, 0, center, 0, count);
            System.arraycopy(other.slopes, 0, slopes, 0, count);
        }
    }

    /** Whether it has seen enough, or began as one that has, for its errors to say something about the data. */
    boolean isSettled() {
        return hasStart || rows >= SETTLED + 2L * features.length;
    }

    /** Not bounded: rows far from those that were learned get what the plane has there; may even be infinite. */
    double predict(double[] row) {
        double sum = value;
        for (int i = 0; i < features.length; i++) {
            double place = row[features[i]];
            if (Math.abs(place) <= LIMIT) {
                sum += slopes[i] * (place - center[i]);
            } else if (Double.isFinite(place)) {
                sum += slopes[i] * (Math.copySign(LIMIT, place) - center[i]);
            }
        }
        return sum;
    }

    /** The sum of squared differences from the mean row, each by the precision of its feature. */
    double distance(double[] row, double[] precisions) {
        if (weight == 0) {
            return Double.MAX_VALUE;
        }
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            double difference = row[features[i]] - means[i];
            if (Math.abs(difference) <= LIMIT) {
                sum += difference * difference * precisions[features[i]];
            }
        }
        return Math.min(sum, Double.MAX_VALUE);
    }

    /** What the feature of a number adds to the prediction, against a row in the middle of the leaf. */
    double contribution(int number, double[] row) {
        double place = row[features[number]];
        return Double.isFinite(place)
                ? slopes[number] * (Math.max(-LIMIT, Math.min(LIMIT, place)) - center[number])
                : 0;
    }

    /**
     * @param target within the limit
     * @param differences scratch, a place for each feature
     */
    void learn(double[] row, double target, double rowWeight, double[] differences) {
        double before = weight;
        weight += rowWeight;
        double share = rowWeight / weight;
        for (int i = 0; i < features.length; i++) {
            double place = row[features[i]];
            double difference = 0;
            if (Double.isFinite(place)) {
                double bounded = Math.max(-LIMIT, Math.min(LIMIT, place));
                if (before == 0) {
                    means[i] = bounded;
                } else {
                    difference = bounded - means[i];
                    means[i] += difference * share;
                }
            }
            differences[i] = difference;
        }
        double targetDifference = before == 0 ? 0 : target - targetMean;
        targetMean = before == 0 ? target : targetMean + targetDifference * share;
        double factor = before * share;
        int at = 0;
        for (int i = 0; i < features.length; i++) {
            double scaled = factor * differences[i];
            crossed[i] += scaled * targetDifference;
            for (int j = 0; j <= i; j++) {
                products[at + j] += scaled * differences[j];
            }
            at += i + 1;
        }
        rows++;
        rowsSinceSolved++;
        if (rowsSinceSolved > Math.min(INTERVAL_MAX, rows >> 4)) {
            solve();
        }
    }

    private void solve() {
        rowsSinceSolved = 0;
        int count = features.length;
        double start = hasStart ? startAt(means) : targetMean;
        double trust = hasStart ? weight / (weight + PRIOR_ROWS) : 1;
        value = start + trust * (targetMean - start);
        System.arraycopy(means, 0, center, 0, count);
        double[] deviations = new double[count];
        for (int i = 0; i < count; i++) {
            deviations[i] = Math.sqrt(products[index(i, i)] / weight);
        }
        double[] right = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = crossed[i];
            for (int j = 0; j < count && hasStart; j++) {
                sum -= products[index(i, j)] * startSlopes[j];
            }
            right[i] = deviations[i] > 0 ? sum / deviations[i] / weight : 0;
        }
        decompose(deviations, right);
        for (int i = 0; i < count; i++) {
            slopes[i] = startSlopes[i] + (deviations[i] > 0 ? right[i] / deviations[i] : 0);
            if (!(Math.abs(slopes[i]) < 1e200)) {
                slopes[i] = 0;
            }
        }
    }

    /** Solves for the matrix of correlations, with the ridge, by Cholesky; features that depend on others get 0. */
    private void decompose(double[] deviations, double[] right) {
        int count = features.length;
        double[] lower = new double[products.length];
        double strength = ridge / weight + 1e-9;
        for (int i = 0; i < count; i++) {
            int row = i * (i + 1) / 2;
            boolean isFlat = !(deviations[i] > 0);
            for (int j = 0; j <= i; j++) {
                int other = j * (j + 1) / 2;
                if (isFlat || !(lower[other + j] > 0) && j < i) {
                    continue;
                }
                double sum = products[row + j] / deviations[i] / deviations[j] / weight;
                sum += i == j ? strength : 0;
                for (int k = 0; k < j; k++) {
                    sum -= lower[row + k] * lower[other + k];
                }
                lower[row + j] = i > j ? sum / lower[other + j] : sum > PIVOT_MIN ? Math.sqrt(sum) : 0;
            }
        }
        for (int i = 0; i < count; i++) {
            int row = i * (i + 1) / 2;
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[row + k] * right[k];
            }
            right[i] = lower[row + i] > 0 ? sum / lower[row + i] : 0;
        }
        for (int i = count - 1; i >= 0; i--) {
            double sum = right[i];
            for (int k = i + 1; k < count; k++) {
                sum -= lower[index(k, i)] * right[k];
            }
            right[i] = lower[index(i, i)] > 0 ? sum / lower[index(i, i)] : 0;
        }
    }

    private double startAt(double[] place) {
        double sum = startValue;
        for (int i = 0; i < place.length; i++) {
            sum += startSlopes[i] * (place[i] - startCenter[i]);
        }
        return Double.isFinite(sum) ? sum : targetMean;
    }

    private static int index(int i, int j) {
        return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
    }

    long bytes() {
        return 200 + 8L * (products.length + 6L * means.length);
    }

    void write(DataOutput out) throws IOException {
        for (double[] array : arrays()) {
            Doubles.write(out, array);
        }
        out.writeDouble(weight);
        out.writeDouble(targetMean);
        out.writeDouble(value);
        out.writeDouble(startValue);
        out.writeBoolean(hasStart);
        out.writeLong(rowsSinceSolved);
        out.writeLong(rows);
    }

    void read(DataInput in) throws IOException {
        for (double[] array : arrays()) {
            Doubles.read(in, array);
        }
        weight = in.readDouble();
        targetMean = in.readDouble();
        value = in.readDouble();
        startValue = in.readDouble();
        hasStart = in.readBoolean();
        rowsSinceSolved = in.readLong();
        rows = in.readLong();
    }

    private double[][] arrays() {
        return new double[][] {means, products, crossed, center, slopes, startCenter, startSlopes};
    }
}
