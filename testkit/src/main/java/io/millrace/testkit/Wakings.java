package io.millrace.testkit;

import io.millrace.core.connect.Reader;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A waker for readers, and whoever waits to be woken. Bounded: a reader that says nothing for 30 s is an error. */
public final class Wakings implements Runnable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Semaphore woken = new Semaphore(0);
    private long waitedNanos;

    @Override
    public void run() {
        woken.release();
    }

    /** Waits after an idle answer, until the reader wants to be asked again. */
    public void await(Reader.Poll poll) {
        try {
            long nanos = Math.min(poll.waitNanos(), TimeUnit.SECONDS.toNanos(5));
            if (woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
                waitedNanos = 0;
            } else {
                waitedNanos += Math.max(nanos, 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        if (waitedNanos > PATIENCE_NANOS) {
            throw new AssertionError("the reader was idle for too long");
        }
    }
}
