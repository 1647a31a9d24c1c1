package io.millrace.engine.checkpoint;

import io.millrace.core.state.Marks;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one lane gives for one checkpoint: handed over at the end of an epoch, then written in slices between batches.
 * Called by the lane's worker only.
 */
public final class LaneCapture implements KeptStates.Taking {
    /** So many entries are written at a time: well below a millisecond's work. */
    private static final int SLICE_ENTRIES = 512;

    private final Checkpoint checkpoint;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private String node = "";
    private boolean done;

    private record Pending(Marks marks, ContainerCapture capture) {}

    LaneCapture(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Writes at once what belongs to no lane, when all lanes have given their share. */
    public static void write(Checkpoint checkpoint, String nodeId, KeptStates states) {
        LaneCapture capture = new LaneCapture(checkpoint);
        capture.done = true;
        capture.begin(nodeId, 0, states);
        while (!capture.pending.isEmpty()) {
            capture.step(true);
        }
    }

    /** Takes over what an operator keeps, as it is now. */
    public void begin(String nodeId, int lane, KeptStates states) {
        node = nodeId;
        states.begin(lane, checkpoint.isWhole(), this);
    }

    @Override
    public int container(String name) {
        return checkpoint.container(node, name);
    }

    @Override
    public void take(byte[] block) {
        checkpoint.write(block);
    }

    @Override
    public void add(Marks marks, ContainerCapture capture) {
        pending.add(new Pending(marks, capture));
    }

    /**
     * Writes a little.
     *
     * @param urgent whether there is nothing else to do, so that it goes on even where the disk is behind
     * @return whether there was anything that could be done
     */
    public boolean step(boolean urgent) {
        int left = SLICE_ENTRIES;
        while (left > 0 && !pending.isEmpty()) {
            if (!urgent && !checkpoint.hasRoom()) {
                return left < SLICE_ENTRIES;
            }
            Pending next = pending.element();
            int written = next.marks.writePending(left);
            if (written < left) {
                next.capture.flush();
                pending.remove();
            }
            left -= Math.max(1, written);
        }
        if (pending.isEmpty() && !done) {
            done = true;
            checkpoint.laneDone();
        }
        return true;
    }

    /** Whether everything has been written. */
    public boolean isDone() {
        return done;
    }
}
