package io.millrace.engine.time;

import io.millrace.core.env.Environment.Clock;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.checkpoint.Checkpoint;
import io.millrace.engine.checkpoint.Restore;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts time into epochs. Every reading task takes part: it fills the open epoch, hears when the epoch closes, ends its
 * share and reports how far it came; the last report ends the epoch and fixes its watermarks.
 *
 * <p>Bounded inputs close an epoch by row counts only, so that results do not depend on time. Live inputs close it 5 ms
 * after the last one, at once after a pause, or when one of them has given its share of rows.
 *
 * <p>Safe for use by all workers; the lock is taken a few times an epoch.
 */
public final class EpochClock {
    /** Said instead of a watermark by a participant whose splits are all idle. */
    public static final long NO_ACTIVE_SPLIT = Long.MIN_VALUE + 1;

    /** Between two epochs of live inputs; a row after a longer pause is let out at once. */
    private static final long INTERVAL_NANOS = 5_000_000;

    /** Between two epochs without rows, where operators wait for the time of processing. */
    private static final long TICK_NANOS = 100_000_000;

    private static final long MICROS_PER_MILLI = 1000;
    private static final String SECTION = "clock";

    private final Pipeline pipeline;
    private final Clock clock;
    private final Runnable wakeAll;
    private final long[] scanWatermarks;
    private final boolean[] idle;
    /** Up to where nodes have got, by node. */
    private final long[] reached;
    /** Up to where their rows have come for those that read them, by node: that may be less. */
    private final long[] published;

    private int participants;
    private int liveParticipants;
    private int reports;
    private int boundedDone;
    private boolean allEnded = true;
    private long lastCutNanos;
    private volatile EpochEnd latest;
    private volatile boolean closing;
    private volatile boolean stopRequested;
    private long processingTime = Long.MIN_VALUE;
    private final boolean ticks;
    private boolean somethingNew;
    private boolean draining;
    private boolean drained;
    private Checkpoints checkpoints = (epoch, ends, finished) -> null;

