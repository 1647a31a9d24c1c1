package io.millrace.learn.model;

import io.millrace.core.learn.Classifier;
import io.millrace.learn.metric.ClassificationScores;
import io.millrace.learn.metric.Span;

/** A classifier as a model: a prediction is the share of each class, all 0 as long as nothing is known. */
final class ClassifierModel extends LearningModel {
    private final Classifier classifier;
    private final ClassificationScores scores;

    ClassifierModel(Classifier classifier, int classes) {
        this(classifier, new ClassificationScores(classes, Span.all()));
    }

    private ClassifierModel(Classifier classifier, ClassificationScores scores) {
        super(classifier, scores);
        this.classifier = classifier;
        this.scores = scores;
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        classifier.predict(row, prediction);
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        scores.add((int) label, prediction, 1);
        classifier.learn(row, (int) label, 1);
        count();
    }

    @Override
    public void predictThenLearn(double[] row, double label, double[] prediction) {
        classifier.predictThenLearn(row, (int) label, 1, prediction);
        scores.add((int) label, prediction, 1);
        count();
    }
}
