package io.millrace.connect.file;

import io.millrace.core.env.Disk;
import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small hidden file beside what a sink writes: who writes it, the marker of what is in it, and how long it was then. It
 * is replaced as a whole, so it tells either the last commit or the one before.
 *
 * @param writer names the run and the sink
 * @param marker of the last commit
 * @param length of the file written, in bytes, as of then
 */
record WrittenMark(String writer, long marker, long length) {
    private static final String SUFFIX = ".millrace";

    /** Where the mark of a file, or of a folder, is. */
    static Path path(Path written) {
        return written.resolveSibling("." + written.getFileName() + SUFFIX);
    }

    /** The mark of this writer; null when there is none, or another writer's. */
    static @Nullable WrittenMark read(Disk disk, Path written, String writer) throws IOException {
        Path path = path(written);
        if (!disk.exists(path)) {
            return null;
        }
        try (SeekableByteChannel channel = disk.open(path)) {
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size(), 4096));
            int count = 0;
            while (content.hasRemaining() && count >= 0) {
                count = channel.read(content);
            }
            String text = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
            String[] words = text.strip().split(" ");
            if (words.length != 4 || !text.equals(text(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])))) {
                throw damaged(path);
            }
            return words[0].equals(writer)
                    ? new WrittenMark(writer, Long.parseLong(words[1]), Long.parseLong(words[2]))
                    : null;
        } catch (NumberFormatException e) {
            throw damaged(path);
        }
    }

    private static ConnectorException damaged(Path path) {
        return new ConnectorException(
                "'" + path + "' is damaged, so nobody knows which results have been written",
                "delete it together with the file it is about, and the state of the run");
    }

    private static String text(String writer, long marker, long length) {
        String content = writer + " " + marker + " " + length;
        CRC32C checksum = new CRC32C();
        checksum.update(content.getBytes(StandardCharsets.UTF_8));
        return content + " " + Long.toHexString(checksum.getValue()) + "\n";
    }

    /** Puts this mark in the place of the one before: with that, all it tells of is written. */
    void write(Disk disk, Path written) throws IOException {
        Path path = path(written);
        Path draft = path.resolveSibling(path.getFileName() + ".part");
        try (SeekableByteChannel channel = disk.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer content = ByteBuffer.wrap(text(writer, marker, length).getBytes(StandardCharsets.UTF_8));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            disk.force(channel);
        }
        disk.move(draft, path);
        Path folder = path.getParent();
        disk.forceFolder(folder == null ? Path.of("") : folder);
    }
}
