package io.millrace.engine.flow;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Sink;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.checkpoint.Checkpoint;
import io.millrace.engine.checkpoint.Saved;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives a sink its changes and the ends of epochs. What an epoch inserts is held back until all its deletions are
 * through, since they may come from other workers, or from other keys of an operator before, in any order.
 */
public final class SinkOperator implements Operator, Saved {
    private final Sink sink;
    private final Schema schema;
    private final boolean changing;
    private final Deque<Batch> held = new ArrayDeque<>();
    private BatchBuilder insertions;
    private int[] chosen = new int[0];

    /**
     * @param changing whether rows of the input may be taken back
     */
    public SinkOperator(Sink sink, Schema input, boolean changing) {
        this.sink = sink;
        this.schema = input;
        this.changing = changing;
        insertions = new BatchBuilder(input, changing ? Batch.TARGET_ROWS : 1);
    }

    @Override
    public void open(OperatorContext context) {
        if (sink instanceof KeptRows kept) {
            kept.open(context.states());
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (!changing) {
            sink.write(batch);
            return Progress.DONE;
        }
        int deletions = choose(batch, true);
        if (deletions > 0) {
            sink.write(batch.select(chosen, deletions));
        }
        int count = choose(batch, false);
        insertions.append(batch, chosen, 0, count);
        if (insertions.isFull()) {
            held.add(insertions.build());
            insertions = new BatchBuilder(schema, Batch.TARGET_ROWS);
        }
        return Progress.DONE;
    }

    private int choose(Batch batch, boolean deletions) {
        if (chosen.length < batch.size()) {
            chosen = new int[batch.size()];
        }
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (batch.weight(row) < 0 == deletions) {
                chosen[count++] = row;
            }
        }
        return count;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        for (Batch batch = held.poll(); batch != null; batch = held.poll()) {
            sink.write(batch);
        }
        if (insertions.size() > 0) {
            sink.write(insertions.build());
            insertions.clear();
        }
        sink.endEpoch(frontier.epoch(), frontier.watermark());
        return Progress.DONE;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        if (sink instanceof Saved saved) {
            saved.save(checkpoint);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
