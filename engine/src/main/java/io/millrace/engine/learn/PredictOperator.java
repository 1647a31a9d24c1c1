package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.Explain;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.LearnSpecification.Predicting;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands on rows with what a model predicts for them, and perhaps why. Rows that come while the epoch before is still being learned wait
 * until that is done.
 */
public final class PredictOperator implements Operator {
    private final ModelGate gate;
    private final AtomicLong predicted;
    private final BatchPredictions predictions;
    private final PredictionWriter writer;
    private final @Nullable ExplanationWriter explanations;
    private final BatchBuilder waiting;
    private long epoch;

    /**
     * @param spec a {@code Predict}, or an {@link Explain}, which says more
     * @param part the models; whoever learns them in the same run learns there
     * @param gate of the same part
     */
    public PredictOperator(Predicting spec, ModelPart part, ModelGate gate, Schema input, Schema output) {
        ModelUse use = spec.model();
        this.gate = gate;
        predicted = gate.joinPredictor();
        epoch = predicted.get() + 1;
        predictions = new BatchPredictions(use, List.of(part), input);
        boolean explains = spec instanceof Explain;
        explanations = explains ? new ExplanationWriter(use.type(), output, ((Explain) spec).most()) : null;
        int shown = output.size() - (explains ? ExplanationWriter.COLUMNS : 0);
        writer = new PredictionWriter(use.type(), new Schema(output.columns().subList(0, shown)));
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
        predictions.predict(batch);
        writer.begin(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            writer.add(predictions.model(row), predictions.prediction(row));
        }
        Batch predicted = writer.end(batch);
        output.emit(explanations == null ? predicted : explained(batch, predicted, explanations));
    }

    private Batch explained(Batch batch, Batch predicted, ExplanationWriter to) {
        to.begin(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            to.add(predictions.model(row), predictions.values(row), predictions.prediction(row));
        }
        return to.end(predicted);
    }
}
