package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.ModelType;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the two columns that say what a prediction is made of. One thread at a time. */
final class ExplanationWriter {
    /** How many columns. */
    static final int COLUMNS = 2;

    private final Type startType;
    private final Type attributionsType;
    private final RowLayout attribution;
    private final byte[][] names;
    private final boolean isClassifier;
    private final int most;
    private final double[] contributions;
    private final int[] order;
    private final NestedWriter writer = new NestedWriter();
    private Vector.Writable starts;
    private Vector.Writable attributions;

    /**
     * @param output of the operator; the columns are its last ones
     * @param most so many features at most
     */
    ExplanationWriter(ModelType type, Schema output, int most) {
        startType = output.type(output.size() - 2);
        attributionsType = output.type(output.size() - 1);
        attribution = RowLayout.of(attributionsType.child(0));
        names = type.features().all().stream()
                .map(Feature::name)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        isClassifier = type.classes() > 0;
        this.most = Math.min(most, names.length);
        contributions = new double[names.length];
        order = new int[names.length];
        starts = Vector.create(startType, 1);
        attributions = Vector.create(attributionsType, 1);
    }

    /** Begins with the explanations of the rows of a batch. */
    void begin(int rows) {
        starts = Vector.create(startType, Math.max(rows, 1));
        attributions = Vector.create(attributionsType, Math.max(rows, 1));
    }

    /** Explains the prediction for the next row; NULL where there is no model, or it knows nothing. */
    void add(@Nullable StoredModel model, double[] values, double[] prediction) {
        int best = isClassifier ? Classifier.best(prediction) : 0;
        // Of a number NaN is unknown, of classes a share of 0.
        if (model == null || (isClassifier ? !(prediction[best] > 0) : Double.isNaN(prediction[best]))) {
            starts.appendNull();
            attributions.appendNull();
            return;
        }
        Explained explained = Objects.requireNonNull(model.model().explained(), "checked when the query was planned");
        ((DoubleVector) starts).append(explained.explain(values, best, contributions));
        sort();
        writer.clear();
        writer.beginArray(Storage.BYTES);
        for (int i = 0; i < most; i++) {
            byte[] name = names[order[i]];
            writer.beginRow(attribution);
            writer.writeBytes(name, 0, name.length);
            writer.writeDouble(contributions[order[i]]);
            writer.end();
        }
        writer.end();
        ((BytesVector) attributions).append(writer.data(), 0, writer.length());
    }

    /** Brings the features that added or took off most to the front; of equal ones the first. */
    private void sort() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = 0; i < most; i++) {
            int largest = i;
            for (int j = i + 1; j < order.length; j++) {
                double size = Math.abs(contributions[order[j]]);
                double before = Math.abs(contributions[order[largest]]);
                if (size > before || size == before && order[j] < order[largest]) {
                    largest = j;
                }
            }
            int feature = order[largest];
            order[largest] = order[i];
            order[i] = feature;
        }
    }

    /** The batch with the explanations behind its columns. */
    Batch end(Batch rows) {
        int count = rows.columnCount();
        Vector[] all = new Vector[count + COLUMNS];
        System.arraycopy(rows.columns(), 0, all, 0, count);
        all[count] = starts.vector();
        all[count + 1] = attributions.vector();
        return new Batch(all, rows.size(), rows.weights());
    }
}
