package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.learn.ModelType;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What models predict for the rows of one batch after the other. One thread at a time. */
final class BatchPredictions {
    private final List<ModelPart> parts;
    private final ModelType type;
    private final int[] partition;
    private final RowReader reader;
    private double[][] rows = new double[0][];
    private double[][] predictions = new double[0][];
    private @Nullable StoredModel[] models = {};
    private int[] ids = new int[0];

    /** @param parts where the models are: each is in one of them */
    BatchPredictions(ModelUse use, List<ModelPart> parts, Schema input) {
        this.parts = List.copyOf(parts);
        type = use.type();
        partition = use.partition().stream().mapToInt(Integer::intValue).toArray();
        reader = new RowReader(use, input);
    }

    /** Predicts for all rows of a batch; what it said of others is gone. */
    void predict(Batch batch) {
        int size = batch.size();
        if (predictions.length < size) {
            rows = new double[size][type.features().size()];
            predictions = new double[size][type.width()];
            models = new StoredModel[size];
            ids = new int[size];
        }
        reader.open(batch);
        StoredModel only = partition.length == 0 ? parts.get(0).model(0) : null;
        if (only == null) {
            findModels(batch);
        }
        for (int row = 0; row < size; row++) {
            StoredModel model = only == null ? models[row] : only;
            models[row] = model;
            if (model != null) {
                reader.read(row, model, false, rows[row]);
            }
        }
        if (only != null) {
            only.model().predictAll(rows, size, predictions);
            return;
        }
        for (int row = 0; row < size; row++) {
            StoredModel model = models[row];
            if (model != null) {
                model.model().predict(rows[row], predictions[row]);
            }
        }
    }

    private void findModels(Batch batch) {
        for (int i = 0; i < parts.size(); i++) {
            ModelPart part = parts.get(i);
            part.find(batch, partition, ids);
            for (int row = 0; row < batch.size(); row++) {
                StoredModel model = part.model(ids[row]);
                if (i == 0 || model != null) {
                    models[row] = model;
                }
            }
        }
    }

    /** The model of a row, or null when there is none yet. */
    @Nullable StoredModel model(int row) {
        return models[row];
    }

    /** What the model was given; good until the next batch. */
    double[] values(int row) {
        return rows[row];
    }

    /** What it predicted, where there is a model; good until the next batch. */
    double[] prediction(int row) {
        return predictions[row];
    }
}
