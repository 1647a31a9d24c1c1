package io.millrace.core.connect;

import java.util.List;

/** A table opened for reading. */
public interface Source extends AutoCloseable {
    /** Whether it ends by itself. */
    boolean bounded();

    /**
     * Whether rows come in their own time, so that waiting for more of them would hold back the ones that came: true
     * for streams, and for files played back at a speed.
     */
    default boolean live() {
        return !bounded();
    }

    /** The parts that can be read independently, in a fixed order. A {@link GrowingSource} may find more later. */
    List<Split> splits();

    /**
     * A reader that starts at a position.
     *
     * @param position {@link Position#START}, or what the reader of that split returned earlier
     * @param columns the positions in {@link Table#readable} of the columns wanted; the reader appends just those, in this
     *     order, ascending
     * @param waker to be run, from any thread, when a reader that answered idle may have something; never blocks
     */
    Reader open(Split split, Position position, int[] columns, Runnable waker);

    @Override
    default void close() {}

    /** One independently readable part, named so that it is found again after a restart. */
    record Split(String id) {}

    /**
     * Where to resume in a split.
     *
     * @param offset the source's own measure: bytes, rows, a log offset
     * @param detail what else the source needs to know, or the empty string
     */
    record Position(long offset, String detail) {
        public static final Position START = new Position(0, "");
    }
}
