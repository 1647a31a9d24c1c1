package io.millrace.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that is being written. Lanes hand over what they have, each in its own time; the last one of them
 * completes it. Safe for use by all workers.
 */
public final class Checkpoint {
    private final Checkpointer checkpointer;
    private final long epoch;
    private final Manner manner;
    private final AtomicInteger lanes;
    private final Map<String, List<byte[]>> sections = new TreeMap<>();
    private final List<byte[]> results = new ArrayList<>();
    /** Of the thread that writes. */
    @Nullable BlockWriter writer;

    /** Whether somebody has taken the results. */
    boolean resultsTaken;

    /** Of the thread that writes: whether it was given up. */
    boolean failed;

    /**
     * What kind of checkpoint it is.
     *
     * @param finished whether all inputs have ended
     * @param whole whether everything is written, and not only what has changed
     * @param begunNanos when it began
     */
    record Manner(boolean finished, boolean whole, long begunNanos) {}

    Checkpoint(Checkpointer checkpointer, long epoch, Manner manner, int lanes) {
        this.checkpointer = checkpointer;
        this.epoch = epoch;
        this.manner = manner;
        this.lanes = new AtomicInteger(lanes);
    }

    /** The last epoch that is in it. */
    public long epoch() {
        return epoch;
    }

    boolean isFinished() {
        return manner.finished;
    }

    long begunNanos() {
        return manner.begunNanos;
    }

    boolean isWhole() {
        return manner.whole;
    }

    /** Begins what a lane gives: called by the lane's worker when it has completed the epoch. */
    public LaneCapture capture() {
        return new LaneCapture(this);
    }

    int container(String node, String name) {
        return checkpointer.container(node, name);
    }

    void write(byte[] block) {
        checkpointer.write(this, block);
    }

    /** Whether the disk keeps up. */
    boolean hasRoom() {
        return checkpointer.hasRoom();
    }

    /** Adds to what the run needs to go on. What several add under a name is kept apart. */
    public void add(String section, byte[] content) {
        synchronized (sections) {
            sections.computeIfAbsent(section, key -> new ArrayList<>()).add(content);
        }
    }

    /** Adds results for sinks outside. */
    void addResults(List<byte[]> blocks) {
        synchronized (results) {
            results.addAll(blocks);
        }
    }

    List<byte[]> results() {
        synchronized (results) {
            return List.copyOf(results);
        }
    }

    Map<String, byte[]> sections() {
        Map<String, byte[]> all = new TreeMap<>();
        synchronized (sections) {
            sections.forEach((name, contents) -> all.put(name, Sections.join(contents)));
        }
        return all;
    }

    void laneDone() {
        if (lanes.decrementAndGet() == 0) {
            checkpointer.complete(this);
        }
    }
}
