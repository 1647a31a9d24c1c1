package io.millrace.learn.pipeline;

import io.millrace.core.learn.AnomalyDetector;

/** An anomaly detector that is given transformed rows. */
final class PreparedDetector extends Prepared implements AnomalyDetector {
    private final AnomalyDetector learner;

    PreparedDetector(Preparation preparation, AnomalyDetector learner) {
        super(preparation, learner);
        this.learner = learner;
    }

    @Override
    public double score(double[] row) {
        return learner.score(preparation().transform(row));
    }

    @Override
    public void learn(double[] row) {
        learner.learn(preparation().learnAndTransform(row, Double.NaN));
    }

    @Override
    public double scoreThenLearn(double[] row) {
        double[] before = preparation().transformBeforeLearning(row);
        if (preparation().isStateless()) {
            return learner.scoreThenLearn(before);
        }
        double score = learner.score(before);
        learn(row);
        return score;
    }
}
