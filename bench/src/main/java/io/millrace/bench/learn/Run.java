package io.millrace.bench.learn;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.metric.ClassificationScores;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Scores;
import io.millrace.learn.metric.Span;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What one learner did on a data set: each row predicted, then learned, at once or as many rows later as its label is
 * late. Time is that of the processor in the learner alone: rows are in memory, and predictions are scored afterwards.
 *
 * @param bytes what the learner says that it holds in the end
 */
record Run(Scores scores, double seconds, long bytes) {
    /**
     * Measures a learner.
     *
     * @param delay how many rows later than usual a label comes: with 1, a row is learned when the next one was predicted
     */
    static Run of(Learner learner, DataSet data, int delay) {
        if (learner instanceof Classifier classifier) {
            return classify(classifier, data, delay);
        } else if (learner instanceof Regressor regressor) {
            return predict(regressor, data, delay);
        }
        throw new IllegalArgumentException("nothing to measure: " + learner.getClass());
    }

    private static Run classify(Classifier classifier, DataSet data, int delay) {
        int classes = data.classes();
        double[][] rows = data.rows();
        double[] truths = data.truths();
        double[] answers = new double[rows.length * classes];
        double[] scores = new double[classes];
        long start = processorNanos();
        for (int i = 0; i < rows.length; i++) {
            if (delay == 0) {
                classifier.predictThenLearn(rows[i], (int) truths[i], 1, scores);
            } else {
                classifier.predict(rows[i], scores);
                if (i >= delay) {
                    classifier.learn(rows[i - delay], (int) truths[i - delay], 1);
                }
            }
            System.arraycopy(scores, 0, answers, i * classes, classes);
        }
        double seconds = (processorNanos() - start) * 1e-9;
        ClassificationScores all = new ClassificationScores(classes, Span.all());
        for (int i = 0; i < rows.length; i++) {
            all.add((int) truths[i], Arrays.copyOfRange(answers, i * classes, (i + 1) * classes), 1);
        }
        return new Run(all, seconds, classifier.bytes());
    }

    private static Run predict(Regressor regressor, DataSet data, int delay) {
        double[][] rows = data.rows();
        double[] truths = data.truths();
        double[] answers = new double[rows.length];
        long start = processorNanos();
        for (int i = 0; i < rows.length; i++) {
            if (delay == 0) {
                answers[i] = regressor.predictThenLearn(rows[i], truths[i], 1);
            } else {
                answers[i] = regressor.predict(rows[i]);
                if (i >= delay) {
                    regressor.learn(rows[i - delay], truths[i - delay], 1);
                }
            }
        }
        double seconds = (processorNanos() - start) * 1e-9;
        RegressionScores all = new RegressionScores(Span.all());
        for (int i = 0; i < rows.length; i++) {
            all.add(truths[i], answers[i], 1);
        }
        return new Run(all, seconds, regressor.bytes());
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
