package io.millrace.bench.moa;

import com.github.javacliparser.ClassOption;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Regressor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import moa.core.Utils;

/**
 * Both sides on the rows of a stream: each row is predicted, then learned. Time is that of the thread on the processor;
 * rows are in memory before it begins, in the form that each side takes, and in their order.
 */
final class Race {
    /**
     * What a run took, and how good it was.
     *
     * @param score the share of right classes in per cent, or the mean absolute error
     */
    record Lap(double rowsPerSecond, double score) {}

    private static final double WARM_SECONDS = 1.5;

    private final Stream stream;
    private final Pair pair;
    private final double[][] rows;
    private final Instance[] instances;

    /** Copies the rows for each side, so that both find them in memory one after the other, where they stay. */
    Race(Stream stream, Pair pair) {
        this.stream = stream;
        this.pair = pair;
        System.gc();
        rows = new double[stream.rows().length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = stream.rows()[i].clone();
        }
        instances = stream.instances();
        System.gc();
    }

    /** Runs each side until the compiler has seen enough of it. */
    void warmUp() throws Exception {
        for (double seconds = 0; seconds < WARM_SECONDS; ) {
            seconds += rows.length / theirs().rowsPerSecond();
        }
        for (double seconds = 0; seconds < WARM_SECONDS; ) {
            seconds += rows.length / ours().rowsPerSecond();
        }
    }

    Lap ours() {
        Learner learner = pair.create(stream);
        double[] answers = stream.answers();
        double[] scores = new double[stream.classes()];
        double sum = 0;
        int right = 0;
        long start = processorNanos();
        if (learner instanceof Classifier classifier) {
            for (int i = 0; i < rows.length; i++) {
                int label = (int) answers[i];
                classifier.predictThenLearn(rows[i], label, 1, scores);
                right += Classifier.best(scores) == label ? 1 : 0;
            }
        } else if (learner instanceof Regressor regressor) {
            for (int i = 0; i < rows.length; i++) {
                sum += Math.abs(regressor.predictThenLearn(rows[i], answers[i], 1) - answers[i]);
            }
        }
        return lap(start, sum + 100.0 * right);
    }

    Lap theirs() throws Exception {
        moa.classifiers.Classifier learner = (moa.classifiers.Classifier)
                ClassOption.cliStringToObject(pair.theirs(), moa.classifiers.Classifier.class, null);
        ((moa.options.AbstractOptionHandler) learner).prepareForUse();
        learner.setModelContext((InstancesHeader) instances[0].dataset());
        learner.resetLearning();
        double sum = 0;
        int right = 0;
        long start = processorNanos();
        for (int i = 0; i < instances.length; i++) {
            double[] votes = learner.getVotesForInstance(instances[i]);
            if (stream.classes() > 0) {
                right += Utils.maxIndex(votes) == (int) stream.answers()[i] ? 1 : 0;
            } else {
                sum += Math.abs((votes.length == 0 ? 0 : votes[0]) - stream.answers()[i]);
            }
            learner.trainOnInstance(instances[i]);
        }
        return lap(start, sum + 100.0 * right);
    }

    private Lap lap(long start, double sum) {
        double seconds = (processorNanos() - start) * 1e-9;
        return new Lap(instances.length / seconds, sum / instances.length);
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * The speed that a share of the laps did not reach: 0.5 for the one in the middle.
     */
    static double speed(Lap[] laps, double share) {
        return at(Arrays.stream(laps).mapToDouble(Lap::rowsPerSecond).toArray(), share);
    }

    /** How many times as fast as the lap of the other side before it a lap was, likewise. */
    static double times(Lap[] ours, Lap[] theirs, double share) {
        double[] times = new double[ours.length];
        Arrays.setAll(times, i -> ours[i].rowsPerSecond() / theirs[i].rowsPerSecond());
        return at(times, share);
    }

    private static double at(double[] values, double share) {
        Arrays.sort(values);
        return values[(int) Math.round(share * (values.length - 1))];
    }
}
