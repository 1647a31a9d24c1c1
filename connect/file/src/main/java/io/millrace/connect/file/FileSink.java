package io.millrace.connect.file;

import io.millrace.connect.format.Encoder;
import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Sink;
import io.millrace.core.error.ConnectorException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes an append-only table to a file, from its beginning; rows can be seen when their epoch is complete. */
final class FileSink implements Sink {
    private final String table;
    private final Path path;
    private final Encoder encoder;
    private final OutputStream output;

    FileSink(FileTable table, Path path) {
        this.table = table.table().name();
        this.path = path;
        encoder = table.format().encoder(table.table(), table.context().zone());
        try {
            output = new BufferedOutputStream(
                    Channels.newOutputStream(table.context()
                            .environment()
                            .files()
                            .open(
                                    path,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE)),
                    1 << 16);
            encoder.begin(output);
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    @Override
    public void write(Batch changes) {
        long[] weights = changes.weights();
        if (weights != null && Arrays.stream(weights, 0, changes.size()).anyMatch(weight -> weight < 0)) {
            throw new ConnectorException(
                    "table " + table + " is a file that rows are added to, but its input takes rows away, too",
                    "declare a PRIMARY KEY (...) NOT ENFORCED on " + table
                            + ", so that the file holds the final table");
        }
        try {
            for (int row = 0; row < changes.size(); row++) {
                for (long i = changes.weight(row); i > 0; i--) {
                    encoder.encode(changes, row, output);
                }
            }
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        try {
            output.flush();
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }
}
