package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Output;
import io.millrace.core.type.Schema;
import io.millrace.engine.time.Channel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of {@code t$late} or {@code t$errors}. Where the same run reads t, an epoch gives what was rejected in
 * the epochs before it, and a last epoch what is left; otherwise it gives what an earlier run left, once.
 */
public final class SideTableChannel implements Channel {
    private final @Nullable RejectedRows rejected;
    private final Schema schema;
    private final boolean streaming;
    private final LongSupplier completedEpoch;
    private final Output output;
    private long epoch = 1;
    private long given;
    private boolean finished;

    /**
     * @param rejected the rows, or null when the table was never read
     * @param streaming whether this run reads the table
     * @param completedEpoch tells the newest epoch that all lanes have completed
     */
    public SideTableChannel(
            @Nullable RejectedRows rejected,
            Schema schema,
            boolean streaming,
            LongSupplier completedEpoch,
            Output output) {
        this.rejected = rejected;
        this.schema = schema;
        this.streaming = streaming;
        this.completedEpoch = completedEpoch;
        this.output = output;
    }

    @Override
    public boolean pull() {
        if (finished || streaming && completedEpoch.getAsLong() < epoch - 1) {
            return false;
        }
        finished = true;
        if (rejected != null && rejected.count() > given && (streaming || epoch == 1)) {
            RejectedRows.Part part = rejected.after(given);
            given = part.end();
            for (Batch batch : part.batches()) {
                emit(batch, rejected.schema());
            }
        }
        return true;
    }

    /** Columns that the reading did not read are NULL. */
    private void emit(Batch rows, Schema from) {
        BatchBuilder shown = new BatchBuilder(schema, rows.size());
        for (int c = 0; c < schema.size(); c++) {
            int own = from.indexOf(schema.column(c).name());
            for (int row = 0; row < rows.size(); row++) {
                if (own < 0) {
                    shown.column(c).appendNull();
                } else {
                    shown.column(c).append(rows.column(own), row);
                }
            }
        }
        shown.endRows(rows.size());
        output.emit(shown.build());
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public void nextEpoch() {
        epoch++;
        finished = !streaming;
    }

    @Override
    public long waitNanos() {
        return streaming && !finished ? 100_000 : Long.MAX_VALUE;
    }

    @Override
    public void close() {}
}
