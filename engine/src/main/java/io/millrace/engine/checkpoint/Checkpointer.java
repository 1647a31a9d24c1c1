package io.millrace.engine.checkpoint;

import io.millrace.core.env.Disk;
import io.millrace.core.env.Environment;
import io.millrace.core.env.Environment.Tasks;
import io.millrace.engine.checkpoint.BlockFile.Sealed;
import io.millrace.engine.checkpoint.Manifest.Container;
import io.millrace.engine.checkpoint.Manifest.Identity;
import io.millrace.engine.checkpoint.Manifest.Keeper;
import io.millrace.engine.checkpoint.Manifest.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checkpoints of a run, one after another. Workers hand over blocks; a thread of its own writes them, makes
 * sure of them and seals them. Where the disk has no room left, a checkpoint is given up and a later one, with
 * everything in it, takes its place; any other failure of the disk ends the run.
 *
 * <p>Safe for use by all workers.
 */
public final class Checkpointer {
    /** Workers that have handed over so much that is not yet written wait before they hand over more. */
    private static final long MOST_QUEUED_BYTES = 32 << 20;

    private static final long ASK_MILLIS = 200;
    private static final long SHORTEST_PAUSE_NANOS = 500_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    private final StateStore store;
    private final Environment environment;
    private final Options options;
    private final Tasks background;
    private final Outboxes outboxes;
    private final Compaction compaction;
    private final UUID identity;
    private final List<Keeper> keepers;
    private final Map<String, Integer> keeperNumbers = new HashMap<>();
    private final List<Container> containers = new ArrayList<>();
    private final Map<Container, Integer> containerNumbers = new HashMap<>();
    private final AtomicLong queuedBytes = new AtomicLong();

    private @Nullable Checkpoint running;
    private boolean nextIsWhole = true;
    private Consumer<Checkpoint> lastly = checkpoint -> {};
    private long lastBegunNanos;
    private long pauseNanos;

    /** Below: of the background thread alone. */
    private long lastEpoch;

    /** Whether a checkpoint was given up, so that the next ones have nothing to build on but one with everything. */
    private boolean broken;

    private volatile boolean closed;
    private volatile Figures figures;

    /**
     * How checkpoints are made.
     *
     * @param pace when they are made
     * @param say is told what the user should know
     * @param onFailure is told what ends the run
     */
    public record Options(Pace pace, Consumer<String> say, Consumer<Throwable> onFailure) {}

    /**
     * What has been done.
     *
     * @param checkpoints how many were completed
     * @param epoch the last epoch that is safe
     * @param bytes how long the last one's own files are
     * @param allBytes how long all files of the last one are, those of before included
     * @param nanos how long the last one took from its beginning to its end
     */
    public record Figures(long checkpoints, long epoch, long bytes, long allBytes, long nanos) {}

    /**
     * @param keepers the operators that may keep state
     * @param before the checkpoint that the run goes on from, or null
     */
    Checkpointer(
            StateStore store,
            Environment environment,
            Options options,
            List<Keeper> keepers,
            @Nullable Manifest before) {
        this.store = store;
        this.environment = environment;
        this.options = options;
        this.keepers = List.copyOf(keepers);
        for (int i = 0; i < keepers.size(); i++) {
            keeperNumbers.put(keepers.get(i).node(), i);
        }
        background = environment.threads().serial("millrace-checkpoint");
        identity = before == null ? store.newIdentity() : before.identity().store();
        lastEpoch = before == null ? 0 : before.identity().epoch();
        outboxes = new Outboxes(store, environment, options, identity, before);
        compaction = new Compaction(store, environment.threads().serial("millrace-compaction"), background, this::fail);
        lastBegunNanos = environment.clock().nanos();
        figures = new Figures(0, lastEpoch, 0, 0, 0);
    }

    /** What sinks outside are to get. */
    public Outboxes outboxes() {
        return outboxes;
    }

    public Figures figures() {
        return figures;
    }

    /**
     * Begins a checkpoint with the epoch that ends now, if it is time for one.
     *
     * @param ends whether the run ends with the epoch, which then is always worth a checkpoint
     * @param finished whether all inputs have ended
     * @param lanes how many lanes will give their share
     */
    public synchronized @Nullable Checkpoint begin(long epoch, boolean ends, boolean finished, int lanes) {
        long now = environment.clock().nanos();
        boolean due = options.pace.isDue(epoch, running == null ? now - lastBegunNanos - pauseNanos : -1);
        if (!due && !ends) {
            return null;
        }
        lastBegunNanos = now;
        // What builds on one that is still being written is void when that one fails, and after the last there is no
        // other.
        boolean whole = nextIsWhole || ends && running != null;
        Checkpoint begun = new Checkpoint(this, epoch, new Checkpoint.Manner(finished, whole, now), lanes);
        nextIsWhole = false;
        running = begun;
        return begun;
    }

