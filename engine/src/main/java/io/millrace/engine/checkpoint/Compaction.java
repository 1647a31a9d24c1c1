package io.millrace.engine.checkpoint;

import io.millrace.core.env.Disk;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.checkpoint.BlockFile.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the runs of checkpoints few: merges the newest of them whenever they are together as long as the one before, so
 * that each byte is written again only a few times, however long the run lasts. Merging goes on beside everything else; the next checkpoint
 * names what came of it.
 *
 * <p>Called by the thread that writes checkpoints, but for the merging itself.
 */
final class Compaction {
    /** Fewer are never merged. */
    private static final int FEW = 4;

    private final StateStore store;
    private final Executor merging;
    private final Executor background;
    private final Consumer<Throwable> onFailure;
    private List<Sealed> runs = new ArrayList<>();
    private boolean busy;
    private volatile boolean closed;
    private long count;

    /**
     * @param merging where files are merged
     * @param background the thread that writes checkpoints
     */
    Compaction(StateStore store, Executor merging, Executor background, Consumer<Throwable> onFailure) {
        this.store = store;
        this.merging = merging;
        this.background = background;
        this.onFailure = onFailure;
    }

    /** The runs of a checkpoint that adds one. */
    List<Sealed> with(Sealed added, boolean whole) {
        List<Sealed> all = whole ? new ArrayList<>() : new ArrayList<>(runs);
        all.add(added);
        return all;
    }

    /** Merges nothing more; {@code over} is told when nothing is being merged. */
    void close(CountDownLatch over) {
        closed = true;
        merging.execute(over::countDown);
    }

    /** The runs that the next checkpoint builds on. */
    List<Sealed> runs() {
        return runs;
    }

    /** A checkpoint with these runs is safe. */
    void committed(List<Sealed> newRuns) {
        runs = new ArrayList<>(newRuns);
        int from = first(runs);
        if (!busy && !closed && from >= 0) {
            busy = true;
            List<Sealed> chosen = List.copyOf(runs.subList(from, runs.size()));
            boolean base = from == 0;
            merging.execute(() -> merge(chosen, base));
        }
    }

    /** From where on runs are to be merged, or -1. */
    private static int first(List<Sealed> runs) {
        if (runs.size() < FEW) {
            return -1;
        }
        int first = runs.size() - 1;
        long sum = runs.get(first).bytes();
        while (first > 0 && runs.get(first - 1).bytes() <= sum) {
            first--;
            sum += runs.get(first).bytes();
        }
        return runs.size() - first >= FEW ? first : -1;
    }

    private void merge(List<Sealed> chosen, boolean base) {
        BlockWriter writer = null;
        try {
            writer = store.create("run-merged", ++count);
            merge(chosen, base, writer);
            BlockWriter merged = writer;
            background.execute(() -> replace(chosen, merged));
        } catch (IOException | RuntimeException | Error e) {
            if (writer != null) {
                writer.close();
            }
            background.execute(() -> give(chosen, e));
        }
    }

    private void give(List<Sealed> chosen, Throwable failure) {
        busy = false;
        // A checkpoint with everything in it may have come between, and the files be gone.
        if (!closed && runs.contains(chosen.get(0)) && (!(failure instanceof IOException e) || !Disk.isFull(e))) {
            onFailure.accept(StateException.notWritten("cannot merge files in '" + store.folder() + "'", failure));
        }
    }

    private void replace(List<Sealed> chosen, BlockWriter merged) {
        int at = runs.indexOf(chosen.get(0));
        try {
            if (at < 0 || closed) {
                // A checkpoint with everything in it has come between.
                merged.close();
            } else {
                Sealed sealed = merged.finish();
                runs.subList(at, at + chosen.size()).clear();
                runs.add(at, sealed);
            }
            busy = false;
        } catch (IOException e) {
            merged.close();
            give(chosen, e);
        }
    }

    /** Writes what counts of some runs: of an id, what the newest says. */
    private void merge(List<Sealed> chosen, boolean base, BlockWriter writer) throws IOException {
        SeenEntries seen = new SeenEntries();
        StateOutput out = new StateOutput(BlockFile.TARGET_BYTES);
        for (int i = chosen.size() - 1; i >= 0; i--) {
            seen.beginRun();
            try (BlockReader reader = store.open(chosen.get(i))) {
                @Nullable StateInput in = reader.next();
                while (in != null && !closed) {
                    EntryBlock block = EntryBlock.read(in);
                    out.truncate(0);
                    block.write(out);
                    if (copy(block, in, out, seen, base)) {
                        writer.write(out.data(), 0, out.length());
                    }
                    in = reader.next();
                }
            }
        }
    }

    /** Copies what counts of a block; whether that was anything. */
    private static boolean copy(EntryBlock block, StateInput in, StateOutput out, SeenEntries seen, boolean base) {
        switch (block.kind()) {
            case DROPPED -> {
                seen.drop(block.owner());
                return !base;
            }
            case WHOLE -> {
                if (!seen.seeWhole(block.owner())) {
                    return false;
                }
                int length = in.remaining();
                out.writeRaw(in.data(), in.skip(length), length);
                return true;
            }
            case ENTRIES -> {
                if (seen.isDropped(block.owner())) {
                    return false;
                }
                int empty = out.length();
                while (in.hasMore()) {
                    int id = in.readCount();
                    int code = in.readCount();
                    int length = code == EntryBlock.ENDED ? 0 : in.readInt();
                    int at = in.skip(length);
                    if (seen.see(block.owner(), id) && !(base && code == EntryBlock.ENDED)) {
                        out.writeNumber(id);
                        out.writeNumber(code);
                        if (code != EntryBlock.ENDED) {
                            out.writeInt(length);
                            out.writeRaw(in.data(), at, length);
                        }
                    }
                }
                return out.length() > empty;
            }
        }
        throw new IllegalStateException("bug: no such kind of block");
    }
}
