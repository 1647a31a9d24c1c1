package io.millrace.connect.file;

import io.millrace.connect.format.Encoder;
import io.millrace.connect.format.Format;
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
import org.jspecify.annotations.Nullable;

/** Writes an append-only table, or in a format of changes any, to a file, from its beginning; rows can be seen when their epoch is complete. */
final class FileSink implements Sink {
    private final FileTable table;
    private final Path path;
    private final Encoder encoder;
    private @Nullable OutputStream output;

    FileSink(FileTable table, Path path) {
        this.table = table;
        this.path = path;
        encoder = table.encoder(Format.Framing.FILE);
        try {
            encoder.begin(open(StandardOpenOption.TRUNCATE_EXISTING));
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    private OutputStream open(StandardOpenOption manner) throws IOException {
        OutputStream opened = new BufferedOutputStream(
                Channels.newOutputStream(table.context()
                        .environment()
                        .files()
                        .open(path, StandardOpenOption.CREATE, manner, StandardOpenOption.WRITE)),
                1 << 16);
        output = opened;
        return opened;
    }

    /** Whether the file is open; writing opens it. */
    boolean isOpen() {
        return output != null;
    }

    @Override
    public void write(Batch changes) {
        long[] weights = changes.weights();
        if (!table.format().changes()
                && weights != null
                && Arrays.stream(weights, 0, changes.size()).anyMatch(weight -> weight < 0)) {
            throw new ConnectorException(
                    "table " + name() + " is a file that rows are added to, but its input takes rows away, too",
                    "declare a PRIMARY KEY (...) NOT ENFORCED on " + name()
                            + ", so that the file holds the final table");
        }
        try {
            OutputStream out = output == null ? open(StandardOpenOption.APPEND) : output;
            for (int row = 0; row < changes.size(); row++) {
                for (long i = Math.abs(changes.weight(row)); i > 0; i--) {
                    encoder.encode(changes, row, out);
                }
            }
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        try {
            if (output != null) {
                encoder.flush(output);
                output.flush();
            }
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    private String name() {
        return table.table().name();
    }

    /** Also what is called to have fewer files open for a while: another write opens it again, at its end. */
    @Override
    public void close() {
        try {
            if (output != null) {
                encoder.flush(output);
                output.close();
                output = null;
            }
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }
}
