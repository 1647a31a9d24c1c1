package io.millrace.connect.file;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.connect.Sink;
import io.millrace.core.type.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes each partition of a table to a file of its own, which is begun when its first row comes. Other partitions that
 * are there stay as they are.
 */
final class PartitionedSink implements Sink {
    /** A process may have about a thousand files open. */
    private static final int OPEN_FILES = 200;

    private final Partitions partitions;
    private final Schema stored;
    private final Function<String, Sink> opener;
    private final Map<String, Partition> open = new LinkedHashMap<>();
    private int openFiles;
    private final boolean showsTable;

    /** One partition: its file, and the rows of the batch that is being written. */
    private record Partition(Sink sink, BatchBuilder rows) {}

    /**
     * @param opener opens the file of a partition, whose folder below the table's it is given
     * @param showsTable whether the files hold the final table
     */
    PartitionedSink(Partitions partitions, Function<String, Sink> opener, boolean showsTable) {
        this.showsTable = showsTable;
        this.partitions = partitions;
        this.opener = opener;
        stored = partitions.body().table().schema();
    }

    @Override
    public void write(Batch changes) {
        Vector[] columns =
                Arrays.stream(partitions.stored()).mapToObj(changes::column).toArray(Vector[]::new);
        Batch body = new Batch(columns, changes.size(), changes.weights());
        for (int row = 0; row < changes.size(); row++) {
            open.computeIfAbsent(partitions.folder(changes, row), this::open)
                    .rows()
                    .append(body, row);
        }
        for (Partition partition : open.values()) {
            if (partition.rows().size() > 0) {
                if (partition.sink() instanceof FileSink file && !file.isOpen()) {
                    makeRoom();
                }
                partition.sink().write(partition.rows().build());
                partition.rows().clear();
            }
        }
    }

    /** Closes files before one more is opened, when there are many; writing opens them again. */
    private void makeRoom() {
        if (openFiles == OPEN_FILES) {
            for (Partition partition : open.values()) {
                if (partition.sink() instanceof FileSink file) {
                    file.close();
                }
            }
            openFiles = 0;
        }
        openFiles++;
    }

    private Partition open(String folder) {
        makeRoom();
        return new Partition(opener.apply(folder), new BatchBuilder(stored, 16));
    }

    @Override
    public boolean showsTable() {
        return showsTable;
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        open.values().forEach(partition -> partition.sink().endEpoch(epoch, watermark));
    }

    @Override
    public void close() {
        RuntimeException first = null;
        for (Partition partition : open.values()) {
            try {
                partition.sink().close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
