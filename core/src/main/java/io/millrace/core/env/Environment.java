package io.millrace.core.env;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The world a host gives to everything it runs. Nothing in the engine or in a connector asks the JDK for the time, for
 * randomness or for threads directly: so a simulator can replay a run from its seed.
 */
public interface Environment {
    Clock clock();

    /** A generator of its own for whoever asks, derived from the seed of the process and {@code name}. */
    RandomGenerator random(String name);

    Threads threads();

    default Files files() {
        return disk();
    }

    /** Files for those that keep something over a restart. */
    Disk disk();

    /** Time, in two kinds. */
    interface Clock {
        /** Microseconds since 1970, UTC. May jump. */
        long wallMicros();

        /** Microseconds since 1970, UTC, as the host saw it when it started. Never goes back. */
        long steadyMicros();

        /** Nanoseconds from an arbitrary origin. Never goes back. */
        long nanos();
    }

    /** Starts threads. */
    interface Threads {
        /** Starts a daemon thread; an exception that leaves {@code body} is given to the host. */
        Thread start(String name, Runnable body);

        /** Runs what it is given one after another, on a thread of its own that ends when it has nothing to do. */
        Tasks serial(String name);
    }

    /** Work in the background, one task at a time, in the order in which it was given. */
    interface Tasks extends Executor {
        /** Runs a task once so much time has passed. */
        void later(long nanos, Runnable task);
    }
}
