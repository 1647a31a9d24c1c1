package io.millrace.engine.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.engine.time.Channel;

/** The receiving end of a queue between lanes. */
final class QueueChannel implements Channel {
    private final ExchangeQueue queue;
    private final NodeInstance consumer;
    private final int input;
    private boolean finished;

    QueueChannel(ExchangeQueue queue, NodeInstance consumer, int input) {
        this.queue = queue;
        this.consumer = consumer;
        this.input = input;
    }

    @Override
    public boolean pull() {
        if (finished) {
            return false;
        }
        ExchangeQueue.Item item = queue.poll();
        if (item == null) {
            return false;
        }
        Batch batch = item.batch();
        if (batch == null) {
            finished = true;
        } else {
            consumer.process(input, batch);
        }
        return true;
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public void nextEpoch() {
        finished = false;
    }

    @Override
    public long waitNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {}
}
