package io.millrace.learn.pipeline;

import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Regressor;

/** A regressor that is given transformed rows. */
class PreparedRegressor extends Prepared implements Regressor {
    private final Regressor learner;

    PreparedRegressor(Preparation preparation, Regressor learner) {
        super(preparation, learner);
        this.learner = learner;
    }

    /** One that explains itself when the learner does. */
    static Regressor of(Preparation preparation, Regressor learner) {
        if (learner instanceof Explained explained) {
            return new OfExplained(preparation, learner, explained);
        }
        return new PreparedRegressor(preparation, learner);
    }

    @Override
    public double predict(double[] row) {
        return learner.predict(preparation().transform(row));
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (weight > 0 && Double.isFinite(target)) {
            learner.learn(preparation().learnAndTransform(row, target), target, weight);
        }
    }

    @Override
    public double predictThenLearn(double[] row, double target, double weight) {
        double[] before = preparation().transformBeforeLearning(row);
        if (preparation().isStateless()) {
            return learner.predictThenLearn(before, target, weight);
        }
        double prediction = learner.predict(before);
        learn(row, target, weight);
        return prediction;
    }

    private static final class OfExplained extends PreparedRegressor implements Explained {
        private final Explanation explanation;

        OfExplained(Preparation preparation, Regressor learner, Explained explained) {
            super(preparation, learner);
            explanation = new Explanation(preparation, explained);
        }

        @Override
        public double explain(double[] row, int output, double[] contributions) {
            return explanation.explain(row, output, contributions);
        }
    }
}
