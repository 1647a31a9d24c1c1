package io.millrace.connect.file;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.Disk;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes an append-only table to files in a folder, or in folders below it. A run that keeps no state writes one file in
 * each. A run that keeps state writes new files for each commit: their names say which, so that what is written
 * again after an accident takes the place of what had been written, and they have names that others read only once they
 * are complete and sure.
 */
final class EpochFilesSink implements MarkedSink {
    private final Disk disk;
    private final Path folder;
    private final Opening opening;
    /** The files of the next commit, by what they will be called without its number. */
    private final Map<Path, Path> drafts = new LinkedHashMap<>();

    private @Nullable Sink sink;
    private @Nullable String writer;

    /** Opens what writes the files. */
    interface Opening {
        /**
         * A sink that writes each file where it is told.
         *
         * @param place tells where to write a file that would lie there
         */
        Sink open(UnaryOperator<Path> place);
    }

    /**
     * @param folder in which, or below which, the files are
     */
    EpochFilesSink(Disk disk, Path folder, Opening opening) {
        this.disk = disk;
        this.folder = folder;
        this.opening = opening;
    }

    private Sink sink() {
        Sink known = sink;
        if (known == null) {
            known = opening.open(writer == null ? UnaryOperator.identity() : this::draft);
            sink = known;
        }
        return known;
    }

    private Path draft(Path file) {
        Path draft = file.resolveSibling("." + file.getFileName() + "." + own() + ".part");
        drafts.put(file, draft);
        return draft;
    }

    /** A few letters for the writer, so that the files of two never have one name. */
    private String own() {
        CRC32C checksum = new CRC32C();
        String name = String.valueOf(writer);
        for (int i = 0; i < name.length(); i++) {
            checksum.update(name.charAt(i));
        }
        return String.format("%08x", checksum.getValue());
    }

    private Path named(Path file, long marker) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        return file.resolveSibling(String.format("%s-%s-%012d%s", stem, own(), marker, ending));
    }

    @Override
    public long resume(String newWriter) {
        closeSink();
        drafts.clear();
        writer = newWriter;
        try {
            WrittenMark mark = WrittenMark.read(disk, folder, newWriter);
            if (mark == null) {
                new WrittenMark(newWriter, 0, 0).write(disk, folder);
                return 0;
            }
            return mark.marker();
        } catch (IOException e) {
            throw FilePaths.failed("cannot write into '" + folder + "'", e);
        }
    }

    @Override
    public void commit(long marker) {
        String own = writer;
        if (own == null) {
            throw new IllegalStateException("bug: commit without resume");
        }
        closeSink();
        try {
            Set<Path> folders = new LinkedHashSet<>();
            for (Map.Entry<Path, Path> entry : drafts.entrySet()) {
                try (SeekableByteChannel channel = disk.open(entry.getValue(), StandardOpenOption.WRITE)) {
                    disk.force(channel);
                }
                disk.move(entry.getValue(), named(entry.getKey(), marker));
                Path parent = entry.getKey().getParent();
                folders.add(parent == null ? Path.of("") : parent);
            }
            for (Path each : folders) {
                disk.forceFolder(each);
            }
            drafts.clear();
            new WrittenMark(own, marker, 0).write(disk, folder);
        } catch (IOException e) {
            throw FilePaths.failed("cannot write into '" + folder + "'", e);
        }
    }

    @Override
    public void write(Batch changes) {
        sink().write(changes);
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        sink().endEpoch(epoch, watermark);
    }

    private void closeSink() {
        if (sink != null) {
            sink.close();
            sink = null;
        }
    }

    @Override
    public void close() {
        closeSink();
    }
}
