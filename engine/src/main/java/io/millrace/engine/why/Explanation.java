package io.millrace.engine.why;

import io.millrace.core.connect.Amount;
import io.millrace.engine.pipeline.WaitsFor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a run stands where it stands, at one moment. Times are texts as SQL writes them, without their zone; null where
 * they are not known.
 *
 * @param conclusion sentences, the most important first; there is at least one
 * @param epoch the newest complete epoch, 0 before the first
 * @param readEpoch the newest epoch that has been read
 * @param sources one entry a table that is read, in the pipeline's order
 * @param operators one entry a pipeline node, in the pipeline's order
 */
public record Explanation(
        State state,
        long epoch,
        long readEpoch,
        List<String> conclusion,
        List<SourceTable> sources,
        List<OperatorStanding> operators) {
    public Explanation {
        conclusion = List.copyOf(conclusion);
        sources = List.copyOf(sources);
        operators = List.copyOf(operators);
    }

    /** Whether a run goes on. */
    public enum State {
        RUNNING,
        /** All input was read. */
        FINISHED,
        STOPPED,
        FAILED
    }

    /**
     * A table that is read.
     *
     * @param node the scan's index
     * @param live whether its rows come as they happen
     * @param watermark as of the newest epoch that has been read
     */
    public record SourceTable(
            int node, String table, boolean live, @Nullable String watermark, List<SourceSplit> splits) {
        public SourceTable {
            splits = List.copyOf(splits);
        }

        /** How many rows of it have been read. */
        public long rows() {
            return splits.stream().mapToLong(SourceSplit::rows).sum();
        }
    }

    /**
     * A part of a table that is read by itself.
     *
     * @param rows how many rows have been read
     * @param errorRows how many records could not be decoded
     * @param lastTime the event time of the row that was read last
     * @param behindMicros how far its watermark is behind that of the split that is furthest ahead; 0 when unknown
     * @param silentNanos for how long no row has come
     * @param amount how much of it has been read
     * @param holdsBack whether the table's watermark is its own
     */
    public record SourceSplit(
            String name,
            long rows,
            long errorRows,
            @Nullable String lastTime,
            @Nullable String watermark,
            long behindMicros,
            Activity activity,
            long silentNanos,
            Amount amount,
            boolean holdsBack) {}

    /** What a split does. */
    public enum Activity {
        ACTIVE,
        /** Silent for so long that it no longer holds the watermark back. */
        IDLE,
        ENDED
    }

    /**
     * An operator.
     *
     * @param target whether rows leave the run there: {@code rowsOut} says nothing then
     * @param rowsIn rows taken, of all inputs; of a scan, rows read
     * @param lateRows rows that came too late for it
     * @param stateRows rows, groups or keys it keeps
     * @param forEver whether some of what it keeps is never dropped
     * @param watermark its event time, or that of processing
     * @param busyNanos time spent in it
     * @param waits null when nothing waits in it
     */
    public record OperatorStanding(
            int node,
            String id,
            String label,
            boolean target,
            long rowsIn,
            long rowsOut,
            long lateRows,
            long stateRows,
            long stateBytes,
            boolean forEver,
            @Nullable String watermark,
            long busyNanos,
            @Nullable Wait waits) {}

    /**
     * What waits in an operator, and for what.
     *
     * @param count how many rows, groups or sessions
     * @param windowStart the start of the first window that is open
     * @param due the watermark with which the first of it goes on; null when time alone does not bring that
     * @param shortMicros how far the watermark is from that; 0 when unknown
     * @param table the table that holds the watermark back
     * @param split the split of it that does
     * @param words all of this in a sentence
     */
    public record Wait(
            WaitsFor reason,
            long count,
            @Nullable String windowStart,
            @Nullable String windowEnd,
            @Nullable String due,
            long shortMicros,
            @Nullable String table,
            @Nullable String split,
            String words) {}
}
