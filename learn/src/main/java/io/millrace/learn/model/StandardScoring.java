package io.millrace.learn.model;

import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.Scoring;
import io.millrace.core.learn.ScoringMethod;
import io.millrace.learn.metric.ClassificationScores;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Score;
import io.millrace.learn.metric.Scores;
import io.millrace.learn.metric.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores predictions of models of any kind by {@link ClassificationScores} or {@link RegressionScores}. First come the measures
 * of Flink's ML_EVALUATE under its names, then the number of {@code rows}, then all others.
 */
public final class StandardScoring implements ScoringMethod {
    @Override
    public Scoring create(ModelType type, int rows) {
        Span span = rows == 0 ? Span.all() : Span.last(rows);
        return type.classes() > 0
                ? new OfClasses(new ClassificationScores(type.classes(), span), rows)
                : new OfNumbers(new RegressionScores(span), rows);
    }

    private abstract static class Counting implements Scoring {
        private final Scores scores;
        private final int most;
        private long rows;

        Counting(Scores scores, int most) {
            this.scores = scores;
            this.most = most;
        }

        final void count() {
            rows++;
        }

        final boolean isEmpty() {
            return rows == 0;
        }

        /** The measures of Flink. */
        abstract void putFirst(Map<String, Double> measures);

        @Override
        public final Map<String, Double> measures() {
            Map<String, Double> measures = new LinkedHashMap<>();
            if (isEmpty()) {
                return measures;
            }
            putFirst(measures);
            measures.put("rows", (double) (most == 0 ? rows : Math.min(rows, most)));
            for (Score score : scores.values()) {
                measures.put(score.name(), score.value());
            }
            measures.values().removeIf(value -> !Double.isFinite(value));
            return measures;
        }

        @Override
        public final void write(DataOutput out) throws IOException {
            out.writeLong(rows);
            scores.write(out);
        }

        @Override
        public final void read(DataInput in) throws IOException {
            rows = in.readLong();
            scores.read(in);
        }

        @Override
        public final long bytes() {
            return 32 + scores.bytes();
        }
    }

    private static final class OfClasses extends Counting {
        private final ClassificationScores scores;

        OfClasses(ClassificationScores scores, int most) {
            super(scores, most);
            this.scores = scores;
        }

        @Override
        public void add(double label, double[] prediction) {
            scores.add((int) label, prediction, 1);
            count();
        }

        @Override
        void putFirst(Map<String, Double> measures) {
            double precision = scores.precisionOfLabels();
            double recall = scores.value("balanced-accuracy");
            measures.put("Accuracy", scores.accuracy());
            measures.put("Precision", precision);
            measures.put("Recall", recall);
            measures.put("F1", precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0);
        }
    }

    private static final class OfNumbers extends Counting {
        private final RegressionScores scores;

        OfNumbers(RegressionScores scores, int most) {
            super(scores, most);
            this.scores = scores;
        }

        @Override
        public void add(double label, double[] prediction) {
            if (Double.isFinite(label) && Double.isFinite(prediction[0])) {
                scores.add(label, prediction[0], 1);
                count();
            }
        }

        @Override
        void putFirst(Map<String, Double> measures) {
            measures.put("MAE", scores.meanAbsoluteError());
            measures.put("MSE", scores.meanSquaredError());
            measures.put("RMSE", scores.value("rmse"));
            measures.put("MAPE", scores.value("mape"));
            measures.put("R2", scores.value("r2"));
        }
    }
}
