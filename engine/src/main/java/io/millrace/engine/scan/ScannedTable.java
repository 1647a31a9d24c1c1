package io.millrace.engine.scan;

import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.PartitionedSource;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification.Scan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A table that is being read, as all workers share it. */
public final class ScannedTable implements AutoCloseable {
    private final Node node;
    private final Scan scan;
    private final Source source;
    private final @Nullable GrowingSource growing;
    private final List<Split> splits;
    private final TableProgress progress;
    private final RejectedRows late;
    private final RejectedRows errors;

    /**
     * @param node a scan
     * @param epoch tells the epoch that is open
     * @param zone the session's
     */
    public ScannedTable(Node node, Source source, LongSupplier epoch, ZoneId zone) {
        this.node = node;
        this.scan = (Scan) node.spec();
        this.source = source;
        this.growing =
                source instanceof GrowingSource more && more.discoveryInterval().toNanos() > 0 ? more : null;
        Expression partitions = scan.partitions();
        if (partitions != null && source instanceof PartitionedSource partitioned) {
            partitioned.choose(new WantedPartitions(scan.table(), partitions, zone));
        }
        this.splits = new CopyOnWriteArrayList<>(source.splits());
        this.progress = new TableProgress(splits.size());
        this.late = new RejectedRows(RejectedRows.lateSchema(visible()), epoch);
        this.errors = new RejectedRows(RejectedRows.ERRORS, epoch);
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
