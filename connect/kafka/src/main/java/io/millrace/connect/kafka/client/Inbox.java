package io.millrace.connect.kafka.client;

import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of a partition on their way from the consumer's thread to the reader's. Safe for use by both. */
final class Inbox {
    private final Place start;
    private final Runnable waker;
    private final ArrayDeque<Fetched> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean asleep;
    private volatile boolean closed;
    private volatile boolean paused;
    private volatile long consumed;

    Inbox(Place start, Runnable waker) {
        this.start = start;
        this.waker = waker;
        consumed = start.offset();
    }

    /**
     * Records in the order of their offsets.
     *
     * @param next where a consumer would go on behind them, which may be further than the last one's
     * @param bytes about how much memory they take
     */
    record Fetched(List<ConsumerRecord<byte[], byte[]>> records, long next, long bytes) {}

    Place start() {
        return start;
    }

    void put(Fetched fetched) {
        boolean wake;
        synchronized (this) {
            waiting.add(fetched);
            bytes += fetched.bytes();
            wake = asleep;
            asleep = false;
            notifyAll();
        }
        if (wake) {
            waker.run();
        }
    }

    /** Wakes the reader, whatever it is there to see. */
    void wake() {
        synchronized (this) {
            asleep = false;
        }
        waker.run();
    }

    /** The next records, or null; then the reader is woken when there are some. */
    synchronized @Nullable Fetched take() {
        Fetched fetched = waiting.poll();
        if (fetched == null) {
            asleep = true;
        } else {
            bytes -= fetched.bytes();
        }
        return fetched;
    }

    /** Waits about a millisecond for something to come; shorter will do, too. */
    @SuppressWarnings("WaitNotInLoop")
    synchronized void await() {
        try {
            if (waiting.isEmpty()) {
                wait(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Whether nothing more is fetched for now. */
    boolean paused() {
        return paused;
    }

    void paused(boolean value) {
        paused = value;
    }

    /** Says that all before an offset was given on. */
    void consumed(long offset) {
        consumed = offset;
    }

    long consumed() {
        return consumed;
    }

    /** Says that nothing more is to be fetched; what is here stays for the reader. */
    void finished() {
        closed = true;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        bytes = 0;
    }

    /** Whether nothing more is to be fetched. */
    boolean closed() {
        return closed;
    }
}
