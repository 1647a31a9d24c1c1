package io.millrace.engine.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.engine.checkpoint.Checkpoint;
import io.millrace.engine.checkpoint.LaneCapture;
import io.millrace.engine.checkpoint.Saved;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.time.EpochEnd;
import java.util.ArrayList;
import java.util.List;

/** One operator on one worker, and where its rows go. Called by its lane's worker only; counters are read by others. */
public final class NodeInstance implements Output {
    private final Node node;
    private final Operator operator;
    private final Stopwatch stopwatch;
    private final OperatorServices services;
    private final List<Target> targets = new ArrayList<>();
    private final List<ExchangeWriter> writers = new ArrayList<>();
    private volatile long rowsIn;
    private volatile long rowsOut;

    NodeInstance(Node node, Operator operator, Stopwatch stopwatch, OperatorServices services) {
        this.node = node;
        this.operator = operator;
        this.stopwatch = stopwatch;
        this.services = services;
    }

    void connect(NodeInstance consumer, int input) {
        targets.add(new Target(consumer, input));
    }

    void connect(ExchangeWriter writer) {
        writers.add(writer);
    }

    void open() {
        operator.open(services);
    }

    /** Gives the operator a batch, and comes back when it has dealt with all of it. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void process(int input, Batch batch) {
        rowsIn += batch.size();
        NodeInstance before = stopwatch.enter(this);
        try {
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                progress = operator.process(input, batch, this);
            }
        } finally {
            stopwatch.leave(before);
        }
    }

    /** Tells the operator which of its inputs have ended with an epoch, or before. */
    void tellEnds(EpochEnd end) {
        for (int input = 0; input < node.inputs().size(); input++) {
            if (end.watermark(node.inputs().get(input).node()) == Long.MAX_VALUE) {
                operator.ended(input);
            }
        }
    }

    Progress advance(Frontier frontier) {
        NodeInstance before = stopwatch.enter(this);
        try {
            Progress progress = operator.advance(frontier, this);
            if (progress == Progress.DONE) {
                services.endEpoch(frontier.epoch());
            }
            return progress;
        } finally {
            stopwatch.leave(before);
        }
    }

    /** Hands over to a checkpoint what the operator keeps. */
    void save(Checkpoint checkpoint, LaneCapture capture, int worker) {
        if (!services.states().isEmpty()) {
            capture.begin(node.id(), worker, services.states());
        }
        if (operator instanceof Saved saved) {
            saved.save(checkpoint);
        }
    }

    /** Sends off what waits in the exchanges, and the end of the epoch behind it. */
    void endEpoch() {
        for (ExchangeWriter writer : writers) {
            writer.endEpoch();
        }
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public void emit(Batch batch) {
        if (batch.size() == 0) {
            return;
        }
        rowsOut += batch.size();
        for (Target target : targets) {
            target.consumer.process(target.input, batch);
        }
        for (ExchangeWriter writer : writers) {
            writer.write(batch);
        }
    }

    boolean exchangesHaveRoom() {
        for (ExchangeWriter writer : writers) {
            if (!writer.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean hasRoom() {
        if (!exchangesHaveRoom()) {
            return false;
        }
        for (Target target : targets) {
            if (!target.consumer.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    void close() {
        operator.close();
    }

    public Node node() {
        return node;
    }

    long rowsIn() {
        return rowsIn;
    }

    long rowsOut() {
        return rowsOut;
    }

    OperatorServices services() {
        return services;
    }

    private record Target(NodeInstance consumer, int input) {}
}
