package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.learn.Answer;
import io.millrace.core.learn.ModelType;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes columns of predictions: what a model's output says of each. NULL where nothing is known. One thread at a time. */
final class PredictionWriter {
    private final List<Answer> answers;
    private final Type[] types;
    private final int classes;
    private final Vector.Writable[] columns;

    /** @param output of the operator; the answers are its last columns */
    PredictionWriter(ModelType type, Schema output) {
        answers = type.answers();
        classes = type.classes();
        types = new Type[answers.size()];
        columns = new Vector.Writable[types.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = output.type(output.size() - types.length + i);
        }
    }

    /** Begins with the answers for the rows of a batch. */
    void begin(int rows) {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Vector.create(types[i], Math.max(rows, 1));
        }
    }

    /** Adds the answers for the next row; of no model, they are unknown. */
    void add(@Nullable StoredModel model, double[] prediction) {
        for (int i = 0; i < columns.length; i++) {
            double value = model == null ? Double.NaN : value(i, prediction);
            if (model == null || Double.isNaN(value)) {
                columns[i].appendNull();
            } else {
                append(columns[i], i, value, model.labels());
            }
        }
    }

    /** The batch with the answers behind its columns. */
    Batch end(Batch rows) {
        Vector[] all = new Vector[rows.columnCount() + columns.length];
        System.arraycopy(rows.columns(), 0, all, 0, rows.columnCount());
        for (int i = 0; i < columns.length; i++) {
            all[rows.columnCount() + i] = columns[i].vector();
        }
        return new Batch(all, rows.size(), rows.weights());
    }

    private void append(Vector.Writable column, int place, double value, Dictionary labels) {
        if (column instanceof DoubleVector doubles) {
            doubles.append(types[place].kind() == Kind.FLOAT ? (float) value : value);
        } else if (column instanceof BooleanVector booleans) {
            booleans.append(value == 1);
        } else if (!isName(answers.get(place))) {
            ((LongVector) column).append((long) value);
        } else if (value >= labels.size()) {
            column.appendNull();
        } else if (column instanceof BytesVector bytes) {
            byte[] text = labels.get((int) value);
            bytes.append(text, 0, text.length);
        } else {
            ((LongVector) column).append(Long.parseLong(labels.text((int) value)));
        }
    }

    private static boolean isName(Answer answer) {
        return answer == Answer.LABEL || answer == Answer.NAME;
    }

    private double value(int place, double[] prediction) {
        return switch (answers.get(place)) {
            case LABEL -> best(prediction);
            case PROBABILITY -> {
                double best = best(prediction);
                yield Double.isNaN(best) ? best : prediction[(int) best];
            }
            case VALUE, SCORE, CLUSTER -> prediction[0];
            case LOWER_BOUND, IS_ANOMALY -> prediction[1];
            case UPPER_BOUND -> prediction[2];
            case NUMBER, NAME -> prediction[place];
        };
    }

    /** The class that is most likely; NaN when none is known. */
    private double best(double[] prediction) {
        int best = -1;
        for (int i = 0; i < classes; i++) {
            if (prediction[i] > (best < 0 ? 0 : prediction[best])) {
                best = i;
            }
        }
        return best < 0 ? Double.NaN : best;
    }
}
