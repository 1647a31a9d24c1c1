package io.millrace.engine.schedule;

import io.millrace.core.batch.Batch;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way from one lane to another. The bound is soft: a producer looks for room before it starts work and
 * never waits in the middle of it. One producer, one consumer.
 */
final class ExchangeQueue {
    private static final long LIMIT_BYTES = 1 << 20;

    private final ConcurrentLinkedQueue<Item> items = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final Runnable wakeConsumer;
    private final Runnable wakeProducer;

    ExchangeQueue(Runnable wakeConsumer, Runnable wakeProducer) {
        this.wakeConsumer = wakeConsumer;
        this.wakeProducer = wakeProducer;
    }

    /** Takes ownership of the batch. */
    void put(Batch batch, long size) {
        bytes.addAndGet(size);
        items.add(new Item(batch, size));
        wakeConsumer.run();
    }

    /** The producer has put all its batches of its current epoch. */
    void putEnd() {
        items.add(Item.END);
        wakeConsumer.run();
    }

    /** The next item, or null when there is none now. */
    @Nullable Item poll() {
        Item item = items.poll();
        if (item != null && item.bytes > 0 && bytes.getAndAdd(-item.bytes) > LIMIT_BYTES) {
            wakeProducer.run();
        }
        return item;
    }

    boolean hasRoom() {
        return bytes.get() <= LIMIT_BYTES;
    }

    /**
     * @param batch null at the end of an epoch
     */
    record Item(@Nullable Batch batch, long bytes) {
        static final Item END = new Item(null, 0);
    }
}
