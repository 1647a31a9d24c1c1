package io.millrace.learn.model;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Learner;
import io.millrace.learn.balance.ClassBalance;
import io.millrace.learn.metric.ClassificationScores;
import io.millrace.learn.metric.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A classifier as a model: a prediction is the share of each class, all 0 as long as nothing is known. */
final class ClassifierModel extends LearningModel {
    private final Watched watched;
    private final @Nullable ClassBalance balance;

    /** @param balance says what a row counts; null where all count alike */
    ClassifierModel(Watched watched, int classes, @Nullable ClassBalance balance) {
        super(watched, new ClassificationScores(classes, Span.all()));
        this.watched = watched;
        this.balance = balance;
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
        double weight = weight((int) label);
        classifier().learn(row, (int) label, weight);
        follow(row, (int) label, weight, prediction);
    }

    @Override
    public void predictThenLearn(double[] row, double label, double[] prediction) {
        double weight = weight((int) label);
        classifier().predictThenLearn(row, (int) label, weight, prediction);
        follow(row, (int) label, weight, prediction);
    }

    private double weight(int label) {
        return balance == null ? 1 : balance.weight(label);
    }

    private void follow(double[] row, int label, double weight, double[] prediction) {
        ((ClassificationScores) scores()).add(label, prediction, 1);
        Learner background = watched.background();
        if (background != null) {
            ((Classifier) background).learn(row, label, weight);
        }
        count();
        watched.update(error(label, prediction), rows());
    }

    @Override
    public void write(DataOutput out) throws IOException {
        super.write(out);
        if (balance != null) {
            balance.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        super.read(in);
        if (balance != null) {
            balance.read(in);
        }
    }

    @Override
    public long bytes() {
        return super.bytes() + (balance == null ? 0 : balance.bytes());
    }
}
