package io.millrace.engine.checkpoint;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Sink;
import io.millrace.core.state.StateOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Results on their way to one sink outside, until a checkpoint has them. Called by the sink's worker only.
 *
 * <p>A block says the sink, the epoch, and rows, each with its weight.
 */
public final class Outbox implements Sink, Saved {
    private final String sink;
    private final StateOutput out = new StateOutput(256);
    private final List<byte[]> blocks = new ArrayList<>();
    private long epoch;
    private int empty;

    /**
     * @param sink names the sink in the run
     * @param epoch the epoch that is open
     */
    Outbox(String sink, long epoch) {
        this.sink = sink;
        this.epoch = epoch;
        begin();
    }

    private void begin() {
        out.truncate(0);
        out.writeText(sink);
        out.writeNumber(epoch);
        empty = out.length();
    }

    @Override
    public void write(Batch changes) {
        for (int row = 0; row < changes.size(); row++) {
            out.writeSigned(changes.weight(row));
            out.writeRow(changes.columns(), row);
            if (out.length() >= BlockFile.TARGET_BYTES) {
                flush();
            }
        }
    }

    private void flush() {
        if (out.length() > empty) {
            blocks.add(Arrays.copyOf(out.data(), out.length()));
            begin();
        }
    }

    @Override
    public void endEpoch(long ended, long watermark) {
        flush();
        epoch = ended + 1;
        begin();
    }

    @Override
    public void save(Checkpoint checkpoint) {
        checkpoint.addResults(blocks);
        blocks.clear();
    }
}
