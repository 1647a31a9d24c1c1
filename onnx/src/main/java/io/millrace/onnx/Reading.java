package io.millrace.onnx;

import io.millrace.core.error.DataException;
import org.jspecify.annotations.Nullable;

/** How a column of predictions is read from what a model gave. Immutable, so any thread may use it. */
sealed interface Reading {
    /**
     * The value of a row.
     *
     * @param given for each output that is used, its values row by row
     * @return NaN where nothing is known
     */
    double read(double[][] given, int row);

    /**
     * A number as it is.
     *
     * @param output which of those that are used
     * @param width how many numbers it has for a row
     * @param place which of them
     */
    record Value(int output, int width, int place) implements Reading {
        @Override
        public double read(double[][] given, int row) {
            double value = given[output][row * width + place];
            return Double.isInfinite(value) ? Double.NaN : value;
        }
    }

    /**
     * Whether a row is strange, where a model says that as scikit-learn does: -1 for strange, 1 for not.
     *
     * @param truth whether it says it as true and false
     */
    record Strange(int output, boolean truth) implements Reading {
        @Override
        public double read(double[][] given, int row) {
            double value = given[output][row];
            if (truth) {
                return value;
            } else if (value != 1 && value != -1) {
                throw new DataException(
                        "the model says " + (long) value + ", which is neither -1 for an anomaly nor 1",
                        "declare the column as BIGINT with 'task' = 'classification', and compare it in the query");
            }
            return value < 0 ? 1 : 0;
        }
    }

    /**
     * Numbers for each class.
     *
     * @param output which of those that are used
     * @param width how many numbers it has for a row; 1 for that of the second of two classes alone
     * @param logits whether they have to be made probabilities
     */
    record Scores(int output, int width, boolean logits) {
        /** The class of the largest, the first of equal ones; -1 when none is known. */
        int best(double[][] given, int row) {
            double[] scores = given[output];
            if (width == 1) {
                double score = scores[row];
                return Double.isNaN(score) ? -1 : score > (logits ? 0 : 0.5) ? 1 : 0;
            }
            int best = -1;
            for (int i = 0; i < width; i++) {
                double score = scores[row * width + i];
                if (Double.isNaN(score)) {
                    return -1;
                } else if (best < 0 || score > scores[row * width + best]) {
                    best = i;
                }
            }
            return best;
        }

        /** How likely a class is. */
        double probability(double[][] given, int row, int index) {
            double[] scores = given[output];
            if (width == 1) {
                double second = logits ? 1 / (1 + Math.exp(-scores[row])) : checked(scores[row]);
                return index == 1 ? second : 1 - second;
            } else if (!logits) {
                return checked(scores[row * width + index]);
            }
            double most = scores[row * width + best(given, row)];
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += Math.exp(scores[row * width + i] - most);
            }
            double probability = Math.exp(scores[row * width + index] - most) / sum;
            return Double.isInfinite(most) ? Double.NaN : probability;
        }

        private static double checked(double probability) {
            if (probability < -1e-3 || probability > 1 + 1e-3) {
                throw new DataException(
                        "the model's scores are no probabilities: " + probability,
                        "if they are to become so by softmax, add 'scores' = 'logits'");
            }
            return probability;
        }
    }

    /**
     * The class.
     *
     * @param output the one that says it, of those that are used; -1 where scores do
     * @param text whether that says it in texts
     * @param names what numbers mean
     * @param scores null where there are none
     * @param values what to answer for each class; empty for its number as the model has it
     */
    record Label(
            int output,
            boolean text,
            ClassNames names,
            @Nullable Scores scores,
            double[] values) implements Reading {
        @Override
        public double read(double[][] given, int row) {
            int best = scores == null ? 0 : scores.best(given, row);
            if (best < 0) {
                return Double.NaN;
            } else if (values.length == 0) {
                return output < 0 ? best : given[output][row];
            }
            int index = index(given, row, best);
            return values[OutputTensor.known(index < values.length ? index : -1, index)];
        }

        /** The class as a number from 0; -1 when it is unknown. */
        private int index(double[][] given, int row, int best) {
            if (output < 0) {
                return best;
            }
            double said = given[output][row];
            return text ? (int) said : OutputTensor.known(names.find((long) said), (long) said);
        }
    }

    /**
     * How likely a class is.
     *
     * @param label what says which class; null for always the same one
     * @param index the class that is always meant
     */
    record Probability(Scores scores, @Nullable Label label, int index) implements Reading {
        @Override
        public double read(double[][] given, int row) {
            int best = scores.best(given, row);
            if (best < 0) {
                return Double.NaN;
            }
            int wanted = label == null ? index : label.index(given, row, best);
            int classes = Math.max(2, scores.width);
            return scores.probability(given, row, OutputTensor.known(wanted < classes ? wanted : -1, wanted));
        }
    }
}
