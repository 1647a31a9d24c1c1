package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands on rows with what a model predicts for them. Rows that come while the epoch before is still being learned wait
 * until that is done.
 */
public final class PredictOperator implements Operator {
    private final ModelPart part;
    private final ModelGate gate;
    private final AtomicLong predicted;
    private final int[] partition;
    private final RowReader reader;
    private final PredictionWriter writer;
    private final BatchBuilder waiting;
    private double[][] rows = new double[0][];
    private double[][] predictions = new double[0][];
    private int[] ids = new int[0];
    private long epoch = 1;

    /**
     * @param part the models; whoever learns them in the same run learns there
     * @param gate of the same part
     */
    public PredictOperator(ModelUse use, ModelPart part, ModelGate gate, Schema input, Schema output) {
        this.part = part;
        this.gate = gate;
        predicted = gate.joinPredictor();
        partition = use.partition().stream().mapToInt(Integer::intValue).toArray();
        reader = new RowReader(use, input);
        writer = new PredictionWriter(use.type(), output);
        waiting = new BatchBuilder(input, 16);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (gate.isLearned(epoch - 1) && waiting.size() == 0) {
            predict(batch, output);
        } else {
            waiting.append(batch);
        }
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (!gate.isLearned(frontier.epoch() - 1)) {
            return Progress.MORE;
        }
        if (waiting.size() > 0) {
            predict(waiting.build(), output);
            waiting.clear();
        }
        predicted.set(frontier.epoch());
        epoch = frontier.epoch() + 1;
        return Progress.DONE;
    }

    private void predict(Batch batch, Output output) {
        int size = batch.size();
        if (predictions.length < size) {
            rows = new double[size][part.type().features().size()];
            predictions = new double[size][part.type().width()];
            ids = new int[size];
        }
        reader.open(batch);
        writer.begin(size);
        part.find(batch, partition, ids);
        StoredModel only = partition.length == 0 ? part.model(0) : null;
        if (only != null) {
            for (int row = 0; row < size; row++) {
                reader.read(row, only, false, rows[row]);
            }
            only.model().predictAll(rows, size, predictions);
        }
        for (int row = 0; row < size; row++) {
            StoredModel model = part.model(ids[row]);
            if (only == null && model != null) {
                reader.read(row, model, false, rows[row]);
                model.model().predict(rows[row], predictions[row]);
            }
            writer.add(model, predictions[row]);
        }
        output.emit(writer.end(batch));
    }
}
