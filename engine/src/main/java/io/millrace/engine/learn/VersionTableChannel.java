package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Output;
import io.millrace.core.type.Schema;
import io.millrace.engine.learn.ModelVersion.Shown;
import io.millrace.engine.learn.Models.VersionReport;
import io.millrace.engine.time.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;

/** Gives the rows of {@code sys.model_versions}: those before the run, then in each epoch what the epoch before it changed. */
public final class VersionTableChannel implements Channel {
    private final Models models;
    private final Schema schema;
    private final LongSupplier completedEpoch;
    private final Output output;
    private final Queue<VersionReport> reports;
    private final List<VersionReport> before;
    private final Map<String, List<Shown>> shown = new HashMap<>();
    private long epoch = 1;
    private boolean finished;

    /**
     * @param completedEpoch tells the newest epoch that all lanes have completed; {@link Long#MAX_VALUE} where nothing learns
     */
    public VersionTableChannel(Models models, Schema schema, LongSupplier completedEpoch, Output output) {
        this.models = models;
        this.schema = schema;
        this.completedEpoch = completedEpoch;
        this.output = output;
        before = models.versionReports();
        reports = models.versions().listen();
    }

    @Override
    public boolean pull() {
        if (finished || completedEpoch.getAsLong() < epoch - 1) {
            return false;
        }
        finished = true;
        List<VersionReport> fresh = new ArrayList<>(epoch == 1 ? before : List.of());
        VersionReport next = reports.peek();
        while (next != null && next.epoch() < epoch) {
            fresh.add(reports.remove());
            next = reports.peek();
        }
        BatchBuilder rows = new BatchBuilder(schema, 16);
        for (VersionReport report : fresh) {
            List<Shown> old = shown.getOrDefault(report.model(), List.of());
            append(report, old, report.versions(), -1, rows);
            append(report, report.versions(), old, 1, rows);
            shown.put(report.model(), report.versions());
        }
        output.emit(rows.build());
        return true;
    }

    /** Appends those that are not among others. */
    private static void append(
            VersionReport report, List<Shown> versions, List<Shown> others, int weight, BatchBuilder rows) {
        for (Shown each : versions) {
            if (others.contains(each)) {
                continue;
            }
            rows.bytes(0).append(report.model());
            rows.longs(1).append(each.version().number());
            if (each.version().parent() == 0) {
                rows.column(2).appendNull();
            } else {
                rows.longs(2).append(each.version().parent());
            }
            rows.longs(3).append(each.version().learnedRows());
            rows.longs(4).append(each.version().epoch());
            rows.bytes(5).append(each.version().madeBy());
            rows.longs(6).append(each.bytes());
            rows.booleans(7).append(each.isCurrent());
            rows.endRow(weight);
        }
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public void nextEpoch() {
        epoch++;
        finished = false;
    }

    @Override
    public long waitNanos() {
        return finished ? Long.MAX_VALUE : 100_000;
    }

    @Override
    public void close() {
        models.versions().forget(reports);
    }
}
