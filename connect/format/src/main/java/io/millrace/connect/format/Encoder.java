package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import java.io.IOException;
import java.io.OutputStream;

/** Turns rows into bytes. One thread at a time calls it. */
public interface Encoder {
    /** Writes what stands before the first row of a file. */
    default void begin(OutputStream output) throws IOException {}

    /** Writes one row of a batch, line end included; its weight does not matter. */
    void encode(Batch batch, int row, OutputStream output) throws IOException;
}
