package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import java.io.IOException;
import java.io.OutputStream;

/** Turns rows into bytes. One thread at a time calls it. */
public interface Encoder {
    /** Writes what stands before the first row of a file. */
    default void begin(OutputStream output) throws IOException {}

    /**
     * Writes one row of a batch once: in a file with its line end, as a message all bytes of it. Of its weight only the
     * sign counts, and only where the format {@link Format#changes changes}.
     */
    void encode(Batch batch, int row, OutputStream output) throws IOException;

    /** Writes to a file what an encoder of the same format and table encoded as a message. */
    default void write(byte[] message, OutputStream output) throws IOException {
        output.write(message);
        output.write('\n');
    }

    /** Writes what is held back of the rows so far, so that whoever reads the file sees them. Of files only. */
    default void flush(OutputStream output) throws IOException {}
}
