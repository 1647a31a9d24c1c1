package io.millrace.engine;

import io.millrace.core.connect.Amount;
import io.millrace.core.state.Waiting;
import io.millrace.engine.checkpoint.Checkpointer.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run has done so far.
 *
 * @param epoch the newest complete epoch, 0 before the first
 * @param epochWallMicros when it was completed, microseconds since 1970
 * @param watermark the lowest watermark over all scans (microseconds), {@link Long#MIN_VALUE} when unknown
 * @param nodes one entry a pipeline node, in the pipeline's order, summed over workers
 * @param splits one entry an input split
 * @param checkpoints what has been made of checkpoints, null where none are
 */
public record Metrics(
        long epoch,
        long epochWallMicros,
        long watermark,
        List<NodeMetrics> nodes,
        List<SplitMetrics> splits,
        @Nullable Figures checkpoints) {
    /** Of a run that keeps no state. */
    public Metrics(
            long epoch, long epochWallMicros, long watermark, List<NodeMetrics> nodes, List<SplitMetrics> splits) {
        this(epoch, epochWallMicros, watermark, nodes, splits, null);
    }

    /**
     * One operator.
     *
     * @param watermark its event time (microseconds), {@link Long#MIN_VALUE} when unknown
     * @param lateRows rows that came too late for it
     * @param errorRows for a scan: records that could not be decoded
     * @param expired keys or rows that it forgot because they had not been written for their time to live
     * @param busyNanos time spent in it and not downstream of it
     * @param waiting what of its rows has not gone on, as of the last epoch that is complete there
     */
    public record NodeMetrics(
            int node,
            long rowsIn,
            long rowsOut,
            long watermark,
            long lateRows,
            long errorRows,
            long expired,
            long stateBytes,
            long stateRows,
            long busyNanos,
            Waiting waiting) {}

    /**
     * One split of one scan.
     *
     * @param node the scan's index
     * @param split the split's name
     * @param rows rows read
     * @param offset the reader's position
     * @param amount how much of it has been read
     * @param watermark its own watermark (microseconds), {@link Long#MIN_VALUE} when unknown
     * @param idle whether it no longer holds back the watermark
     * @param ended whether it has ended
     * @param errorRows records that could not be decoded
     * @param lastTime the event time of the row that was read last (microseconds), {@link Long#MIN_VALUE} when unknown
     * @param silentNanos for how long no row has come
     */
    public record SplitMetrics(
            int node,
            String split,
            long rows,
            long offset,
            Amount amount,
            long watermark,
            boolean idle,
            boolean ended,
            long errorRows,
            long lastTime,
            long silentNanos) {}
}
