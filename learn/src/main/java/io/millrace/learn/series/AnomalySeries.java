package io.millrace.learn.series;

import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Series;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Type;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says of each row how strange it is, by a detector and how rare its scores are, or else by the bounds of a forecast. Says
 * nothing before so many rows were learned. A row with a NULL is not judged.
 */
final class AnomalySeries implements Series {
    private final @Nullable AnomalyDetector detector;
    private final Expectation expectation;
    private final Rarity rarity;
    private final double rare;
    private final int least;
    private final Shape shape;
    private final Verdict verdict;
    private long count;

    /**
     * What rows and answers are like.
     *
     * @param values how many a row has; there are forecasts of a single one
     * @param threshold the score from which on a row is strange; NaN where how rare it is decides
     */
    record Shape(int values, double threshold, Type type) {
        boolean isSingle() {
            return values == 1;
        }
    }

    /** @param detector null where the forecast decides */
    AnomalySeries(Training training, @Nullable AnomalyDetector detector, Shape shape) {
        this.detector = detector;
        this.shape = shape;
        expectation = new Expectation(training);
        rarity = new Rarity(detector == null ? 1 : training.span());
        rare = 1 - training.confidence();
        least = training.least();
        verdict = new Verdict(shape.type());
    }

    @Override
    public boolean next(double[] row, long time, NestedWriter answer) {
        boolean isComplete = true;
        for (double value : row) {
            isComplete &= Double.isFinite(value);
        }
        boolean isReady = count >= least;
        double value = shape.isSingle() && isComplete ? row[0] : Double.NaN;
        verdict.clear(value);
        if (isReady && shape.isSingle()) {
            verdict.expected = expectation.value();
            verdict.reach = expectation.reach();
            verdict.rootMeanSquare = expectation.rootMeanSquare();
            verdict.akaike = expectation.akaike();
        }
        if (isComplete && detector != null) {
            judge(row, isReady);
        } else if (isComplete && isReady && !Double.isNaN(expectation.reach())) {
            verdict.isKnown = true;
            verdict.score = expectation.distance(value);
            verdict.isAnomaly =
                    Double.isNaN(shape.threshold()) ? expectation.isOutside(value) : verdict.score >= shape.threshold();
        }
        if (shape.isSingle()) {
            expectation.learn(value, isReady);
        }
        count += isComplete ? 1 : 0;
        verdict.write(time, answer);
        return true;
    }

    private void judge(double[] row, boolean isReady) {
        double score = detector == null ? 0 : detector.scoreThenLearn(row);
        if (isReady) {
            verdict.isKnown = true;
            verdict.score = score;
            verdict.isAnomaly =
                    Double.isNaN(shape.threshold()) ? rarity.chance(score) < rare : score >= shape.threshold();
        }
        if (Double.isNaN(shape.threshold()) && (isReady || score > 0)) {
            // Detectors that are not ready themselves say 0, which is no score like others.
            rarity.add(score);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        expectation.write(out);
        if (detector != null) {
            detector.write(out);
            rarity.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        count = in.readLong();
        expectation.read(in);
        if (detector != null) {
            detector.read(in);
            rarity.read(in);
        }
    }

    @Override
    public long bytes() {
        return 160 + expectation.bytes() + rarity.bytes() + (detector == null ? 0 : detector.bytes());
    }
}
