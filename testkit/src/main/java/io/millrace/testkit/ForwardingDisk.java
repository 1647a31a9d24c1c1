package io.millrace.testkit;

import io.millrace.core.env.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** A disk that passes everything on to another one: for disks of tests that do something else now and then. */
public abstract class ForwardingDisk implements Disk {
    private final Disk disk;

    protected ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public SeekableByteChannel open(Path path, OpenOption... options) throws IOException {
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
        return disk.list(folder);
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        disk.move(source, target);
    }

    @Override
    public void force(SeekableByteChannel file) throws IOException {
        disk.force(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        disk.forceFolder(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
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
