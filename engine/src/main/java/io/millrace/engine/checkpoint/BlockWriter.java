package io.millrace.engine.checkpoint;

import io.millrace.core.env.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Writes a file of blocks under a name of its own, and gives it its real name once it is sure to be complete. One thread
 * at a time.
 */
final class BlockWriter implements AutoCloseable {
    private static final String UNFINISHED = ".unfinished";
    private static final int BUFFER_BYTES = 1 << 18;

    private final Disk disk;
    private final Path target;
    private final Path unfinished;
    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private final byte[] numbered = new byte[BlockFile.NAME_BYTES + Integer.BYTES];
    private final MessageDigest digest;
    private long bytes;
    private int blocks;
    private boolean open = true;

    /**
     * @param target the name that the file gets when it is complete
     * @param name of the file, 16 bytes that no other file of the folder has
     */
    BlockWriter(Disk disk, Path target, byte[] name) throws IOException {
        this.disk = disk;
        this.target = target;
        unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        digest = sha256();
        channel = disk.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        System.arraycopy(name, 0, numbered, 0, name.length);
        buffer.put(BlockFile.MAGIC)
                .putInt(BlockFile.VERSION)
                .putInt(BlockFile.READABLE_FROM)
                .put(name);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every Java has SHA-256", e);
        }
    }

    /** Whether a file was left behind by a writer that did not come to its end. */
    static boolean isUnfinished(Path path) {
        return path.getFileName().toString().endsWith(UNFINISHED);
    }

    void write(byte[] data, int offset, int length) throws IOException {
        ByteBuffer.wrap(numbered).order(ByteOrder.LITTLE_ENDIAN).putInt(BlockFile.NAME_BYTES, blocks);
        checksum.reset();
        checksum.update(numbered, 0, numbered.length);
        checksum.update(data, offset, length);
        if (buffer.remaining() < BlockFile.HEAD_BYTES) {
            flush();
        }
        buffer.putInt(length).putInt((int) checksum.getValue()).putInt(blocks++);
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(buffer.remaining(), length - done);
            buffer.put(data, offset + done, part);
            done += part;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        digest.update(buffer.duplicate());
        bytes += buffer.remaining();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** How much has been written so far. */
    long bytes() {
        return bytes + buffer.position();
    }

    /** Completes the file and makes sure of it; its name is sure once the folder is forced. */
    BlockFile.Sealed finish() throws IOException {
        write(new byte[0], 0, 0);
        flush();
        disk.force(channel);
        open = false;
        channel.close();
        disk.move(unfinished, target);
        return new BlockFile.Sealed(
                target.getFileName().toString(), bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** Gives the file up unless it is complete. */
    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                channel.close();
                disk.delete(unfinished);
            } catch (IOException e) {
                // What is left lies under a name that nobody reads, and goes when the folder is opened next.
            }
        }
    }
}
