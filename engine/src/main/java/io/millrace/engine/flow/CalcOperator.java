package io.millrace.engine.flow;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.engine.expression.Calculation;

/** Filters and computes. */
public final class CalcOperator implements Operator {
    private final Calculation calculation;

    public CalcOperator(Calculation calculation) {
        this.calculation = calculation;
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        output.emit(calculation.apply(batch));
        return Progress.DONE;
    }

    @Override
    public void close() {
        calculation.close();
    }
}
