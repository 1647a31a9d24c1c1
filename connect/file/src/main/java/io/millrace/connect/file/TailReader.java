package io.millrace.connect.file;

import io.millrace.connect.format.Decoder;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.env.Files;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a file that grows. A file that was renamed is read to its end before the one that took its name; a file that
 * was emptied is read from its beginning. A line counts when its end is there, or when its file was replaced.
 */
final class TailReader implements Reader {
    private static final long IDLE_NANOS = 50_000_000;

    private final Files files;
    private final Path path;
    private final int maxLineBytes;
    private final Supplier<Decoder> decoders;
    private final boolean fromEnd;
    private Source.Position position;
    private @Nullable Opened opened;

    TailReader(FileTable table, Path path, Supplier<Decoder> decoders, Source.Position position) {
        this.files = table.context().environment().files();
        this.path = path;
        this.maxLineBytes = table.maxLineBytes();
        this.decoders = decoders;
        this.position = position;
        fromEnd = position.equals(Source.Position.START)
                && table.table().options().require("tail.start").equals("end");
    }

    /** The file being read; its name may have changed since. */
    private static final class Opened {
        FileIdentity identity;
        final ByteInput input;
        final LineBuffer lines;
        boolean begun;
        long target;
        boolean finished;
        /** Whether all that there was has been read; the file may have become another one since. */
        boolean idle;

        Opened(FileIdentity identity, ByteInput input, LineBuffer lines, long target) {
            this.identity = identity;
            this.input = input;
            this.lines = lines;
            this.target = target;
        }
    }

    @Override
    public Poll poll(Rows rows, int maxRows) {
        try {
            Opened current = opened;
            if (current == null) {
                current = openFirst();
                if (current == null) {
                    return Poll.idle(IDLE_NANOS);
                }
            }
            if (!current.begun && !begin(current)) {
                return wait(current);
            }
            if (current.lines.decode(rows, maxRows) > 0) {
                remember(current);
                return Poll.MORE;
            }
            remember(current);
            if (current.finished) {
                close();
                position = Source.Position.START;
                opened = open(path, 0);
                return Poll.MORE;
            }
            if (current.idle && wasRewritten(current)) {
                close();
                position = Source.Position.START;
                opened = open(path, 0);
                return Poll.MORE;
            }
            if (fill(current)) {
                current.idle = false;
                learnIdentity(current);
                return Poll.MORE;
            }
            return wait(current);
        } catch (IOException e) {
            throw FilePaths.failed("cannot read '" + path + "'", e);
        }
    }

    private void remember(Opened current) {
        position = new Source.Position(current.lines.offset(), current.identity.text());
    }

    /** Opens the file that the position belongs to, wherever it is now; without one, the file of that name. */
    private @Nullable Opened openFirst() throws IOException {
        if (!position.detail().isEmpty()) {
            FileIdentity identity = FileIdentity.parse(position.detail());
            Path folder = path.getParent();
            if (identity.isAt(files, path)) {
                opened = open(path, position.offset());
                return opened;
            }
            for (Path sibling : folder == null ? List.<Path>of() : files.list(folder)) {
                boolean candidate =
                        String.valueOf(files.attributes(sibling).fileKey()).equals(identity.key());
                if (candidate && identity.isAt(files, sibling)) {
                    opened = open(sibling, position.offset());
                    return opened;
                }
            }
        }
        if (!files.exists(path)) {
            return null;
        }
        opened = open(path, fromEnd ? files.attributes(path).size() : 0);
        return opened;
    }

    private Opened open(Path place, long target) throws IOException {
        FileIdentity identity = FileIdentity.of(files, place);
        LineBuffer lines = new LineBuffer(decoders.get(), maxLineBytes);
        return new Opened(identity, ByteInput.open(files, place, false), lines, target);
    }

    /** Reads the header, then goes to where reading starts. */
    private boolean begin(Opened current) throws IOException {
        while (!current.lines.begin()) {
            if (!fill(current) && !current.finished) {
                return false;
            }
        }
        current.begun = true;
        learnIdentity(current);
        if (current.target > current.lines.offset()) {
            boolean atLine = position.offset() == current.target || endsLine(current);
            current.input.seek(current.target);
            current.lines.restart(current.target);
            if (!atLine) {
                current.lines.dropFirstLine();
            }
        }
        return true;
    }

    private static boolean endsLine(Opened current) throws IOException {
        byte[] before = new byte[1];
        current.input.seek(current.target - 1);
        return current.input.read(before, 0, 1) == 1 && before[0] == '\n';
    }

    /** Reads what has come; false when there was nothing. */
    private static boolean fill(Opened current) throws IOException {
        int room = current.lines.room();
        int count = room == 0 ? 0 : current.input.read(current.lines.data(), current.lines.end(), room);
        current.lines.filled(Math.max(count, 0), false);
        return count > 0;
    }

    /** Whether the file, still the same to the file system, was emptied since, and perhaps filled again. */
    private boolean wasRewritten(Opened current) throws IOException {
        if (!hasItsName(current)) {
            return false;
        }
        return files.attributes(path).size() < current.lines.endOffset() || !current.identity.isAt(files, path);
    }

    private boolean hasItsName(Opened current) throws IOException {
        return files.exists(path)
                && String.valueOf(files.attributes(path).fileKey()).equals(current.identity.key());
    }

    /** A file that was short when it was opened is better known by more of its bytes. */
    private void learnIdentity(Opened current) throws IOException {
        if (!current.identity.isComplete() && hasItsName(current)) {
            current.identity = FileIdentity.of(files, path);
        }
    }

    /** At the end of the file: looks whether another one has taken its name. */
    private Poll wait(Opened current) throws IOException {
        if (!files.exists(path)) {
            return Poll.idle(IDLE_NANOS);
        }
        if (!hasItsName(current)) {
            // Something may have been written between our last look and the renaming.
            if (!fill(current)) {
                current.finished = true;
                current.lines.filled(0, true);
            }
            return Poll.MORE;
        }
        current.idle = true;
        return Poll.idle(IDLE_NANOS);
    }

    @Override
    public Source.Position position() {
        return position;
    }

    @Override
    public void close() {
        Opened current = opened;
        opened = null;
        if (current == null) {
            return;
        }
        try {
            current.input.close();
        } catch (IOException e) {
            // Nothing was written, so nothing can be lost.
        }
    }
}
