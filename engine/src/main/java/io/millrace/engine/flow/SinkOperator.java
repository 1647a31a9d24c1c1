package io.millrace.engine.flow;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Sink;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;

/** Gives a sink its changes and the ends of epochs. */
public final class SinkOperator implements Operator {
    private final Sink sink;

    public SinkOperator(Sink sink) {
        this.sink = sink;
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        sink.write(batch);
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        sink.endEpoch(frontier.epoch(), frontier.watermark());
        return Progress.DONE;
    }

    @Override
    public void close() {
        sink.close();
    }
}
