package io.millrace.engine.scan;

import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.PartitionedSource;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Position;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.expression.Expression;
import io.millrace.core.state.StateInput;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.checkpoint.Restore;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification.Scan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A table that is being read, as all workers share it. */
public final class ScannedTable implements AutoCloseable {
    /** In the place of a split that was found by an earlier run and not begun. */
    private static final Split NO_SPLIT = new Split("");

    private final Node node;
    private final Scan scan;
    private final Source source;
    private final @Nullable GrowingSource growing;
    private final List<Split> splits;
    private final int[] columns;
    private final TreeMap<Integer, SavedReader> saved = new TreeMap<>();
    private final TableProgress progress;
    private final RejectedRows late;
    private final RejectedRows errors;

    /**
     * @param node a scan
     * @param epoch tells the epoch that is open
     * @param zone the session's
     * @param restore where an earlier run stood, or null
     */
    public ScannedTable(Node node, Source source, LongSupplier epoch, ZoneId zone, @Nullable Restore restore) {
        this.node = node;
        this.scan = (Scan) node.spec();
        this.source = source;
        this.growing =
                source instanceof GrowingSource more && more.discoveryInterval().toNanos() > 0 ? more : null;
        Expression partitions = scan.partitions();
        if (partitions != null && source instanceof PartitionedSource partitioned) {
            partitioned.choose(new WantedPartitions(scan.table(), partitions, zone));
        }
        this.splits = new CopyOnWriteArrayList<>();
        columns = scan.columns().stream().mapToInt(Integer::intValue).toArray();
        if (restore != null) {
            openSaved(restore);
        }
        addOthers(source.splits());
        this.progress = new TableProgress(splits.size());
        if (restore != null) {
            for (int number = 0; number < splits.size(); number++) {
                // One that is new held nothing back in the epoch that is over.
                SavedReader opened = saved.get(number);
                long counted = opened == null ? Long.MAX_VALUE : opened.saved().counted();
                progress.set(restore.epoch(), number, counted);
            }
        }
        this.late = new RejectedRows(RejectedRows.lateSchema(visible()), epoch);
        this.errors = new RejectedRows(RejectedRows.ERRORS, epoch);
    }

    /** Opens what an earlier run was reading, before the source says what else there is. */
    private void openSaved(Restore restore) {
        for (StateInput in : restore.sections(section())) {
            while (in.hasMore()) {
                SavedSplit split = SavedSplit.read(in);
                LateWaker waker = new LateWaker();
                Reader reader = split.ended()
                        ? new EndedReader(split.position())
                        : source.open(split.split(), split.position(), columns, waker);
                saved.put(split.number(), new SavedReader(split, reader, waker));
            }
        }
        for (int number = 0; !saved.isEmpty() && number <= saved.lastKey(); number++) {
            SavedReader opened = saved.get(number);
            splits.add(opened == null ? NO_SPLIT : opened.saved.split());
        }
    }

    /** Adds the splits that nobody has read before, also in the places of those that had been found and not begun. */
    private void addOthers(List<Split> others) {
        for (Split split : others) {
            int gap = splits.indexOf(NO_SPLIT);
            if (!splits.contains(split)) {
                if (gap >= 0) {
                    splits.set(gap, split);
                } else {
                    splits.add(split);
                }
            }
        }
    }

    /** Under which name checkpoints have where its splits stand. */
    String section() {
        return Restore.splits(node.id());
    }

    /** A reader that goes on where an earlier run stood. */
    record SavedReader(SavedSplit saved, Reader reader, LateWaker waker) {}

    /** A waker of which it is said later whom it wakes. */
    static final class LateWaker implements Runnable {
        private volatile Runnable waker = () -> {};

        void set(Runnable chosen) {
            waker = chosen;
        }

        @Override
        public void run() {
            waker.run();
        }
    }

    /** Of a split that had ended. */
    private record EndedReader(Position position) implements Reader {
        @Override
        public Poll poll(Rows rows, int maxRows) {
            return Poll.END;
        }

        @Override
        public void close() {}
    }

    /** What reads a split; what an earlier run was reading goes on from there. */
    SplitReader open(int number, Runnable waker, SplitReader.Rejection rejection) {
        Schema read = scan.table().readable().select(columns);
        SavedReader opened = saved.get(number);
        Split split = splits.get(number);
        if (opened == null && split.equals(NO_SPLIT)) {
            return new SplitReader(split, number, new EndedReader(Position.START), read, rejection);
        } else if (opened == null) {
            return new SplitReader(split, number, source.open(split, Position.START, columns, waker), read, rejection);
        }
        opened.waker.set(waker);
        SplitReader reader = new SplitReader(opened.saved.split(), number, opened.reader, read, rejection);
        reader.restore(opened.saved);
        return reader;
    }

    /** What the scan emits, without hidden columns. */
    public Schema visible() {
        List<Column> columns = new ArrayList<>(node.output().columns());
        return new Schema(columns.subList(0, scan.projections().size()));
    }

    /** The table's name. */
    public String name() {
        return scan.table().name();
    }

    /** The scan that reads it. */
    public Node node() {
        return node;
    }

    Scan scan() {
        return scan;
    }

    Source source() {
        return source;
    }

    /** All splits so far; a split's number is its place. */
    List<Split> splits() {
        return splits;
    }

    /** The source, when it may have more splits later. */
    public @Nullable GrowingSource growing() {
        return growing;
    }

    /** Adds splits that were found. */
    void add(List<Split> found) {
        progress.grow(splits.size() + found.size());
        splits.addAll(found);
    }

    TableProgress progress() {
        return progress;
    }

    /** Whether a worker has anything to read, or may have later. */
    public boolean isReadBy(int worker) {
        return worker == 0 || growing != null || worker < splits.size();
    }

    public boolean live() {
        return source.live();
    }

    /** After how long a silent split holds nothing back, in nanoseconds; 0 when it always does. */
    public long idleTimeoutNanos() {
        return live()
                ? scan.table()
                        .options()
                        .duration("scan.watermark.idle-timeout")
                        .orElse(Duration.ZERO)
                        .toNanos()
                : 0;
    }

    /** Rows that came too late. */
    public RejectedRows late() {
        return late;
    }

    /** Records that could not be decoded. */
    public RejectedRows errors() {
        return errors;
    }

    @Override
    public void close() {
        source.close();
    }
}
