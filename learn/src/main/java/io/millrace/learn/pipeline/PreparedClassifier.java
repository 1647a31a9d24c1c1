package io.millrace.learn.pipeline;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;

/** A classifier that is given transformed rows. */
class PreparedClassifier extends Prepared implements Classifier {
    private final Classifier learner;

    PreparedClassifier(Preparation preparation, Classifier learner) {
        super(preparation, learner);
        this.learner = learner;
    }

    /** One that explains itself when the learner does. */
    static Classifier of(Preparation preparation, Classifier learner) {
        if (learner instanceof Explained explained) {
            return new OfExplained(preparation, learner, explained);
        }
        return new PreparedClassifier(preparation, learner);
    }

    @Override
    public void predict(double[] row, double[] scores) {
        learner.predict(preparation().transform(row), scores);
    }

    @Override
    public void learn(double[] row, int label, double weight) {
        if (weight > 0) {
            learner.learn(preparation().learnAndTransform(row, label), label, weight);
        }
    }

    @Override
    public void predictThenLearn(double[] row, int label, double weight, double[] scores) {
        double[] before = preparation().transformBeforeLearning(row);
        if (preparation().isStateless()) {
            learner.predictThenLearn(before, label, weight, scores);
        } else {
            learner.predict(before, scores);
            learn(row, label, weight);
        }
    }

    private static final class OfExplained extends PreparedClassifier implements Explained {
        private final Explanation explanation;

        OfExplained(Preparation preparation, Classifier learner, Explained explained) {
            super(preparation, learner);
            explanation = new Explanation(preparation, explained);
        }

        @Override
        public double explain(double[] row, int output, double[] contributions) {
            return explanation.explain(row, output, contributions);
        }
    }
}
