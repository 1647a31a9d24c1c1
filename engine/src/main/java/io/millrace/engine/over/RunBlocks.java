package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.table.Hashes;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows that lie in sorted runs ids for checkpoints. A run has blocks of 64 ids; a block is free again when all its
 * rows have gone, which they do from the first on. One thread at a time.
 */
final class RunBlocks implements Entries {
    private static final int BITS = 6;
    private static final int ROWS = 1 << BITS;
    private static final int[] NONE = {};

    private final int[] partition;
    private final Consumer<StateInput> reader;
    private Marks marks = Marks.OFF;
    private @Nullable Batch[] runs = new Batch[16];
    /** Which rows of its run a block has: those from 64 times this on. */
    private int[] places = new int[16];

    private int[] free = new int[16];
    private int freeCount;
    private int used;

    /**
     * @param partition the columns by which rows find their worker; none when all rows are on the first
     * @param reader takes back a row
     */
    RunBlocks(int[] partition, Consumer<StateInput> reader) {
        this.partition = partition;
        this.reader = reader;
    }

    void mark(Marks newMarks) {
        marks = newMarks;
    }

    /** A run begins; returns its blocks, none when nobody wants to know. */
    int[] begin(Batch run) {
        if (!marks.isOn()) {
            return NONE;
        }
        int[] blocks = new int[(run.size() + ROWS - 1) >>> BITS];
        for (int i = 0; i < blocks.length; i++) {
            int block = take();
            blocks[i] = block;
            runs[block] = run;
            places[block] = i;
            int until = Math.min(ROWS, run.size() - (i << BITS));
            for (int at = 0; at < until; at++) {
                marks.touch((block << BITS) + at);
            }
        }
        return blocks;
    }

    private int take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (used == runs.length) {
            runs = Arrays.copyOf(runs, used * 2);
            places = Arrays.copyOf(places, used * 2);
        }
        return used++;
    }

    /** The rows {@code from..to} (exclusive) of a run are about to go; those before have gone. */
    void remove(int[] blocks, int from, int to, int size) {
        if (blocks.length == 0) {
            return;
        }
        for (int at = from; at < to; at++) {
            int block = blocks[at >>> BITS];
            marks.remove((block << BITS) + (at & ROWS - 1));
            if ((at & ROWS - 1) == ROWS - 1 || at == size - 1) {
                give(block);
            }
        }
    }

    private void give(int block) {
        runs[block] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = block;
    }

    private Batch run(int id) {
        return Objects.requireNonNull(runs[id >>> BITS], "a row that has gone");
    }

    private int row(int id) {
        return (places[id >>> BITS] << BITS) + (id & ROWS - 1);
    }

    @Override
    public int group(int id) {
        return Hashes.group(run(id), partition, row(id));
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeRow(run(id).columns(), row(id));
    }

    @Override
    public void read(StateInput in) {
        reader.accept(in);
    }
}
