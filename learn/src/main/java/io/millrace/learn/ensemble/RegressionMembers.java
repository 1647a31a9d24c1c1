package io.millrace.learn.ensemble;

import io.millrace.core.learn.Features;
import io.millrace.learn.random.Poisson;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The trees of a regression forest. Each has a seed of its own, so none depends on another. One thread learns. */
final class RegressionMembers {
    private static final double LIMIT = 1e50;

    private final Features features;
    private final RegressionMember[] members;
    private final boolean isWatched;
    private final double[] means;
    private final double[] squares;
    private final double[] precisions;
    private final long[] counts;
    private double targetMean;
    private double targetSquares;
    private long rows;

    RegressionMembers(Features features, RegressionForestSettings settings, long seed) {
        this.features = features;
        isWatched = settings.isWatched();
        members = new RegressionMember[settings.size()];
        Poisson poisson = new Poisson(settings.lambda());
        for (int i = 0; i < members.length; i++) {
            members[i] = new RegressionMember(features, settings, poisson, Randomness.seed(seed, i));
        }
        means = new double[features.size()];
        squares = new double[features.size()];
        precisions = new double[features.size()];
        counts = new long[features.size()];
    }

    int size() {
        return members.length;
    }

    RegressionMember get(int index) {
        return members[index];
    }

    /** One through the variance of each feature; 0 where there is none, and for nominal ones. */
    double[] precisions() {
        return precisions;
    }

    /**
     * @param predictions what each tree says for the row
     */
    void learn(double[] row, double target, double weight, double[] predictions) {
        double bounded = Math.max(-LIMIT, Math.min(LIMIT, target));
        rows++;
        double difference = bounded - targetMean;
        targetMean += difference / rows;
        targetSquares += difference * (bounded - targetMean);
        double deviation = isWatched ? Math.sqrt(targetSquares / rows) : 0;
        for (int i = 0; i < members.length; i++) {
            members[i].learn(row, bounded, weight, predictions[i], deviation);
        }
    }

    /** Learns how much the features of rows differ. */
    void scale(double[] row) {
        for (int i = 0; i < row.length; i++) {
            if (Math.abs(row[i]) <= LIMIT && !features.isNominal(i)) {
                counts[i]++;
                double difference = row[i] - means[i];
                means[i] += difference / counts[i];
                squares[i] += difference * (row[i] - means[i]);
                double precision = counts[i] / squares[i];
                precisions[i] = precision < LIMIT ? precision : 0;
            }
        }
    }

    long bytes() {
        long bytes = 100 + 32L * means.length;
        for (RegressionMember member : members) {
            bytes += member.bytes();
        }
        return bytes;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        out.writeDouble(targetMean);
        out.writeDouble(targetSquares);
        for (int i = 0; i < means.length; i++) {
            out.writeLong(counts[i]);
            out.writeDouble(means[i]);
            out.writeDouble(squares[i]);
            out.writeDouble(precisions[i]);
        }
        for (RegressionMember member : members) {
            member.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        rows = in.readLong();
        targetMean = in.readDouble();
        targetSquares = in.readDouble();
        for (int i = 0; i < means.length; i++) {
            counts[i] = in.readLong();
            means[i] = in.readDouble();
            squares[i] = in.readDouble();
            precisions[i] = in.readDouble();
        }
        for (RegressionMember member : members) {
            member.read(in);
        }
    }
}
