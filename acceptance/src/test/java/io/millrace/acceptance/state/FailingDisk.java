package io.millrace.acceptance.state;

import io.millrace.core.env.Disk;
import io.millrace.testkit.ForwardingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** The disk of this machine, of which some operations of one kind fail, counted from the first. */
final class FailingDisk extends ForwardingDisk {
    private final Operation failing;
    private final int first;
    private final int count;
    private final String message;
    private int seen;
    private int failed;

    /** What can fail. */
    enum Operation {
        FORCE,
        WRITE,
        MOVE,
        FORCE_FOLDER,
        OPEN
    }

    /**
     * @param first the number of the first operation that fails, from 1
     * @param count so many fail, one after another
     */
    FailingDisk(Disk disk, Operation failing, int first, int count, String message) {
        super(disk);
        this.failing = failing;
        this.first = first;
        this.count = count;
        this.message = message;
    }

    /** How many operations have failed. */
    synchronized int failed() {
        return failed;
    }

    private synchronized void attempt(Operation operation) throws IOException {
        if (operation == failing && ++seen >= first && seen < first + count) {
            failed++;
            throw new IOException(message);
        }
    }

    @Override
    public SeekableByteChannel open(Path path, OpenOption... options) throws IOException {
        if (options.length > 1) {
            attempt(Operation.OPEN);
        }
        return new Channel(super.open(path, options));
    }

    @Override
    public void force(SeekableByteChannel file) throws IOException {
        attempt(Operation.FORCE);
        super.force(((Channel) file).channel);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        attempt(Operation.FORCE_FOLDER);
        super.forceFolder(folder);
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        attempt(Operation.MOVE);
        super.move(source, target);
    }

    /** A file of which writes are counted. */
    private final class Channel implements SeekableByteChannel {
        private final SeekableByteChannel channel;

        Channel(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            attempt(Operation.WRITE);
            return channel.write(source);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
