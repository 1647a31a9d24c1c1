package io.millrace.learn.metric;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Regressor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Scores a learner while it learns, on rows that it has not seen yet: each row is first predicted, then scored, then
 * learned (prequential evaluation: Dawid 1984; Gama, Sebastião and Rodrigues 2013).
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(tree, 2, Span.last(1000));
 * for (int i = 0; i < rows.length; i++) {
 *     evaluation.add(rows[i], labels[i]);
 * }
 * double kappa = evaluation.scores().value("kappa");
 * }</pre>
 *
 * <p>Where the right answer comes late, {@link #delayed} lets that many rows go by before a row is scored, by what was
 * predicted for it then, and learned: what a learner is worth in production. One thread at a time.
 */
public final class Evaluation {
    private final Learning learning;
    private final Scores scores;
    private final int delay;
    private final Deque<Pending> pending = new ArrayDeque<>();

    private Evaluation(Learning learning, Scores scores, int delay) {
        this.learning = learning;
        this.scores = scores;
        this.delay = delay;
    }

    public static Evaluation of(Classifier classifier, int classes, Span span) {
        ClassificationScores scores = new ClassificationScores(classes, span);
        return new Evaluation(new Classification(classifier, scores, new double[classes]), scores, 0);
    }

    public static Evaluation of(Regressor regressor, Span span) {
        RegressionScores scores = new RegressionScores(span);
        return new Evaluation(new Regression(regressor, scores), scores, 0);
    }

    /** The same, before any row, with right answers that come {@code rows} rows late. */
    public Evaluation delayed(int rows) {
        return new Evaluation(learning, scores, rows);
    }

    /** A row that counts once. */
    public double add(double[] row, double truth) {
        return add(row, truth, 1);
    }

    /**
     * Predicts a row, and scores and learns it, now or when its answer has come.
     *
     * @param truth the class or the number; NaN for one that nobody will ever know: the row is only predicted
     * @return what was predicted, the class or the number
     */
    public double add(double[] row, double truth, double weight) {
        if (delay == 0 && !Double.isNaN(truth)) {
            return learning.predictThenLearn(row, truth, weight);
        }
        double[] answer = learning.predict(row);
        pending.addLast(new Pending(row.clone(), truth, weight, answer));
        if (pending.size() > delay) {
            settle(pending.removeFirst());
        }
        return learning.best(answer);
    }

    /** Scores and learns rows whose answers have not come yet, at the end of a series. */
    public void finish() {
        while (!pending.isEmpty()) {
            settle(pending.removeFirst());
        }
    }

    private void settle(Pending row) {
        if (!Double.isNaN(row.truth)) {
            learning.learn(row);
        }
    }

    /** The scores so far. */
    public Scores scores() {
        return scores;
    }

    public List<Score> values() {
        return scores.values();
    }

    private record Pending(double[] row, double truth, double weight, double[] answer) {}

    /** A learner with the scores of its task. */
    private sealed interface Learning {
        double predictThenLearn(double[] row, double truth, double weight);

        double[] predict(double[] row);

        double best(double[] answer);

        void learn(Pending row);
    }

    private record Classification(Classifier classifier, ClassificationScores scores, double[] answer)
            implements Learning {
        @Override
        public double predictThenLearn(double[] row, double truth, double weight) {
            classifier.predictThenLearn(row, (int) truth, weight, answer);
            scores.add((int) truth, answer, weight);
            return Classifier.best(answer);
        }

        @Override
        public double[] predict(double[] row) {
            double[] late = new double[answer.length];
            classifier.predict(row, late);
            return late;
        }

        @Override
        public double best(double[] answer) {
            return Classifier.best(answer);
        }

        @Override
        public void learn(Pending row) {
            scores.add((int) row.truth, row.answer, row.weight);
            classifier.learn(row.row, (int) row.truth, row.weight);
        }
    }

    private record Regression(Regressor regressor, RegressionScores scores) implements Learning {
        @Override
        public double predictThenLearn(double[] row, double truth, double weight) {
            double prediction = regressor.predictThenLearn(row, truth, weight);
            scores.add(truth, prediction, weight);
            return prediction;
        }

        @Override
        public double[] predict(double[] row) {
            return new double[] {regressor.predict(row)};
        }

        @Override
        public double best(double[] answer) {
            return answer[0];
        }

        @Override
        public void learn(Pending row) {
            scores.add(row.truth, row.answer[0], row.weight);
            regressor.learn(row.row, row.truth, row.weight);
        }
    }
}
