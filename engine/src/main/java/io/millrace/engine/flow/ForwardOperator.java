package io.millrace.engine.flow;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;

/** Hands on what it gets: UNION ALL, and the place where a scan enters its lane. */
public final class ForwardOperator implements Operator {
    @Override
    public Progress process(int input, Batch batch, Output output) {
        output.emit(batch);
        return Progress.DONE;
    }
}
