package io.millrace.connect.file;

import io.millrace.core.env.Files;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Tells a file from another one that took its name: what the file system knows it by, and a checksum of its first bytes
 * for those that were emptied and written anew.
 *
 * @param key the file system's own name for it
 * @param headLength how many bytes the checksum is of
 */
record FileIdentity(String key, int headLength, long headChecksum) {
    private static final int HEAD_BYTES = 256;
    private static final Pattern INSIDE = Pattern.compile("^(-?\\d{1,18})@");

    static FileIdentity of(Files files, Path path) throws IOException {
        return of(files, path, HEAD_BYTES);
    }

    private static FileIdentity of(Files files, Path path, int length) throws IOException {
        String key = key(files, path);
        ByteBuffer head = ByteBuffer.allocate(length);
        try (SeekableByteChannel channel = files.open(path)) {
            int count = 0;
            while (head.hasRemaining() && count >= 0) {
                count = channel.read(head);
            }
        }
        CRC32C checksum = new CRC32C();
        checksum.update(head.flip());
        return new FileIdentity(key, head.limit(), checksum.getValue());
    }

    /** What the file system knows the file at that path by. */
    static String key(Files files, Path path) throws IOException {
        return String.valueOf(files.attributes(path).fileKey());
    }

    /** Whether the file system has names of its own for files. */
    boolean hasKey() {
        return !key.equals("null");
    }

    /** Whether the file at that path is this one, perhaps longer by now. */
    boolean isAt(Files files, Path path) throws IOException {
        return files.exists(path) && equals(of(files, path, headLength));
    }

    /** Whether more bytes would not make it any better. */
    boolean isComplete() {
        return headLength == HEAD_BYTES;
    }

    /** @param inside how far reading is in what stands at the position that this is the detail of */
    String text(long inside) {
        return (inside == 0 ? "" : inside + "@") + key + " " + headLength + " " + headChecksum;
    }

    /** How far reading is in what stands at the position whose detail this is. */
    static long inside(String text) {
        Matcher matcher = INSIDE.matcher(text);
        return matcher.lookingAt() ? Long.parseLong(matcher.group(1)) : 0;
    }

    static FileIdentity parse(String detail) {
        String text = INSIDE.matcher(detail).replaceFirst("");
        int last = text.lastIndexOf(' ');
        int middle = text.lastIndexOf(' ', last - 1);
        return new FileIdentity(
                text.substring(0, middle),
                Integer.parseInt(text.substring(middle + 1, last)),
                Long.parseLong(text.substring(last + 1)));
    }
}