    /**
     * @param wakeAll makes all workers look again; called often, must not block
     */
    public EpochClock(Pipeline pipeline, Clock clock, Runnable wakeAll) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.wakeAll = wakeAll;
        scanWatermarks = new long[pipeline.nodes().size()];
        idle = new boolean[pipeline.nodes().size()];
        reached = new long[pipeline.nodes().size()];
        Arrays.fill(reached, Long.MIN_VALUE);
        published = reached.clone();
        ticks = pipeline.nodes().stream().anyMatch(Node::processingTime);
        latest = new EpochEnd(0, reached.clone(), false, false, null);
        lastCutNanos = clock.nanos();
        resetReports();
    }

    /** Decides which epochs end with a checkpoint. */
    public interface Checkpoints {
        /**
         * An epoch ends.
         *
         * @param ends whether the run ends with it
         * @param finished whether all inputs have ended
         * @return the checkpoint that begins with it, or null
         */
        @Nullable Checkpoint begin(long epoch, boolean ends, boolean finished);
    }

    /** Has checkpoints made; only before anything runs. */
    public synchronized void checkpoint(Checkpoints chosen) {
        checkpoints = chosen;
    }

    /** Goes on from a checkpoint; only before anything runs. */
    public synchronized void restore(Restore restore) {
        Map<String, Integer> indexes = new HashMap<>();
        pipeline.nodes().forEach(node -> indexes.put(node.id(), node.index()));
        for (StateInput in : restore.sections(SECTION)) {
            processingTime = in.readLong();
            drained = in.readBoolean();
            while (in.hasMore()) {
                Integer index = indexes.get(in.readText());
                long watermark = in.readLong();
                if (index != null) {
                    reached[index] = watermark;
                    Specification spec = pipeline.nodes().get(index).spec();
                    published[index] = delayed(watermark, spec.delayMicros());
                }
            }
        }
        boolean last = restore.isFinished();
        latest = new EpochEnd(restore.epoch(), watermarks(last), last, false, null);
    }

    private byte[] saved() {
        StateOutput out = new StateOutput(256);
        out.writeLong(processingTime);
        out.writeBoolean(drained);
        for (Node node : pipeline.nodes()) {
            out.writeText(node.id());
            out.writeLong(reached[node.index()]);
        }
        return out.toByteArray();
    }

    /** Adds a participant; only before anything runs. */
    public synchronized void join(boolean live) {
        participants++;
        liveParticipants += live ? 1 : 0;
    }

    /** Asks for one more epoch after the inputs have ended; only before anything runs. */
    public synchronized void drain() {
        draining = true;
    }

    /** Ends the first epoch at once when nobody reads anything; called once, when all have joined. */
    public synchronized void begin() {
        if (participants == 0 && !latest.last()) {
            end();
        }
    }

    /** The newest epoch that has ended; epoch 0 has ended before anything runs. */
    public EpochEnd latest() {
        return latest;
    }

    /** Whether participants should end their share of the open epoch now. */
    public boolean closing() {
        return closing;
    }

    public boolean stopRequested() {
        return stopRequested;
    }

    /** Asks for the run to end with the open epoch. */
    public void stop() {
        synchronized (this) {
            stopRequested = true;
            closing = true;
        }
        wakeAll.run();
    }

    /**
     * A participant that is not live has read its share of the open epoch; said once an epoch.
     *
     * @param rows whether there were any rows in it
     */
    public void boundedDone(boolean rows) {
        synchronized (this) {
            boundedDone++;
            somethingNew |= rows;
            if (boundedDone == participants - liveParticipants && liveParticipants == 0) {
                closing = true;
            }
        }
        wakeAll.run();
    }

    /**
     * A participant with live splits looks whether to close.
     *
     * @param rows whether it has read rows in this epoch, or its watermark may move for another reason
     * @param full whether a split has given its share
     * @return how long from now until it should look again
     */
    public long consider(boolean rows, boolean full) {
        if (closing) {
            return 0;
        }
        synchronized (this) {
            somethingNew |= rows;
            long age = clock.nanos() - lastCutNanos;
            long interval = somethingNew ? INTERVAL_NANOS : TICK_NANOS;
            if (!somethingNew && !ticks) {
                return Long.MAX_VALUE;
            }
            if (boundedDone == participants - liveParticipants && (full || age >= interval)) {
                closing = true;
                wakeAll.run();
                return 0;
            }
            return Math.max(1, interval - age);
        }
    }

    /**
     * A participant has ended its share of the open epoch.
     *
     * @param scan the node it reads for
     * @param watermark the lowest over its active splits; {@link Long#MAX_VALUE} when all have ended;
     *     {@link #NO_ACTIVE_SPLIT} when those that have not ended are idle
     * @param ended whether all its splits have ended
     */
    public void report(int scan, long watermark, boolean ended) {
        synchronized (this) {
            allEnded &= ended;
            if (watermark == NO_ACTIVE_SPLIT) {
                idle[scan] = true;
            } else {
                scanWatermarks[scan] = Math.min(scanWatermarks[scan], watermark);
            }
            reports++;
            if (reports < participants) {
                return;
            }
            end();
        }
        wakeAll.run();
    }

    private void end() {
        for (Node node : pipeline.nodes()) {
            int i = node.index();
            long watermark = scanWatermarks[i];
            if (idle[i] && watermark == Long.MAX_VALUE) {
                watermark = reached[i];
            }
            if (!node.inputs().isEmpty()) {
                watermark = Long.MAX_VALUE;
                for (Input input : node.inputs()) {
                    watermark = Math.min(watermark, published[input.node()]);
                }
            }
            reached[i] = Math.max(reached[i], watermark);
            published[i] = delayed(reached[i], node.spec().delayMicros());
        }
        // Rows that are read from now on have at least this time, cut to milliseconds.
        long now = Math.floorDiv(clock.steadyMicros(), MICROS_PER_MILLI) * MICROS_PER_MILLI;
        processingTime = Math.max(processingTime, now - 1);
        // Rows that were rejected in the last epoch of the inputs are given in one more.
        boolean last = allEnded && (!draining || drained);
        drained = allEnded;
        long epoch = latest.epoch() + 1;
        Checkpoint checkpoint = checkpoints.begin(epoch, last || stopRequested, last);
        if (checkpoint != null) {
            checkpoint.add(SECTION, saved());
        }
        EpochEnd end = new EpochEnd(epoch, watermarks(last), last, stopRequested && !last, checkpoint);
        resetReports();
        lastCutNanos = clock.nanos();
        closing = stopRequested;
        EpochEnd before = latest;
        latest = end;
        before.follow(end);
    }

    private static long delayed(long watermark, long delay) {
        boolean known = watermark > Long.MIN_VALUE + delay && watermark < Long.MAX_VALUE;
        return known ? watermark - delay : watermark;
    }

    private long[] watermarks(boolean last) {
        long[] watermarks = reached.clone();
        for (Node node : pipeline.nodes()) {
            if (node.processingTime()) {
                watermarks[node.index()] = last ? Long.MAX_VALUE : processingTime;
            }
        }
        return watermarks;
    }

    private void resetReports() {
        reports = 0;
        boundedDone = 0;
        allEnded = true;
        somethingNew = false;
        Arrays.fill(scanWatermarks, Long.MAX_VALUE);
        Arrays.fill(idle, false);
    }
}
