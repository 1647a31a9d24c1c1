package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Says how strange the latest row of a single series is, by seven views of it: the mean of two rows, upwards and
 * downwards; how far it moved within two; the distance from a slowly fading mean in deviations; how seldom the latest rows
 * followed those before them ({@link Contexts}); and how far the latest stretch is from any before, at a fine and a coarse
 * scale of time ({@link Discord}). Each view is ranked among its own past ({@link Tail}), so that the scale of a series
 * does not matter and one threshold fits all: views are joined in units of that surprise, a decimal logarithm, by a norm
 * of order 4, which the strongest dominates.
 *
 * <p>The score is 0.5 where that surprise is 4, which a row reaches about once in ten thousand by chance, and nears 1; so
 * 0.5 is the threshold to begin with. An alarm is one for its surroundings: for {@code refractory} rows after a row only
 * stranger ones have their full score, others half of it.
 *
 * <p>Causal, in one pass and bounded: nothing is known of a series but its rows so far, about 55 KB are held and a row
 * takes a few microseconds. The views follow ideas of CAD OSE (contexts), ARTime (two scales of time) and KNN-CAD (near
 * stretches, ranks) in the Numenta Anomaly Benchmark; the form here is this library's. Constants were chosen on the half
 * of that benchmark that {@code docs/benchmarks.md} reports, so figures there flatter it a little.
 *
 * <p>A missing value has score 0 and teaches nothing. Numbers outside ±1e100 are taken for that.
 *
 * <pre>{@code
 * SequenceSurprise detector = new SequenceSurprise(100, 100);
 * if (detector.scoreThenLearn(new double[] {value}) >= 0.5) { … }
 * }</pre>
 */
public final class SequenceSurprise implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "sequence-surprise",
            Task.ANOMALY_DETECTION,
            "Joins several views of a single series, each by how rare it is among all before: a good first choice.",
            "Of this library, after ideas from Lavin and Ahmad, The Numenta Anomaly Benchmark, ICMLA 2015",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("warm-up", 100, 16, 100_000, "How many rows are learned before any has a score."),
                    Parameter.whole(
                            "refractory",
                            100,
                            0,
                            1_000_000_000,
                            "For how many rows after an alarm only a stronger one counts in full.")),
            (features, classes, parameters) ->
                    new SequenceSurprise(parameters.whole("warm-up"), parameters.whole("refractory")));

    private static final int VIEWS = 7;

    /** Of the views, those that are not in units of the series. */
    private static final int DEVIATIONS = 3;

    private static final int CONTEXTS = 6;
    private static final double LIMIT = 1e100;
    private static final int TAIL = 512;

    /** Differences below this share of a number may be rounding errors. */
    private static final double RESOLUTION = 1e-9;

    /** What share the latest row has in the fading mean. */
    private static final double FADE = 0.003;

    /** Rows before the fading mean is one. */
    private static final int MEAN_ROWS = 20;

    /** The surprise that has a score of a half. */
    private static final double HALF = 4;

    /** Surprise below this is none that others would have to exceed. */
    private static final double NOTABLE = 0.5;

    private final int warmUp;
    private final int refractory;
    private final Tail[] tails = new Tail[VIEWS];
    private final Discord fine = new Discord(4, 6, 375);
    private final Discord coarse = new Discord(12, 6, 300);
    private final Contexts contexts;
    private final double[] views = new double[VIEWS];

    /** The latest three values, the newest first. */
    private final double[] last = new double[3];

    private long count;
    private double mean;
    private double variance;

    /** The surprise that a row has to exceed for its full score, and the row that had it. */
    private double peak;

    private long peakAt;

    public SequenceSurprise(int warmUp, int refractory) {
        this.warmUp = warmUp;
        this.refractory = refractory;
        contexts = new Contexts(warmUp, 24);
        for (int i = 0; i < VIEWS; i++) {
            tails[i] = new Tail(TAIL);
        }
    }

    @Override
    public double score(double[] row) {
        return Double.isFinite(row[0]) ? score(surprise(limited(row[0]), new double[VIEWS])) : 0;
    }

    @Override
    public void learn(double[] row) {
        scoreThenLearn(row);
    }

    @Override
    public double scoreThenLearn(double[] row) {
        if (!Double.isFinite(row[0])) {
            return 0;
        }
        double value = limited(row[0]);
        double surprise = surprise(value, views);
        double score = score(surprise);
        if (surprise > NOTABLE && (surprise > peak || count - peakAt > refractory)) {
            peak = surprise;
            peakAt = count;
        }
        add(value);
        return score;
    }

    private static double limited(double value) {
        return Math.max(-LIMIT, Math.min(value, LIMIT));
    }

    private double score(double surprise) {
        double score = surprise / (surprise + HALF);
        return surprise > peak || count - peakAt > refractory ? score : score / 2;
    }

    /**
     * The joint surprise of a value.
     *
     * @param to overwritten with the views of it, NaN where there is none at this row
     */
    private double surprise(double value, double[] to) {
        double pair = count == 0 ? value : (value + last[0]) / 2;
        double pairBefore = (last[1] + last[2]) / 2;
        double resolution = Math.max(Double.MIN_NORMAL, RESOLUTION * Math.max(Math.abs(value), Math.abs(mean)));
        to[0] = pair;
        to[1] = -pair;
        to[2] = count < 3 ? 0 : Math.abs(pair - pairBefore);
        to[DEVIATIONS] = count < MEAN_ROWS ? 0 : Math.abs(value - mean) / Math.max(Math.sqrt(variance), resolution);
        to[4] = fine.isDue() ? fine.distance(value) : Double.NaN;
        to[5] = coarse.isDue() ? coarse.distance(value) : Double.NaN;
        to[CONTEXTS] = contexts.surprise(value);
        if (count < warmUp) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < VIEWS; i++) {
            if (!Double.isNaN(to[i])) {
                double surprise = tails[i].surprise(to[i], i == DEVIATIONS || i == CONTEXTS ? RESOLUTION : resolution);
                double square = surprise * surprise;
                sum += square * square;
            }
        }
        return Math.sqrt(Math.sqrt(sum));
    }

    private void add(double value) {
        for (int i = 0; i < VIEWS; i++) {
            if (!Double.isNaN(views[i])) {
                tails[i].add(views[i]);
            }
        }
        double difference = value - mean;
        if (count == 0) {
            mean = value;
        } else {
            mean += FADE * difference;
            variance = (1 - FADE) * (variance + FADE * difference * difference);
        }
        fine.add(value);
        coarse.add(value);
        contexts.add(value);
        last[2] = last[1];
        last[1] = last[0];
        last[0] = value;
        count++;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(variance);
        out.writeDouble(peak);
        out.writeLong(peakAt);
        for (double value : last) {
            out.writeDouble(value);
        }
        for (Tail tail : tails) {
            tail.write(out);
        }
        fine.write(out);
        coarse.write(out);
        contexts.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        count = in.readLong();
        mean = in.readDouble();
        variance = in.readDouble();
        peak = in.readDouble();
        peakAt = in.readLong();
        for (int i = 0; i < last.length; i++) {
            last[i] = in.readDouble();
        }
        for (Tail tail : tails) {
            tail.read(in);
        }
        fine.read(in);
        coarse.read(in);
        contexts.read(in);
    }

    @Override
    public long bytes() {
        long bytes = 200 + fine.bytes() + coarse.bytes() + contexts.bytes();
        for (Tail tail : tails) {
            bytes += tail.bytes();
        }
        return bytes;
    }
}
