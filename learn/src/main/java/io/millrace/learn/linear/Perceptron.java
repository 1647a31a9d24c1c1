package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.List;
import java.util.Set;

/**
 * Moves its weights by a wrong row, and by no other: F. Rosenblatt, "The perceptron", Psychological Review 1958; for several
 * classes in the form of K. Crammer and Y. Singer, "Ultraconservative online algorithms for multiclass problems", JMLR 2003,
 * with all of the blame on the strongest wrong class.
 */
public final class Perceptron implements MarginRule {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "perceptron",
            Task.CLASSIFICATION,
            "Moves a weighted sum for each class by rows that it gets wrong; the simplest of linear classifiers.",
            "Rosenblatt, The perceptron, Psychological Review 1958",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            List.of(),
            (features, classes, parameters) -> new MarginClassifier(features, classes, new Perceptron()));

    /** A sum of a vote of each mistake on data of a size beyond reason. */
    private static final double SQUARE_MAX = 1e20;

    private Perceptron() {}

    @Override
    public double step(double margin, double square) {
        return margin > 0 || square > SQUARE_MAX ? 0 : 1;
    }

    @Override
    public boolean isNormalised() {
        return false;
    }

    @Override
    public void write(DataOutput out) {}

    @Override
    public void read(DataInput in) {}
}
