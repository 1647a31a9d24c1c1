package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.SortRows;
import io.millrace.engine.rank.SortedRows;
import io.millrace.engine.table.EpochState;
import org.jspecify.annotations.Nullable;

/**
 * ORDER BY: hands on all rows in order. By time first, rows wait until the watermark passes them; otherwise all rows wait
 * for the end of the input, also to see which are taken back.
 */
public final class SortOperator implements Operator {
    private final @Nullable TimedRows timed;
    private final SortedRows sorted;
    private final BatchBuilder ready;
    private final EpochState state = new EpochState();

    public SortOperator(SortRows spec, Schema input) {
        timed = spec.time() < 0 ? null : new TimedRows(input, spec.time(), spec.late(), spec.ordinal());
        sorted = new SortedRows(spec, input);
        ready = new BatchBuilder(input, Batch.TARGET_ROWS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", state);
        if (timed != null) {
            timed.open(context, new int[0]);
        } else {
            sorted.keep(context.states());
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (timed != null) {
            timed.add(batch);
        } else {
            sorted.add(batch);
        }
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (timed == null) {
            sorted.endEpoch();
        }
        while (timed != null || frontier.last()) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            ready.clear();
            if (sorted.rows() == 0 && timed != null) {
                Batch times = timed.take(frontier.watermark(), true);
                if (times == null) {
                    break;
                }
                sorted.add(times);
            }
            sorted.take(Batch.TARGET_ROWS, ready);
            if (ready.size() == 0) {
                break;
            }
            output.emit(ready.build());
        }
        long waiting = timed == null ? 0 : timed.bytes();
        state.update(
                sorted.bytes() + waiting,
                sorted.rows() + (timed == null ? 0 : timed.rows()),
                timed == null ? Waiting.untilEnd(sorted.rows()) : timed.waiting());
        return Progress.DONE;
    }
}
