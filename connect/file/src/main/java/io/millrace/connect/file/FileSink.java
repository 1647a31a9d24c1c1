package io.millrace.connect.file;

import io.millrace.connect.format.Encoder;
import io.millrace.connect.format.Format;
import io.millrace.core.batch.Batch;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.env.Disk;
import io.millrace.core.error.ConnectorException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes an append-only table, or in a format of changes any, to a file, from its beginning; rows can be seen when their
 * epoch is complete. A run that keeps state goes on with the file of before: what was written behind the last commit is cut
 * off, and comes again.
 */
final class FileSink implements MarkedSink {
    private final FileTable table;
    private final Disk disk;
    private final Path path;
    private final Encoder encoder;
    private @Nullable SeekableByteChannel channel;
    private @Nullable OutputStream output;
    private boolean begun;
    private @Nullable String writer;

    FileSink(FileTable table, Path path) {
        this.table = table;
        this.path = path;
        disk = table.context().environment().disk();
        encoder = table.encoder(Format.Framing.FILE);
    }

    private OutputStream open() throws IOException {
        OutputStream known = output;
        if (known != null) {
            return known;
        }
        SeekableByteChannel opened = disk.open(
                path,
                StandardOpenOption.CREATE,
                begun ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        channel = opened;
        OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(opened), 1 << 16);
        output = stream;
        if (!begun) {
            begun = true;
            encoder.begin(stream);
        }
        return stream;
    }

    /** Whether the file is open; writing opens it. */
    boolean isOpen() {
        return output != null;
    }

    @Override
    public long resume(String newWriter) {
        try {
            close();
            writer = newWriter;
            WrittenMark mark = WrittenMark.read(disk, path, newWriter);
            if (mark == null) {
                begun = false;
                commit(0);
                return 0;
            }
            cut(mark.length());
            begun = true;
            return mark.marker();
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    private void cut(long length) throws IOException {
        try (SeekableByteChannel opened = disk.open(path, StandardOpenOption.WRITE)) {
            if (opened.size() < length) {
                throw new ConnectorException(
                        "'" + path + "' has " + opened.size() + " bytes, but " + length + " had been written to it",
                        "put the file back as it was; or delete it, the file '"
                                + WrittenMark.path(path).getFileName() + "' beside it and the state of the run");
            }
            opened.truncate(length);
            disk.force(opened);
        }
    }

    @Override
    public void commit(long marker) {
        String own = writer;
        if (own == null) {
            throw new IllegalStateException("bug: commit without resume");
        }
        try {
            OutputStream out = open();
            encoder.flush(out);
            out.flush();
            SeekableByteChannel opened = channel;
            if (opened != null) {
                disk.force(opened);
                new WrittenMark(own, marker, opened.size()).write(disk, path);
            }
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
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
            OutputStream out = open();
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
            if (output != null || !begun) {
                OutputStream out = open();
                encoder.flush(out);
                out.flush();
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
                channel = null;
            }
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }
}
