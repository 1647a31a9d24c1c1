package io.millrace.connect.format;

import io.millrace.core.connect.Reader;

/**
 * Turns bytes into rows. One belongs to each reader; one thread at a time calls it. A decoder keeps nothing of a chunk
 * between two calls but what {@link #inside} tells, so that the position of a reader is just that and where the chunk
 * starts.
 */
public interface Decoder {
    /**
     * Takes what stands before the first record of a split: a byte order mark, a header. Called with the beginning of
     * the split before anything else, also by a reader that goes on from a later position; never for single messages.
     *
     * @return false when it must see more bytes to tell; it has taken no record then
     * @throws io.millrace.core.error.ConnectorException when the header does not fit the table
     */
    default boolean begin(Chunk chunk) {
        return true;
    }

    /**
     * Takes whole records off the front of the chunk until {@code maxRows} rows and errors were given or no whole
     * record is left; an update, which is two rows, is not cut in two. Of a message (a chunk that is the last one) this
     * takes everything, given enough {@code maxRows}.
     *
     * @return how many rows and errors were given
     */
    int decode(Chunk chunk, Reader.Rows rows, int maxRows);

    /**
     * How far it is in what stands at the front of the chunk, where a format has many records in one piece; 0 when it is
     * at its beginning.
     */
    default long inside() {
        return 0;
    }

    /** Goes on where another decoder was whose {@link #inside} said that; called before the chunk is decoded. */
    default void resume(long inside) {}

    /**
     * Gives up what stands at the front: takes everything up to where the next record may start.
     *
     * @return false when that has not come yet; all that could be taken is then
     */
    default boolean skip(Chunk chunk) {
        int at = Scan.find(chunk.data(), chunk.start(), chunk.end(), (byte) '\n');
        boolean found = at < chunk.end();
        chunk.takeUntil(found ? at + 1 : at);
        return found;
    }
}
