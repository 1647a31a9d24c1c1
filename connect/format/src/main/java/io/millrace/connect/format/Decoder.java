package io.millrace.connect.format;

import io.millrace.core.connect.Reader;

/**
 * Turns bytes into rows. One belongs to each reader; one thread at a time calls it. A decoder keeps nothing of a chunk
 * between two calls, so that the position of a reader is just where the chunk starts.
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
     * record is left. Of a message (a chunk that is the last one) this takes everything, given enough {@code maxRows}.
     *
     * @return how many rows and errors were given
     */
    int decode(Chunk chunk, Reader.Rows rows, int maxRows);
}
