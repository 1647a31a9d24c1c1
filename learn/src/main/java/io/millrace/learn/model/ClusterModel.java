package io.millrace.learn.model;

import io.millrace.core.learn.Clusterer;
import io.millrace.core.learn.Features;
import io.millrace.learn.metric.ClusterScores;
import io.millrace.learn.metric.Span;

/** A clusterer as a model: a prediction is the number of a group, NaN for none. */
final class ClusterModel extends LearningModel {
    private final Watched watched;

    ClusterModel(Watched watched, Features features) {
        super(watched, new ClusterScores(features.size(), Span.all()));
        this.watched = watched;
    }

    private Clusterer clusterer() {
        return (Clusterer) watched.learner();
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        int group = clusterer().predict(row);
        prediction[0] = group < 0 ? Double.NaN : group;
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        ((ClusterScores) scores()).add(Double.isNaN(prediction[0]) ? -1 : (int) prediction[0], row, 1);
        clusterer().learn(row, 1);
        count();
    }
}
