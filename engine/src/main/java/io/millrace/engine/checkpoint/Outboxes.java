package io.millrace.engine.checkpoint;

import io.millrace.core.connect.MarkedSink;
import io.millrace.core.env.Environment;
import io.millrace.core.type.Schema;
import io.millrace.engine.checkpoint.Manifest.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Results that checkpoints have and sinks outside have not yet confirmed: files, each with the results of the epochs of
 * one checkpoint. A {@link Delivery} takes them to each sink. Safe for use by any thread.
 */
public final class Outboxes {
    private final StateStore store;
    private final Environment environment;
    private final Checkpointer.Options options;
    private final UUID run;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Results> waiting = new ArrayList<>();
    /** Of those that wait, the ones that a checkpoint has which is safe. */
    private final List<Results> safe = new ArrayList<>();

    /** Results of checkpoints that were given up. */
    private final List<byte[]> unsealed = new ArrayList<>();

    private long lastEpoch;

    Outboxes(
            StateStore store,
            Environment environment,
            Checkpointer.Options options,
            UUID run,
            @Nullable Manifest before) {
        this.store = store;
        this.environment = environment;
        this.options = options;
        this.run = run;
        if (before != null) {
            waiting.addAll(before.outboxes());
            safe.addAll(before.outboxes());
            lastEpoch = before.identity().epoch();
        }
    }

    /**
     * A sink outside; what waits for it from before is delivered from now on.
     *
     * @param name names the sink in the run, over restarts
     * @param schema of what is written to it
     */
    public synchronized Outbox open(String name, Schema schema, MarkedSink sink) {
        Delivery delivery = new Delivery(
                new Delivery.Target(name, writer(name), schema, sink),
                new Delivery.Place(this, store, environment, options));
        deliveries.add(delivery);
        delivery.start();
        return new Outbox(name, lastEpoch + 1);
    }

    private String writer(String name) {
        String own = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return run + "-" + own.substring(0, Math.min(own.length(), 80));
    }

    /** Writes what a checkpoint has for sinks; returns all files that wait, its own among them. */
    synchronized List<Results> seal(Checkpoint checkpoint) throws IOException {
        giveBack(checkpoint);
        if (!unsealed.isEmpty()) {
            try (BlockWriter writer = store.create("outbox", checkpoint.epoch())) {
                for (byte[] block : unsealed) {
                    writer.write(block, 0, block.length);
                }
                waiting.add(new Results(writer.finish(), lastEpoch + 1, checkpoint.epoch()));
                unsealed.clear();
            }
        }
        lastEpoch = checkpoint.epoch();
        waiting.removeIf(this::isDelivered);
        safe.retainAll(waiting);
        return List.copyOf(waiting);
    }

    /** A checkpoint was given up: what it has for sinks goes with the next one. */
    synchronized void giveBack(Checkpoint checkpoint) {
        if (!checkpoint.resultsTaken) {
            checkpoint.resultsTaken = true;
            unsealed.addAll(checkpoint.results());
        }
    }

    private boolean isDelivered(Results results) {
        return safe.contains(results)
                && deliveries.stream().allMatch(delivery -> delivery.delivered() >= results.last());
    }

    /** The checkpoint that was sealed last is safe. */
    void committed() {
        List<Delivery> all;
        synchronized (this) {
            safe.clear();
            safe.addAll(waiting);
            all = List.copyOf(deliveries);
        }
        all.forEach(Delivery::wake);
    }

    /** The first file with results behind an epoch that may be delivered; null when there is none now. */
    synchronized @Nullable Results next(long delivered) {
        for (Results results : safe) {
            if (results.last() > delivered) {
                return results;
            }
        }
        return null;
    }

    /** Nothing more is delivered; the sinks are closed. */
    public void close() {
        List<Delivery> all;
        synchronized (this) {
            all = List.copyOf(deliveries);
        }
        all.forEach(Delivery::close);
    }

    /** Tells those who wait that something was delivered. */
    synchronized void progress() {
        notifyAll();
    }

    /**
     * Waits until sinks have everything that is safe.
     *
     * @param nanos so long at most
     * @param failed says that there is nothing to wait for any more; asked about once a second
     * @return whether they have
     */
    public synchronized boolean await(long nanos, BooleanSupplier failed) throws InterruptedException {
        long deadline = environment.clock().nanos() + nanos;
        while (!safe.stream().allMatch(this::isDelivered)) {
            long left = deadline - environment.clock().nanos();
            if (left <= 0 || failed.getAsBoolean()) {
                return false;
            }
            wait(Math.max(1, Math.min(left / 1_000_000, 1000)));
        }
        return true;
    }
}
