package io.millrace.learn.pipeline;

import io.millrace.core.learn.Clusterer;

/** A clusterer that is given transformed rows. */
final class PreparedClusterer extends Prepared implements Clusterer {
    private final Clusterer learner;

    PreparedClusterer(Preparation preparation, Clusterer learner) {
        super(preparation, learner);
        this.learner = learner;
    }

    @Override
    public int predict(double[] row) {
        return learner.predict(preparation().transform(row));
    }

    @Override
    public void learn(double[] row, double weight) {
        if (weight > 0) {
            learner.learn(preparation().learnAndTransform(row, Double.NaN), weight);
        }
    }
}
