package io.millrace.learn.model;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Learner;
import io.millrace.learn.metric.ClassificationScores;
import io.millrace.learn.metric.Span;

/** A classifier as a model: a prediction is the share of each class, all 0 as long as nothing is known. */
final class ClassifierModel extends LearningModel {
    private final Watched watched;

    ClassifierModel(Watched watched, int classes) {
        super(watched, new ClassificationScores(classes, Span.all()));
        this.watched = watched;
    }

    private Classifier classifier() {
        return (Classifier) watched.learner();
    }

    @Override
    double error(double label, double[] prediction) {
        return Classifier.best(prediction) == (int) label ? 0 : 1;
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        classifier().predict(row, prediction);
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        classifier().learn(row, (int) label, 1);
        follow(row, (int) label, prediction);
    }

    @Override
    public void predictThenLearn(double[] row, double label, double[] prediction) {
        classifier().predictThenLearn(row, (int) label, 1, prediction);
        follow(row, (int) label, prediction);
    }

    private void follow(double[] row, int label, double[] prediction) {
        ((ClassificationScores) scores()).add(label, prediction, 1);
        Learner background = watched.background();
        if (background != null) {
            ((Classifier) background).learn(row, label, 1);
        }
        count();
        watched.update(error(label, prediction), rows());
    }
}
