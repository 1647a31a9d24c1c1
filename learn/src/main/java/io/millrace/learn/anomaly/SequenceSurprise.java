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

public final class SequenceSurprise implements AnomalyDetector {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "sequence-surprise",
            Task.ANOMALY_DETECTION,
            "Joins six views of a single series, each by how rare it is among all before: a good first choice.",
            "Of this library; measured by NAB (Lavin and Ahmad 2015)",
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

    private static final int VIEWS = 6;
    private static final double LIMIT = 1e100;
    private static final double FADE = 0.003;
    private static final double HALF = 4;

    private final int warmUp;
    private final int refractory;
    private final Tail[] tails = new Tail[VIEWS];
    private final Discord discord = new Discord(4, 6, 375);
    private final Contexts contexts;
    private final double[] views = new double[VIEWS];
    private final double[] last = new double[3];
    private long count;
    private double mean;
    private double variance;
    private double peak;
    private long peakAt;

    public SequenceSurprise(int warmUp, int refractory) {
        this.warmUp = warmUp;
        this.refractory = refractory;
        contexts = new Contexts(warmUp, 12);
        for (int i = 0; i < VIEWS; i++) {
            tails[i] = new Tail(512);
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
        if (surprise > 0.5 && (surprise > peak || count - peakAt > refractory)) {
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

    private double surprise(double value, double[] to) {
        double pair = count == 0 ? value : (value + last[0]) / 2;
        double pairBefore = (last[1] + last[2]) / 2;
        to[0] = pair;
        to[1] = -pair;
        to[2] = count < 3 ? 0 : Math.abs(pair - pairBefore);
        to[3] = count < 20 ? 0 : Math.abs(value - mean) / Math.sqrt(variance + 1e-9 + 1e-6 * mean * mean);
        to[4] = discord.isDue() ? discord.distance(value) : Double.NaN;
        to[5] = contexts.surprise(value);
        if (count < warmUp) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < VIEWS; i++) {
            if (!Double.isNaN(to[i])) {
                double surprise = tails[i].surprise(to[i]);
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
        discord.add(value);
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
        discord.write(out);
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
        discord.read(in);
        contexts.read(in);
    }

    @Override
    public long bytes() {
        long bytes = 200 + discord.bytes() + contexts.bytes();
        for (Tail tail : tails) {
            bytes += tail.bytes();
        }
        return bytes;
    }
}
