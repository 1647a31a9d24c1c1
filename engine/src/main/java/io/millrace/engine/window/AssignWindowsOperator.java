package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.WindowSpecification.AssignWindows;

/** Gives every row its TUMBLE, HOP or CUMULATE windows, at once; keeps nothing. */
final class AssignWindowsOperator implements Operator {
    private final int time;
    private final Slicing slicing;
    private final BatchBuilder rows;
    private final int own;
    private final WindowClock clock;

    AssignWindowsOperator(AssignWindows spec, Schema input, Schema output, WindowClock clock) {
        time = spec.time();
        slicing = Slicing.of(spec.window());
        rows = new BatchBuilder(output, Batch.TARGET_ROWS);
        own = input.size();
        this.clock = clock;
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        LongVector times = clock.local(batch.longs(time));
        rows.clear();
        for (int i = 0; i < batch.size(); i++) {
            if (times.isNull(i)) {
                continue;
            }
            long slice = slicing.sliceStart(times.get(i));
            long last = slicing.lastEnd(slice);
            for (long end = slicing.firstEnd(slice); end <= last; end += slicing.step()) {
                for (int c = 0; c < own; c++) {
                    rows.column(c).append(batch.column(c), i);
                }
                rows.longs(own).append(slicing.start(end));
                rows.longs(own + 1).append(end);
                rows.longs(own + 2).append(clock.windowTime(end));
                rows.endRow(batch.weight(i));
                if (rows.isFull()) {
                    output.emit(rows.build());
                    rows.clear();
                }
            }
        }
        output.emit(rows.build());
        return Progress.DONE;
    }
}
