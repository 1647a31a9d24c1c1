package io.millrace.core.env;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The real world. */
public final class SystemEnvironment implements Environment {
    /** A thread without work goes after so long. */
    private static final long IDLE_SECONDS = 10;

    private final long seed;

    public SystemEnvironment(long seed) {
        this.seed = seed;
    }

    /** An environment whose randomness is different in every process. */
    public static SystemEnvironment create() {
        return new SystemEnvironment(new SplittableRandom().nextLong());
    }

    @Override
    public Clock clock() {
        return SystemClock.INSTANCE;
    }

    @Override
    public RandomGenerator random(String name) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    }

    @Override
    public Threads threads() {
        return SystemThreads.INSTANCE;
    }

    @Override
    public Disk disk() {
        return SystemDisk.INSTANCE;
    }

    private enum SystemThreads implements Threads {
        INSTANCE;

        @Override
        public Thread start(String name, Runnable body) {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        @Override
        public Tasks serial(String name) {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, body -> {
                Thread thread = new Thread(body, name);
                thread.setDaemon(true);
                return thread;
            });
            executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            executor.allowCoreThreadTimeOut(true);
            return new SystemTasks(executor);
        }
    }

    private record SystemTasks(ScheduledExecutorService executor) implements Tasks {
        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public void later(long nanos, Runnable task) {
            // Nobody asks how it went: tasks deal with their failures themselves.
            Future<?> unused = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private enum SystemClock implements Clock {
        INSTANCE;

        private final long originNanos = System.nanoTime();
        private final long originMicros = wallMicros();

        @Override
        public long steadyMicros() {
            return originMicros + (System.nanoTime() - originNanos) / 1000;
        }

        @Override
        public long wallMicros() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }
}
