package io.millrace.server;

import io.millrace.core.env.Environment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings all tiles to the newest epoch that every one of them has completed, and serves the browsers, at most 20 times
 * a second. It has a thread of its own; the engine only wakes it.
 */
final class LiveBoard implements AutoCloseable {
    private static final int CLIENTS_MAX = 32;
    private static final long FRAME_NANOS = 50_000_000;
    private static final long IDLE_MILLIS = 250;

    private final LiveJob job;
    private final String instance;
    private final Semaphore work = new Semaphore(0);
    private final List<LiveClient> clients = new CopyOnWriteArrayList<>();
    private final FrameWriter writer = new FrameWriter();
    private final Rates rates;
    private final Environment environment;
    private @Nullable Thread thread;
    private volatile boolean closed;
    private long shown;
    private long shownMicros;

    LiveBoard(LiveJob job, String instance, Environment environment) {
        this.job = job;
        this.environment = environment;
        this.instance = instance;
        this.rates = new Rates(job.metrics(), environment.clock().nanos());
    }

    void start() {
        job.tables().forEach(table -> table.listener(this::wake));
        thread = environment.threads().start("millrace-live-board", this::run);
    }

    /** Says that there is something to do; any thread, never waits. */
    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** Adds a browser; false when there are too many. */
    boolean add(LiveClient client) {
        if (closed || clients.size() >= CLIENTS_MAX) {
            return false;
        }
        clients.add(client);
        wake();
        return true;
    }

    /** Ends all connections; browsers come back by themselves. */
    void disconnect() {
        clients.forEach(LiveClient::close);
        wake();
    }

    private void run() {
        try {
            while (!closed) {
                long started = environment.clock().nanos();
                tick(started);
                long rest = FRAME_NANOS - (environment.clock().nanos() - started);
                if (rest > 0) {
                    TimeUnit.NANOSECONDS.sleep(rest);
                }
                boolean woken = work.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (woken) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(long nowNanos) {
        clients.removeIf(client -> !client.isOpen());
        rates.update(nowNanos);
        long nowMicros = environment.clock().wallMicros();
        boolean ended = !job.tables().isEmpty();
        long newest = Long.MAX_VALUE;
        for (LiveTable table : job.tables()) {
            ended &= table.ended();
            newest = Math.min(newest, table.pending().sealedThrough());
        }
        show(common(newest));
        ShownEpoch epoch = new ShownEpoch(shown, shownMicros, nowMicros, ended);
        for (LiveClient client : clients) {
            client.serve(writer, epoch, rates, nowNanos, instance);
        }
    }

    /** The newest epoch up to a limit that every tile can show, or the one that is shown already. */
    private long common(long limit) {
        long epoch = limit;
        boolean agreed = false;
        while (!agreed && epoch > shown) {
            agreed = true;
            for (LiveTable table : job.tables()) {
                long possible = table.pending().newestAt(epoch);
                agreed &= possible == epoch;
                epoch = Math.min(epoch, possible);
            }
        }
        return epoch;
    }

    private void show(long epoch) {
        if (job.tables().isEmpty() || epoch <= shown) {
            return;
        }
        shownMicros = completedMicros(epoch);
        shown = epoch;
        for (LiveTable table : job.tables()) {
            table.advance(epoch, shownMicros);
        }
    }

    /** When the last tile completed an epoch; a tile that is further ahead does not say when, and was not the last. */
    private long completedMicros(long epoch) {
        long last = Long.MIN_VALUE;
        long earliest = Long.MAX_VALUE;
        for (LiveTable table : job.tables()) {
            long micros = table.pending().sealedMicros();
            earliest = Math.min(earliest, micros);
            if (table.pending().sealedThrough() == epoch) {
                last = Math.max(last, micros);
            }
        }
        return last == Long.MIN_VALUE ? earliest : last;
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
        Thread started = thread;
        if (started == null) {
            return;
        }
        started.interrupt();
        try {
            started.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
