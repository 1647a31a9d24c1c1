package io.millrace.acceptance.golden;

import io.millrace.core.env.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** A disk that fails for ever once some checkpoints have been made: what the process does then reaches nobody. */
final class CrashingDisk implements Disk {
    private final Disk disk;
    private final int checkpoints;
    private volatile int named;
    private volatile boolean crashed;

    /**
     * @param checkpoints after so many
     */
    CrashingDisk(Disk disk, int checkpoints) {
        this.checkpoints = checkpoints;
        this.disk = disk;
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
        disk.move(source, target);
        named += target.getFileName().toString().startsWith("checkpoint-") ? 1 : 0;
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        check();
        disk.forceFolder(folder);
        crashed = named >= checkpoints;
    }

    @Override
    public SeekableByteChannel open(Path path, OpenOption... options) throws IOException {
        check();
        return disk.open(path, options);
    }

    @Override
    public BasicFileAttributes attributes(Path path) throws IOException {
        return disk.attributes(path);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        check();
        return disk.list(folder);
    }

    @Override
    public void force(SeekableByteChannel file) throws IOException {
        check();
        disk.force(file);
    }

    @Override
    public void delete(Path path) throws IOException {
        check();
        disk.delete(path);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        disk.createFolders(folder);
    }

    @Override
    public Closeable lock(Path path) throws IOException {
        return disk.lock(path);
    }
}
