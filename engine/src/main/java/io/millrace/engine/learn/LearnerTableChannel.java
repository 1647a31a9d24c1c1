package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.learn.ModelEvent;
import io.millrace.core.operator.Output;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.Told;
import io.millrace.engine.time.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of {@code sys.learners}, {@code sys.learner_metrics} or {@code sys.learner_events}: first what was so before
 * the run, then in each epoch what the epoch before it changed.
 */
public final class LearnerTableChannel implements Channel {
    private final Told told;
    private final Models models;
    private final Schema schema;
    private final LongSupplier completedEpoch;
    private final Output output;
    private final Queue<LearnerReport> reports;
    private final List<LearnerReport> before;
    private final Map<String, LearnerReport> shown = new HashMap<>();
    private long epoch = 1;
    private boolean finished;

    /**
     * @param completedEpoch tells the newest epoch that all lanes have completed; {@link Long#MAX_VALUE} where nothing learns
     */
    public LearnerTableChannel(Told told, Models models, Schema schema, LongSupplier completedEpoch, Output output) {
        this.told = told;
        this.models = models;
        this.schema = schema;
        this.completedEpoch = completedEpoch;
        this.output = output;
        before = models.reports();
        reports = models.learners().listen();
    }

    @Override
    public boolean pull() {
        if (finished || completedEpoch.getAsLong() < epoch - 1) {
            return false;
        }
        finished = true;
        List<LearnerReport> fresh = new ArrayList<>(epoch == 1 ? before : List.of());
        LearnerReport next = reports.peek();
        while (next != null && next.epoch() < epoch) {
            fresh.add(reports.remove());
            next = reports.peek();
        }
        BatchBuilder rows = new BatchBuilder(schema, 16);
        for (LearnerReport report : fresh) {
            if (told == Told.LEARNER_EVENTS) {
                events(report, rows);
            } else {
                LearnerReport old = shown.put(report.identity(), report);
                if (old != null) {
                    append(old, rows, -1);
                }
                append(report, rows, 1);
            }
        }
        output.emit(rows.build());
        return true;
    }

    private void append(LearnerReport report, BatchBuilder rows, int weight) {
        if (told == Told.LEARNERS) {
            names(report, rows);
            rows.bytes(2).append(report.type().task().toString());
            rows.bytes(3).append(report.type().description());
            rows.longs(4).append(report.rows());
            rows.longs(5).append(report.bytes());
            rows.endRow(weight);
            return;
        }
        report.metrics().forEach((metric, value) -> {
            names(report, rows);
            rows.bytes(2).append(metric);
            if (Double.isFinite(value)) {
                rows.doubles(3).append(value);
            } else {
                rows.column(3).appendNull();
            }
            rows.endRow(weight);
        });
    }

    private static void names(LearnerReport report, BatchBuilder rows) {
        rows.bytes(0).append(report.model());
        @Nullable String key = report.key();
        if (key == null) {
            rows.column(1).appendNull();
        } else {
            rows.bytes(1).append(key);
        }
    }

    private static void events(LearnerReport report, BatchBuilder rows) {
        for (ModelEvent event : report.events()) {
            names(report, rows);
            rows.longs(2).append(event.row());
            rows.bytes(3).append(event.kind());
            rows.bytes(4).append(event.detail());
            rows.longs(5).append(report.epoch());
            rows.endRow();
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
        models.learners().forget(reports);
    }
}
