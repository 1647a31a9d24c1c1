package io.millrace.cli.script;

import io.millrace.cli.output.ResultOutput;
import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Sink;
import io.millrace.engine.Execution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a run whose results have all printed as many rows as their LIMITs allow, unless it writes tables too. */
final class LimitWatch {
    private final List<ResultOutput> outputs;
    private final boolean writesTables;
    private volatile boolean reached;
    private @Nullable Execution execution;

    LimitWatch(List<ResultOutput> outputs, boolean writesTables) {
        this.outputs = outputs;
        this.writesTables = writesTables;
    }

    /** Whether the run was ended because there was nothing more to print. */
    boolean isReached() {
        return reached;
    }

    /** Stops this run when all has been printed; at once, if it has been. */
    synchronized void watch(Execution started) {
        execution = started;
        if (reached) {
            started.stop();
        }
    }

    private synchronized void check() {
        if (!writesTables && !reached && outputs.stream().allMatch(ResultOutput::isSatisfied)) {
            reached = true;
            if (execution != null) {
                execution.stop();
            }
        }
    }

    /** The output as a sink that looks after each epoch whether the run can end. */
    Sink watched(ResultOutput output) {
        return new Sink() {
            @Override
            public void write(Batch changes) {
                output.write(changes);
            }

            @Override
            public boolean showsTable() {
                return output.showsTable();
            }

            @Override
            public void endEpoch(long epoch, long watermark) {
                output.endEpoch(epoch, watermark);
                check();
            }

            @Override
            public void close() {
                output.close();
            }
        };
    }
}
