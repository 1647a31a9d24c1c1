package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.learn.ModelEvent;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.pipeline.LearnSpecification.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes rows of {@code sys.learners}, {@code sys.learner_metrics} or {@code sys.learner_events}. Of one table. */
final class LearnerRows implements ReportRows<LearnerReport>, Entries {
    private final Told told;
    private final KeptReports.Types types;
    private final Map<String, LearnerReport> shown = new HashMap<>();
    /** Who is shown, by the ids that checkpoints know them by. */
    private final List<String> identities = new ArrayList<>();

    private final Map<String, Integer> ids = new HashMap<>();
    private Marks marks = Marks.OFF;

    /** @param types what the models are of which a checkpoint tells */
    LearnerRows(Told told, KeptReports.Types types) {
        this.told = told;
        this.types = types;
    }

    @Override
    public void keep(OperatorStates states) {
        marks = states.keep("shown", this);
    }

    @Override
    public int group(int id) {
        return 0;
    }

    @Override
    public void write(int id, StateOutput out) {
        KeptReports.write(Objects.requireNonNull(shown.get(identities.get(id))), out);
    }

    @Override
    public void read(StateInput in) {
        LearnerReport report = KeptReports.read(in, types);
        if (report != null) {
            show(report);
        }
    }

    private @Nullable LearnerReport show(LearnerReport report) {
        String identity = report.identity();
        Integer id = ids.get(identity);
        if (id == null) {
            id = identities.size();
            identities.add(identity);
            ids.put(identity, id);
        }
        marks.touch(id);
        return shown.put(identity, report);
    }

    @Override
    public void add(LearnerReport report, BatchBuilder rows) {
        if (told == Told.LEARNER_EVENTS) {
            events(report, rows);
            return;
        }
        LearnerReport old = show(report);
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
