package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.learn.ModelEvent;
import io.millrace.engine.pipeline.LearnSpecification.Told;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rows of {@code sys.learners}, {@code sys.learner_metrics} or {@code sys.learner_events}. Of one table. */
final class LearnerRows implements ReportRows<LearnerReport> {
    private final Told told;
    private final Map<String, LearnerReport> shown = new HashMap<>();

    LearnerRows(Told told) {
        this.told = told;
    }

    @Override
    public void add(LearnerReport report, BatchBuilder rows) {
        if (told == Told.LEARNER_EVENTS) {
            events(report, rows);
            return;
        }
        LearnerReport old = shown.put(report.identity(), report);
        if (old != null) {
            append(old, rows, -1);
        }
        append(report, rows, 1);
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
}
