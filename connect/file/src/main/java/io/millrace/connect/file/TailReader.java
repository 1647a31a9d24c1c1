package io.millrace.connect.file;

import io.millrace.connect.format.Decoder;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.env.Files;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a file that grows. A file that was renamed is read to its end before the one that took its name; a file that
 * was emptied is read from its beginning. A line counts when its end is there, or when its file was replaced or removed.
 *
 * <p>A file that is followed for its own sake may come again after it was removed; one of a folder then ends.
 */
final class TailReader implements Reader {
    private static final long IDLE_NANOS = 50_000_000;
    /** Whoever writes may go on in a renamed file for a moment; it ends after so many polls, a second, without a byte. */
    private static final int PATIENT_POLLS = 20;

    private final Files files;
    private final Path path;
    private final int maxLineBytes;
    private final Supplier<Decoder> decoders;
    private final @Nullable FollowedFiles folder;
    private boolean fromEnd;
    private Source.Position position;
    private @Nullable Opened opened;
    /** Polls since the file had its name and since it gave something. */
    private int lostPolls;
    /** Whether a file was read to its end, so that the next one is that of the name. */
    private boolean replaced;

    /**
     * How a file is followed.
     *
     * @param fromEnd whether what is there is left out
     * @param folder the files of the folder, of which this is one; null for a file that is followed for its own sake
     */
    record Manner(boolean fromEnd, @Nullable FollowedFiles folder) {}

    TailReader(FileTable table, Path path, Supplier<Decoder> decoders, Source.Position position, Manner manner) {
        this.files = table.context().environment().files();
        this.path = path;
        this.maxLineBytes = table.maxLineBytes();
        this.decoders = decoders;
        this.position = position;
        this.fromEnd = manner.fromEnd();
        this.folder = manner.folder();
    }

    /** The file being read; its name may have changed since. */
    private static final class Opened {
        FileIdentity identity;
        final ByteInput input;
        final LineBuffer lines;
        boolean begun;
        long target;
        long inside;
        boolean finished;
        boolean removed;
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
                current = openNext();
                if (current == null) {
                    return absent();
                }
                opened = current;
                lostPolls = 0;
            }
            if (!current.begun && !begin(current)) {
                return wait(current);
            }
            int given = current.lines.decode(rows, maxRows);
            remember(current);
            if (given > 0) {
                return Poll.MORE;
            }
            if (current.finished || current.idle && wasRewritten(current)) {
                return leave(current);
            }
            if (fill(current)) {
                current.idle = false;
                lostPolls = 0;
                learnIdentity(current);
                return Poll.MORE;
            }
            return wait(current);
        } catch (IOException e) {
            throw FilePaths.failed("cannot read '" + path + "'", e);
        }
    }

    private void remember(Opened current) {
        position = new Source.Position(current.lines.offset(), current.identity.text(current.lines.inside()));
    }

    /** Is done with a file. The position stays until there is another one. */
    private Poll leave(Opened current) {
        close();
        replaced = true;
        if (current.removed && folder != null) {
            folder.forget(path, current.identity);
            return Poll.END;
        }
        return Poll.MORE;
    }

    /** There is no file of the name. */
    private Poll absent() {
        if (folder != null && ++lostPolls >= PATIENT_POLLS) {
            folder.forget(path, null);
            return Poll.END;
        }
        return Poll.idle(IDLE_NANOS);
    }

    /** Opens the file that the position belongs to, wherever it is now; without one, the file of that name. */
    private @Nullable Opened openNext() throws IOException {
        if (!replaced && !position.detail().isEmpty()) {
            FileIdentity identity = FileIdentity.parse(position.detail());
            Path place = identity.isAt(files, path) ? path : place(identity);
            if (place != null) {
                Opened found = open(place, position.offset());
                found.inside = FileIdentity.inside(position.detail());
                return found;
            }
        }
        if (!files.exists(path)) {
            return null;
        }
        Opened next = open(path, fromEnd ? files.attributes(path).size() : 0);
        fromEnd = false;
        return next;
    }

    /** Where in its folder a file is now, or null. */
    private @Nullable Path place(FileIdentity identity) throws IOException {
        Path parent = path.getParent();
        if (parent == null || !files.exists(parent)) {
            return null;
        }
        for (Path sibling : files.list(parent)) {
            if (identity.key().equals(keyAt(sibling)) && identity.isAt(files, sibling)) {
                return sibling;
            }
        }
        return null;
    }

    /** What the file system knows the file at a path by; null when there is none. */
    private @Nullable String keyAt(Path place) throws IOException {
        try {
            return FileIdentity.key(files, place);
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            // A link in a circle, or a folder that may not be entered: not the file we look for.
            if (place.equals(path)) {
                throw e;
            }
            return null;
        }
    }

    private Opened open(Path place, long target) throws IOException {
        while (true) {
            FileIdentity identity = FileIdentity.of(files, place);
            ByteInput input = ByteInput.open(files, place, false);
            // What was opened may have taken the name of what was looked at.
            if (identity.key().equals(keyAt(place))) {
                if (folder != null) {
                    folder.follow(path, identity);
                }
                return new Opened(identity, input, new LineBuffer(decoders.get(), maxLineBytes), target);
            }
            input.close();
        }
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
        current.lines.resume(current.inside);
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
        return current.identity.key().equals(keyAt(path));
    }

    /** A file that was short when it was opened is better known by more of its bytes. */
    private void learnIdentity(Opened current) throws IOException {
        if (!current.identity.isComplete() && hasItsName(current)) {
            current.identity = FileIdentity.of(files, path);
            if (folder != null) {
                folder.met(current.identity);
            }
        }
    }

    /** At the end of the file: looks whether it still has its name, or another one has taken it. */
    private Poll wait(Opened current) throws IOException {
        String key = keyAt(path);
        if (current.identity.key().equals(key)) {
            lostPolls = 0;
            current.idle = true;
            return Poll.idle(IDLE_NANOS);
        }
        lostPolls++;
        if (lostPolls < PATIENT_POLLS || key == null && (folder == null || place(current.identity) != null)) {
            lostPolls %= PATIENT_POLLS;
            return Poll.idle(IDLE_NANOS);
        }
        current.finished = true;
        current.removed = key == null;
        current.lines.filled(0, true);
        return Poll.MORE;
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
