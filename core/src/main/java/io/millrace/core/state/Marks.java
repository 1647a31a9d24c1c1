package io.millrace.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which ids of a container have to be written by the next checkpoint, and the image of those that the running checkpoint
 * has still to write. A checkpoint begins by handing over the ids that were touched since the last one; they are then
 * written a few at a time, while rows go on to be processed. An id that is about to change before its turn has come is
 * written first, as it was. So nothing is copied as a whole, and beginning costs next to nothing.
 *
 * <p>The container says {@link #touch} before it changes, and {@link #remove} before it forgets. One thread at a time.
 */
public final class Marks {
    /** Of a container that no checkpoint writes: says nothing to nobody. */
    public static final Marks OFF = new Marks();

    private final @Nullable Entries entries;
    private final @Nullable Dropping dropping;
    /** Touched since the last checkpoint began. */
    private long[] dirty = {};
    /** Of those that are dirty or pending, the ones that were removed. */
    private long[] removed = {};
    /** In some checkpoint already, so that their end must be, too. */
    private long[] known = {};
    /** To be written by the checkpoint that runs. */
    private long[] pending = {};

    private @Nullable Taker taker;
    private int next;
    private boolean dropped;

    /** Takes what a checkpoint writes. */
    public interface Taker {
        /** What is kept under an id has to be written. */
        void take(Marks from, int id, Entries entries);

        /** An id is no more. */
        void takeEnd(Marks from, int id);
    }

    /** Is told when a container ends. */
    public interface Dropping {
        void dropped(Marks marks);
    }

    private Marks() {
        entries = null;
        dropping = null;
    }

    /**
     * Marks of a container that checkpoints write.
     *
     * @param dropping is told of {@link #drop}
     */
    public Marks(Entries entries, Dropping dropping) {
        this.entries = entries;
        this.dropping = dropping;
    }

    /** Whether anybody wants to be told. */
    public boolean isOn() {
        return entries != null;
    }

    /** What is kept under an id is about to change, or to be there for the first time. */
    public void touch(int id) {
        if (entries != null) {
            mark(id);
        }
    }

    /** The same for the first {@code count} ids; they may repeat. */
    public void touch(int[] ids, int count) {
        if (entries != null) {
            for (int i = 0; i < count; i++) {
                mark(ids[i]);
            }
        }
    }

    private void mark(int id) {
        int word = id >>> 6;
        if (word >= dirty.length) {
            grow(word);
        }
        long bit = 1L << id;
        if ((pending[word] & bit) != 0) {
            write(id);
        }
        dirty[word] |= bit;
        removed[word] &= ~bit;
    }

    /** What is kept under an id is about to be forgotten; the id may be given to something else. */
    public void remove(int id) {
        if (entries != null) {
            mark(id);
            int word = id >>> 6;
            long bit = 1L << id;
            if ((known[word] & bit) != 0) {
                removed[word] |= bit;
            } else {
                dirty[word] &= ~bit;
            }
        }
    }

    /**
     * The container is forgotten as a whole. It is not to be changed any more: the checkpoint that runs may still have to
     * write it.
     */
    public void drop() {
        if (dropping != null && !dropped) {
            dropped = true;
            dropping.dropped(this);
        }
    }

    private void grow(int word) {
        int length = Math.max(word + 1, Math.max(4, dirty.length * 2));
        dirty = Arrays.copyOf(dirty, length);
        removed = Arrays.copyOf(removed, length);
        known = Arrays.copyOf(known, length);
        pending = Arrays.copyOf(pending, length);
    }

    /**
     * A checkpoint begins: what was touched up to now is to be written by it.
     *
     * @param newTaker takes what is written: some of it now, the rest whenever {@link #writePending} is called or
     *     something is about to change
     * @param all whether it is to write everything, because there is nothing yet that it could build on
     */
    public void begin(Taker newTaker, boolean all) {
        if (taker != null) {
            throw new IllegalStateException("bug: a checkpoint begins before the last one has been written");
        }
        taker = newTaker;
        next = 0;
        long[] empty = pending;
        pending = dirty;
        dirty = empty;
        for (int word = 0; word < pending.length; word++) {
            pending[word] |= all ? known[word] : 0;
            known[word] |= pending[word];
            if (removed[word] != 0) {
                endRemoved(word);
            }
        }
    }

    /** Ids whose ends have to be written are let out at once, for they may be given to something else. */
    private void endRemoved(int word) {
        long ends = removed[word] & pending[word];
        removed[word] = 0;
        pending[word] &= ~ends;
        known[word] &= ~ends;
        for (long rest = ends; rest != 0; rest &= rest - 1) {
            if (taker != null) {
                taker.takeEnd(this, (word << 6) + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    private void write(int id) {
        pending[id >>> 6] &= ~(1L << id);
        if (taker != null && entries != null) {
            taker.take(this, id, entries);
        }
    }

    /**
     * Writes some of what the running checkpoint has to write.
     *
     * @param most so many ids at most
     * @return how many ids were written; less than {@code most} when all are
     */
    public int writePending(int most) {
        int written = 0;
        while (next < pending.length && written < most) {
            long word = pending[next];
            if (word == 0) {
                next++;
            } else {
                write((next << 6) + Long.numberOfTrailingZeros(word));
                written++;
            }
        }
        if (written < most) {
            taker = null;
        }
        return written;
    }

    /** Heap bytes held. */
    public long bytes() {
        return 32L * dirty.length;
    }
}
