package io.millrace.connect.file;

import io.millrace.core.env.Files;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a file from a position on, plain or unpacked. */
sealed interface ByteInput extends AutoCloseable {
    /** Reads at most so many bytes; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException;

    /** Goes to a position. */
    void seek(long position) throws IOException;

    /** How many bytes of the file itself have been read, packed or not. */
    long consumed() throws IOException;

    @Override
    void close() throws IOException;

    static ByteInput open(Files files, Path path, boolean compressed) throws IOException {
        return compressed ? new Unpacked(files, path) : new Plain(files.open(path));
    }

    /** A file as it is. */
    record Plain(SeekableByteChannel channel) implements ByteInput {
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(target, offset, length));
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public long consumed() throws IOException {
            return channel.position();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The content of a gzip file; going back means unpacking again. */
    final class Unpacked implements ByteInput {
        private final Files files;
        private final Path path;
        private SeekableByteChannel channel;
        private InputStream stream;

        Unpacked(Files files, Path path) throws IOException {
            this.files = files;
            this.path = path;
            channel = files.open(path);
            stream = unpack();
        }

        private InputStream unpack() throws IOException {
            if (channel.size() == 0) {
                return Channels.newInputStream(channel);
            }
            try {
                return new GZIPInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), 1 << 16);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return stream.read(target, offset, length);
        }

        @Override
        public void seek(long position) throws IOException {
            stream.close();
            channel = files.open(path);
            stream = unpack();
            stream.skipNBytes(position);
        }

        @Override
        public long consumed() throws IOException {
            return channel.position();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
