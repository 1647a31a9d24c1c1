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
    private final int values;
    private final Verdict verdict;
    private long count;

    /**
     * @param detector null where the forecast decides
     * @param values how many a row has; there are forecasts of a single one
     */
    AnomalySeries(Training training, @Nullable AnomalyDetector detector, int values, Type type) {
        this.detector = detector;
        this.values = values;
        expectation = new Expectation(training);
        rarity = new Rarity(detector == null ? 1 : training.span());
        rare = 1 - training.confidence();
        least = training.least();
        verdict = new Verdict(type);
    }

    @Override
    public boolean next(double[] row, long time, NestedWriter answer) {
        boolean isComplete = true;
        for (double value : row) {
            isComplete &= Double.isFinite(value);
        }
        boolean isReady = count >= least;
        double value = values == 1 && isComplete ? row[0] : Double.NaN;
        verdict.clear(value);
        if (isReady && values == 1) {
            verdict.expected = expectation.value();
            verdict.reach = expectation.reach();
            verdict.rootMeanSquare = expectation.rootMeanSquare();
            verdict.akaike = expectation.akaike();
        }
        if (isComplete && detector != null) {
            judge(row, isReady);
        } else if (isComplete && isReady && !Double.isNaN(expectation.reach())) {
            verdict.isKnown = true;
            verdict.isAnomaly = expectation.isOutside(value);
            verdict.score = expectation.distance(value);
        }
        if (values == 1) {
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
            verdict.isAnomaly = rarity.chance(score) < rare;
            verdict.score = score;
        }
        rarity.add(score);
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
