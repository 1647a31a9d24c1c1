package io.millrace.engine.schedule;

import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Progress;
import io.millrace.engine.checkpoint.Checkpoint;
import io.millrace.engine.checkpoint.LaneCapture;
import io.millrace.engine.checkpoint.Saved;
import io.millrace.engine.time.Channel;
import io.millrace.engine.time.EpochEnd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage on one worker: pulls rows of the epoch from its channels until all have given theirs, then lets its
 * operators advance, then goes on to the next epoch. Called by its worker only.
 */
final class Lane {
    /** How long to wait for a disk that is behind. */
    private static final long CAPTURE_WAIT_NANOS = 1_000_000;

    private final int worker;
    private final List<Channel> channels;
    private final List<NodeInstance> nodes;
    private EpochEnd previous;
    private boolean advancing;
    private boolean over;
    private boolean opened;
    private @Nullable LaneCapture capture;
    private int advanced;
    private volatile long completedEpoch;
    private volatile boolean done;

    /**
     * @param worker the number of the worker, from 0
     * @param nodes in the order of the pipeline; scans among them are driven by their channels
     * @param start the end of epoch 0
     */
    Lane(int worker, List<Channel> channels, List<NodeInstance> nodes, EpochEnd start) {
        this.worker = worker;
        this.channels = channels;
        this.nodes = nodes;
        this.previous = start;
        completedEpoch = start.epoch();
        done = start.last();
    }

    /** Opens the operators, unless that has been done. */
    void open() {
        if (!opened) {
            opened = true;
            nodes.forEach(NodeInstance::open);
        }
    }

    /** Does a little; returns whether there was anything to do. */
    boolean step() {
        if (done) {
            return false;
        }
        boolean worked = capture();
        if (over) {
            done = capture == null;
            return worked;
        }
        if (advancing) {
            return advance();
        }
        boolean finished = true;
        for (Channel channel : channels) {
            if (!channel.finished()) {
                if (!hasRoom()) {
                    return worked;
                }
                worked |= channel.pull();
                finished &= channel.finished();
            }
        }
        if (finished && previous.next() != null) {
            advancing = true;
            advanced = 0;
            advance();
            return true;
        }
        return worked;
    }

    private boolean hasRoom() {
        for (NodeInstance node : nodes) {
            if (!node.exchangesHaveRoom()) {
                return false;
            }
        }
        return true;
    }

    private boolean advance() {
        EpochEnd end = previous.next();
        if (end == null) {
            throw new IllegalStateException("bug: advancing past the open epoch");
        }
        while (advanced < nodes.size()) {
            NodeInstance node = nodes.get(advanced);
            if (!node.hasRoom()) {
                return false;
            }
            Frontier frontier =
                    new Frontier(end.epoch(), end.watermark(node.node().index()), end.last());
            node.tellEnds(end);
            if (node.advance(frontier) == Progress.MORE) {
                return true;
            }
            node.endEpoch();
            advanced++;
        }
        Checkpoint checkpoint = end.checkpoint();
        if (checkpoint != null) {
            if (capture != null) {
                capture();
                return true;
            }
            begin(checkpoint);
        }
        previous = end;
        advancing = false;
        completedEpoch = end.epoch();
        if (end.last() || end.stopped()) {
            over = true;
        } else {
            channels.forEach(Channel::nextEpoch);
        }
        return true;
    }

    /** Hands over to a checkpoint what is kept here at the end of its last epoch. */
    private void begin(Checkpoint checkpoint) {
        LaneCapture begun = checkpoint.capture();
        for (NodeInstance node : nodes) {
            node.save(checkpoint, begun, worker);
        }
        for (Channel channel : channels) {
            if (channel instanceof Saved saved) {
                saved.save(checkpoint);
            }
        }
        capture = begun;
    }

    /** Writes a little of what a checkpoint has still to get; whether there was anything that could be done. */
    private boolean capture() {
        LaneCapture running = capture;
        if (running == null) {
            return false;
        }
        boolean worked = running.step(over || advancing);
        if (running.isDone()) {
            capture = null;
        }
        return worked;
    }

    /** How long the worker may sleep for all this lane cares, in nanoseconds. */
    long waitNanos() {
        long shortest = Long.MAX_VALUE;
        if (capture != null) {
            return CAPTURE_WAIT_NANOS;
        }
        if (!done && !advancing) {
            for (Channel channel : channels) {
                shortest = Math.min(shortest, channel.waitNanos());
            }
        }
        return shortest;
    }

    boolean done() {
        return done;
    }

    /** The newest epoch that is complete here. */
    long completedEpoch() {
        return completedEpoch;
    }

    List<NodeInstance> nodes() {
        return nodes;
    }

    void close() {
        RuntimeException first = null;
        for (Channel channel : channels) {
            first = close(channel::close, first);
        }
        for (NodeInstance node : nodes) {
            first = close(node::close, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException close(Runnable body, @Nullable RuntimeException first) {
        try {
            body.run();
        } catch (RuntimeException e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
        }
        return first;
    }
}
