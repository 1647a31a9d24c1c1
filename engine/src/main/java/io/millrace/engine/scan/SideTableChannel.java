package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Output;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.engine.time.Channel;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of {@code t$late} or {@code t$errors}. Where the same run reads t, an epoch gives what was rejected in
 * the epochs before it, and a last epoch what is left; otherwise it gives what an earlier run left, once.
 */
public final class SideTableChannel implements Channel, Whole {
    private final @Nullable RejectedRows rejected;
    private final Schema schema;
    private final boolean streaming;
    private final LongSupplier completedEpoch;
    private final Output output;
    private long epoch;
    private boolean finished;

    /**
     * @param rejected the rows, or null when the table was never read
     * @param streaming whether this run reads the table
     * @param place where it is read
     */
    public SideTableChannel(
            @Nullable RejectedRows rejected, Schema schema, boolean streaming, Place place, Output output) {
        this.rejected = rejected;
        this.schema = schema;
        this.streaming = streaming;
        completedEpoch = place.completedEpoch();
        epoch = place.start() + 1;
        this.output = output;
        place.states().keepWhole("given", this);
    }

    /**
     * Where a table is read.
     *
     * @param completedEpoch tells the newest epoch that all lanes have completed
     * @param start the epoch that was over before the run: what was rejected before it has been given
     * @param states where it is kept up to where rows have been given
     */
    public record Place(LongSupplier completedEpoch, long start, OperatorStates states) {}

    @Override
    public void write(StateOutput out) {
        out.writeNumber(epoch);
    }

    /** Where it stands follows from the epoch, which is that of the run. */
    @Override
    public void read(StateInput in) {
        in.readNumber();
    }

    @Override
    public boolean pull() {
        if (finished || streaming && completedEpoch.getAsLong() < epoch - 1) {
            return false;
        }
        finished = true;
        if (rejected != null && (streaming || epoch == 1)) {
            List<Batch> fresh = streaming ? rejected.of(epoch - 1) : rejected.all();
            for (Batch batch : fresh) {
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