    /**
     * Delivers nothing more and makes no more checkpoints, and waits for what is just being written: then nobody touches
     * the folder any more.
     */
    void close() {
        outboxes.close();
        closed = true;
        CountDownLatch written = new CountDownLatch(2);
        compaction.close(written);
        background.execute(written::countDown);
        try {
            written.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized int container(String node, String name) {
        Integer keeper = keeperNumbers.get(node);
        if (keeper == null) {
            throw new IllegalStateException("bug: " + node + " keeps state and is not in the pipeline");
        }
        return containerNumbers.computeIfAbsent(new Container(keeper, name), added -> {
            containers.add(added);
            return containers.size() - 1;
        });
    }

    boolean hasRoom() {
        return queuedBytes.get() < MOST_QUEUED_BYTES;
    }

    void write(Checkpoint checkpoint, byte[] block) {
        queuedBytes.addAndGet(block.length);
        background.execute(() -> {
            queuedBytes.addAndGet(-block.length);
            attempt(checkpoint, () -> writer(checkpoint).write(block, 0, block.length));
        });
    }

    /** Has something more written to each checkpoint when all lanes have given their share; before any is made. */
    public void lastly(Consumer<Checkpoint> chosen) {
        lastly = chosen;
    }

    void complete(Checkpoint checkpoint) {
        lastly.accept(checkpoint);
        background.execute(() -> {
            attempt(checkpoint, () -> seal(checkpoint));
            if (checkpoint.failed) {
                outboxes.giveBack(checkpoint);
            }
            end(checkpoint);
        });
    }

    /** Work with the disk. */
    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Checkpoint checkpoint, Work work) {
        if (checkpoint.failed || closed) {
            return;
        }
        try {
            work.run();
        } catch (IOException e) {
            giveUp(checkpoint);
            if (Disk.isFull(e)) {
                pause(e);
            } else {
                fail(StateException.notWritten("cannot write a checkpoint into '" + store.folder() + "'", e));
            }
        } catch (RuntimeException | Error e) {
            giveUp(checkpoint);
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        options.onFailure.accept(failure);
    }

    private BlockWriter writer(Checkpoint checkpoint) throws IOException {
        BlockWriter current = checkpoint.writer;
        if (current == null) {
            current = store.create("run", checkpoint.epoch());
            checkpoint.writer = current;
        }
        return current;
    }

    private void giveUp(Checkpoint checkpoint) {
        checkpoint.failed = true;
        broken = true;
        if (checkpoint.writer != null) {
            checkpoint.writer.close();
        }
    }

    private synchronized void pause(IOException cause) {
        nextIsWhole = true;
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, SHORTEST_PAUSE_NANOS + pauseNanos * 2);
        options.say.accept("no checkpoint was made, for there is no room in '" + store.folder() + "' ("
                + cause.getMessage() + "); the run goes on and tries again in " + pauseNanos / 1_000_000_000.0 + " s");
    }

    private void seal(Checkpoint checkpoint) throws IOException {
        if (broken && !checkpoint.isWhole()) {
            // It has only what changed since one that was given up.
            giveUp(checkpoint);
            return;
        }
        Sealed run = writer(checkpoint).finish();
        List<Sealed> runs = compaction.with(run, checkpoint.isWhole());
        List<Results> waiting = outboxes.seal(checkpoint);
        Manifest manifest;
        synchronized (this) {
            manifest = new Manifest(
                    new Identity(identity, store.nextNumber(), checkpoint.epoch(), lastEpoch, checkpoint.isFinished()),
                    keepers,
                    List.copyOf(containers),
                    runs,
                    waiting,
                    checkpoint.sections());
        }
        List<Sealed> used = new ArrayList<>(compaction.runs());
        waiting.forEach(outbox -> used.add(outbox.file()));
        store.commit(manifest, used);
        broken = false;
        lastEpoch = checkpoint.epoch();
        compaction.committed(runs);
        outboxes.committed();
        long nanos = environment.clock().nanos() - checkpoint.begunNanos();
        long all = runs.stream().mapToLong(Sealed::bytes).sum();
        figures = new Figures(figures.checkpoints + 1, lastEpoch, run.bytes(), all, nanos);
        synchronized (this) {
            pauseNanos = 0;
        }
    }

    private synchronized void end(Checkpoint checkpoint) {
        if (running == checkpoint) {
            running = null;
        }
        notifyAll();
    }

    /**
     * Waits until nothing is being written.
     *
     * @param epoch what is to be safe then
     * @param failed says that the run has failed, so that there is nothing to wait for
     * @throws StateException when it is not
     */
    public synchronized void await(long epoch, BooleanSupplier failed) throws InterruptedException {
        while (running != null && !failed.getAsBoolean()) {
            wait(ASK_MILLIS);
        }
        if (failed.getAsBoolean()) {
            return;
        }
        if (figures.epoch < epoch) {
            throw new StateException(
                    StateException.Kind.NOT_WRITTEN,
                    "the last checkpoint could not be written into '" + store.folder() + "'",
                    "make room; started again, the run goes on from the checkpoint before, after epoch "
                            + figures.epoch,
                    null);
        }
    }
}
