package io.millrace.acceptance.golden;

import io.millrace.core.env.Disk;
import io.millrace.testkit.ForwardingDisk;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;

/** A disk that fails for ever once some checkpoints have been made: what the process does then reaches nobody. */
final class CrashingDisk extends ForwardingDisk {
    private final int checkpoints;
    private volatile int named;
    private volatile boolean crashed;

    /**
     * @param checkpoints after so many
     */
    CrashingDisk(Disk disk, int checkpoints) {
        super(disk);
        this.checkpoints = checkpoints;
    }

    boolean hasCrashed() {
        return crashed;
    }

    private void check() throws IOException {
        if (crashed) {
            throw new IOException("the process was killed here");
        }
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        check();
        super.move(source, target);
        named += target.getFileName().toString().startsWith("checkpoint-") ? 1 : 0;
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        check();
        super.forceFolder(folder);
        crashed = named >= checkpoints;
    }

    @Override
    public SeekableByteChannel open(Path path, OpenOption... options) throws IOException {
        check();
        return super.open(path, options);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        check();
        return super.list(folder);
    }

    @Override
    public void force(SeekableByteChannel file) throws IOException {
        check();
        super.force(file);
    }

    @Override
    public void delete(Path path) throws IOException {
        check();
        super.delete(path);
    }
}
