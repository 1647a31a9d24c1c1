package io.millrace.core.env;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * The file system as those see it who promise that something is still there after the power has failed. What was
 * written is only sure once the file was forced, and that there is a file of a name once its folder was.
 */
public interface Disk extends Files {
    /**
     * Makes sure of everything written to a file that was opened here for writing. After a failure nobody knows what of it
     * is on the disk, and asking again tells nothing: the file is to be given up.
     */
    void force(SeekableByteChannel file) throws IOException;

    /** Makes sure of the names in a folder: of files that were made, renamed and deleted. */
    void forceFolder(Path folder) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path path) throws IOException;

    /** Makes a folder and those above it, for the eyes of its owner alone; it may be there already. */
    void createFolders(Path folder) throws IOException;

    /**
     * Takes a file for this process alone; it is made if need be.
     *
     * @return to be closed by whoever gives it back
     * @throws LockedException when another process, or somebody in this one, has it
     */
    Closeable lock(Path path) throws IOException;

    /** Somebody else has it. */
    final class LockedException extends IOException {
        public LockedException(String message) {
            super(message);
        }
    }

    /** Whether a failure says that there is no room left, which may come again. */
    static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }
}
