package io.millrace.engine.schedule;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread that serves its lanes in turn, a little each, and sleeps when none has anything to do. */
final class Worker implements Runnable {
    private static final int SPINS = 20;
    private static final long LONGEST_SLEEP_NANOS = 100_000_000;

    private final List<Lane> lanes;
    private final Consumer<Throwable> onFailure;
    private volatile @Nullable Thread thread;
    private volatile boolean woken;
    private volatile boolean abandoned;

    Worker(List<Lane> lanes, Consumer<Throwable> onFailure) {
        this.lanes = lanes;
        this.onFailure = onFailure;
    }

    /** Makes the worker look again; from any thread. */
    void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    /** Makes the worker stop in the middle, because another one failed. */
    void abandon() {
        abandoned = true;
        wake();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            lanes.forEach(Lane::open);
            serve();
        } catch (Throwable failure) {
            onFailure.accept(failure);
        } finally {
            for (Lane lane : lanes) {
                try {
                    lane.close();
                } catch (RuntimeException e) {
                    onFailure.accept(e);
                }
            }
        }
    }

    private void serve() {
        int idleRounds = 0;
        while (!abandoned) {
            boolean worked = false;
            boolean done = true;
            woken = false;
            for (Lane lane : lanes) {
                worked |= lane.step();
                done &= lane.done();
            }
            if (done) {
                return;
            }
            if (worked) {
                idleRounds = 0;
            } else if (++idleRounds < SPINS && lanes.size() > 1) {
                Thread.onSpinWait();
            } else {
                sleep();
            }
        }
    }

    private void sleep() {
        long nanos = LONGEST_SLEEP_NANOS;
        for (Lane lane : lanes) {
            nanos = Math.min(nanos, lane.waitNanos());
        }
        if (nanos > 0 && !woken) {
            LockSupport.parkNanos(this, nanos);
        }
    }
}
