package io.millrace.connect.file;

import io.millrace.connect.format.Decoder;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.env.Files;
import io.millrace.core.error.Check;
import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file to its end through one buffer that grows only for long lines. The file is open, and memory taken, from
 * the first poll to the last.
 */
final class FileReader implements Reader {
    private final FileTable table;
    private final Path path;
    private final Decoder decoder;
    private Source.Position position;
    private @Nullable LineBuffer lines;
    private @Nullable ByteInput input;
    private boolean ended;
    private @Nullable FileIdentity identity;
    private long totalBytes;

    FileReader(FileTable table, Path path, Decoder decoder, Source.Position position) {
        this.table = table;
        this.path = path;
        this.decoder = decoder;
        this.position = position;
        totalBytes = size();
    }

    private long size() {
        try {
            return table.context().environment().files().attributes(path).size();
        } catch (IOException e) {
            // Said when it is opened.
            return Amount.UNKNOWN_TOTAL;
        }
    }

    /** Opens the file, reads its header and goes to the position. */
    LineBuffer start() {
        Check.that(lines == null, "started twice");
        LineBuffer buffer = new LineBuffer(decoder, table.maxLineBytes());
        lines = buffer;
        try {
            totalBytes = size();
            input = ByteInput.open(table.context().environment().files(), path, table.compressed(path));
            begin(buffer, input);
        } catch (IOException e) {
            close();
            throw FilePaths.failed("cannot read '" + path + "'", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return buffer;
    }

    private void begin(LineBuffer buffer, ByteInput bytes) throws IOException {
        checkIdentity();
        fill(buffer, bytes);
        refuseOthers(buffer);
        while (!buffer.begin()) {
            if (buffer.isFull()) {
                throw new ConnectorException(
                        "the first line of '" + path + "' is longer than 'max-line-length'",
                        "raise 'max-line-length', or say that there is no header");
            }
            fill(buffer, bytes);
        }
        if (position.offset() > buffer.offset()) {
            bytes.seek(position.offset());
            buffer.restart(position.offset());
            ended = false;
        }
        if (!position.detail().isEmpty()) {
            buffer.resume(FileIdentity.inside(position.detail()));
        }
    }

    private Source.Position position(LineBuffer buffer) {
        FileIdentity known = identity;
        return new Source.Position(buffer.offset(), known == null ? "" : known.text(buffer.inside()));
    }

    /** Where a run goes on, the file has to be the one that it was reading. */
    private void checkIdentity() throws IOException {
        Files files = table.context().environment().files();
        if (!position.detail().isEmpty()
                && !FileIdentity.parse(position.detail()).isAt(files, path)) {
            throw new ConnectorException(
                    "'" + path + "' is another file than the one of which the run had read " + position.offset()
                            + " bytes",
                    "put that one back; or begin anew, with an empty folder of state");
        }
        if (!table.compressed(path) && position.offset() > totalBytes) {
            throw new ConnectorException(
                    "'" + path + "' has " + totalBytes + " bytes, and the run had read " + position.offset(),
                    "put it back as it was; or begin anew, with an empty folder of state");
        }
        identity = FileIdentity.of(files, path);
    }

    /** Refuses what is not text in UTF-8 by its first two bytes. */
    private void refuseOthers(LineBuffer buffer) {
        if (buffer.end() < 2) {
            return;
        }
        int first = buffer.data()[0] & 0xFF;
        int second = buffer.data()[1] & 0xFF;
        if (first == 0x1F && second == 0x8B) {
            throw new ConnectorException(
                    "'" + path + "' is compressed with gzip, though its name does not say so",
                    "add 'compression' = 'gzip'");
        } else if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
            throw new ConnectorException(
                    "'" + path + "' is UTF-16; files are read as UTF-8",
                    "convert it: iconv -f UTF-16 -t UTF-8 old > new");
        }
    }

    /** Fills the buffer, so that a long line is looked at only each time the buffer has doubled. */
    private void fill(LineBuffer buffer, ByteInput bytes) throws IOException {
        int room = buffer.room();
        int sum = 0;
        while (sum < room && !ended) {
            int count = bytes.read(buffer.data(), buffer.end() + sum, room - sum);
            sum += Math.max(count, 0);
            ended = count < 0;
        }
        if (ended && bytes.consumed() < totalBytes) {
            throw new ConnectorException(
                    "'" + path + "' became shorter while it was read: " + bytes.consumed() + " bytes are left of "
                            + totalBytes,
                    "read it when nobody writes to it, or follow it: 'scan.mode' = 'tail'");
        }
        buffer.filled(sum, ended);
    }

    @Override
    public Poll poll(Rows rows, int maxRows) {
        LineBuffer buffer = lines != null ? lines : start();
        if (buffer.decode(rows, maxRows) > 0) {
            position = position(buffer);
            return Poll.MORE;
        }
        ByteInput bytes = input;
        if (ended || bytes == null) {
            position = position(buffer);
            close();
            return Poll.END;
        }
        try {
            fill(buffer, bytes);
        } catch (IOException e) {
            throw FilePaths.failed("cannot read '" + path + "'", e);
        }
        return Poll.MORE;
    }

    @Override
    public Source.Position position() {
        return position;
    }

    /** In bytes of the file as it is on the disk, and as long as it was at the start. */
    @Override
    public Amount amount() {
        if (totalBytes == Amount.UNKNOWN_TOTAL) {
            return Amount.UNKNOWN;
        }
        ByteInput bytes = input;
        if (bytes == null) {
            return Amount.of(lines == null ? 0 : totalBytes, totalBytes);
        }
        try {
            boolean packed = table.compressed(path);
            return Amount.of(packed ? bytes.consumed() : position.offset(), totalBytes);
        } catch (IOException e) {
            return Amount.UNKNOWN;
        }
    }

    @Override
    public void close() {
        ByteInput open = input;
        input = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            // Nothing was written, so nothing can be lost.
        }
    }
}
