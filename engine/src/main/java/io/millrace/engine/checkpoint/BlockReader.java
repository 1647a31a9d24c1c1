package io.millrace.engine.checkpoint;

import io.millrace.core.env.Disk;
import io.millrace.core.state.StateInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads a file of blocks and checks all of it on the way. One thread at a time. */
final class BlockReader implements AutoCloseable {
    private final Path path;
    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private final MessageDigest digest = BlockWriter.sha256();
    private final byte[] numbered = new byte[BlockFile.NAME_BYTES + Integer.BYTES];
    private byte[] content = new byte[BlockFile.TARGET_BYTES];
    private long bytes;
    private int blocks;

    /** Something in a file is not what was written. */
    static final class DamagedException extends RuntimeException {
        DamagedException(Path path, String what) {
            super(path + ": " + what);
        }
    }

    /** A file was written by a version that this one does not understand. */
    static final class NewerException extends RuntimeException {
        NewerException(Path path, int version, int readable) {
            super(path + " was written by a newer version of Millrace: format " + version + ", readable from format "
                    + readable + " on, and this version knows formats up to " + BlockFile.VERSION);
        }
    }

    BlockReader(Disk disk, Path path) throws IOException {
        this.path = path;
        try {
            channel = disk.open(path);
        } catch (NoSuchFileException e) {
            throw new DamagedException(path, "the file is missing");
        }
        buffer.limit(0);
        byte[] header = new byte[BlockFile.HEADER_BYTES];
        read(header, header.length, "its header");
        if (!Arrays.equals(header, 0, BlockFile.MAGIC.length, BlockFile.MAGIC, 0, BlockFile.MAGIC.length)) {
            throw new DamagedException(path, "it does not begin as a file of state does");
        }
        ByteBuffer head = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).position(BlockFile.MAGIC.length);
        int version = head.getInt();
        int readable = head.getInt();
        if (readable > BlockFile.VERSION) {
            throw new NewerException(path, version, readable);
        } else if (version < BlockFile.OLDEST) {
            throw new DamagedException(path, "it says that its format is " + version);
        }
        head.get(numbered, 0, BlockFile.NAME_BYTES);
    }

    private void read(byte[] into, int length, String what) throws IOException {
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int count = channel.read(buffer);
                buffer.flip();
                if (count < 0) {
                    throw new DamagedException(path, "it ends after " + bytes + " bytes, within " + what);
                }
                digest.update(buffer.duplicate());
            }
            int part = Math.min(buffer.remaining(), length - done);
            buffer.get(into, done, part);
            done += part;
            bytes += part;
        }
    }

    /** The content of the next block, good until the next call; null behind the last one. */
    @Nullable StateInput next() throws IOException {
        byte[] head = new byte[BlockFile.HEAD_BYTES];
        read(head, head.length, "block " + blocks);
        ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int length = numbers.getInt();
        int expected = numbers.getInt();
        int number = numbers.getInt();
        if (length < 0 || length > BlockFile.MOST_BYTES || number != blocks) {
            throw new DamagedException(path, "block " + blocks + " has no sound head");
        }
        // A length that is wrong must not take all memory before the checksum can say so.
        if (length > channel.size() - bytes) {
            throw new DamagedException(path, "it ends within block " + blocks);
        }
        if (content.length < length) {
            content = new byte[length];
        }
        read(content, length, "block " + blocks);
        ByteBuffer.wrap(numbered).order(ByteOrder.LITTLE_ENDIAN).putInt(BlockFile.NAME_BYTES, blocks);
        checksum.reset();
        checksum.update(numbered, 0, numbered.length);
        checksum.update(content, 0, length);
        if ((int) checksum.getValue() != expected) {
            throw new DamagedException(path, "the checksum of block " + blocks + " is wrong");
        }
        blocks++;
        return length == 0 ? null : new StateInput(content, 0, length);
    }

    /** Reads to the end and compares the whole with what it was when it was sealed. */
    void verify(BlockFile.Sealed sealed) throws IOException {
        while (next() != null) {
            // Each block checks itself.
        }
        if (bytes != sealed.bytes() || channel.size() != sealed.bytes()) {
            throw new DamagedException(path, "it has " + channel.size() + " bytes instead of " + sealed.bytes());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sealed.sha256())) {
            throw new DamagedException(path, "its SHA-256 is not the one in the manifest");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
