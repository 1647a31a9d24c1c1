package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.learn.ModelVersion.Shown;
import io.millrace.engine.learn.Models.VersionReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes rows of {@code sys.model_versions}. Of one table. */
final class VersionRows implements ReportRows<VersionReport>, Entries {
    private final Map<String, List<Shown>> shown = new HashMap<>();
    /** Models that are shown, by the ids that checkpoints know them by. */
    private final List<String> models = new ArrayList<>();

    private Marks marks = Marks.OFF;

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
        String model = models.get(id);
        List<Shown> versions = shown.getOrDefault(model, List.of());
        out.writeText(model);
        out.writeNumber(versions.size());
        for (Shown each : versions) {
            each.version().write(out);
            out.writeNumber(each.bytes());
            out.writeBoolean(each.isCurrent());
        }
    }

    @Override
    public void read(StateInput in) {
        String model = in.readText();
        List<Shown> versions = new ArrayList<>();
        for (int count = in.readCount(); count > 0; count--) {
            versions.add(new Shown(ModelVersion.read(in), in.readNumber(), in.readBoolean()));
        }
        show(model, versions);
    }

    private void show(String model, List<Shown> versions) {
        int id = models.indexOf(model);
        if (id < 0) {
            id = models.size();
            models.add(model);
        }
        marks.touch(id);
        shown.put(model, versions);
    }

    @Override
    public void add(VersionReport report, BatchBuilder rows) {
        List<Shown> old = shown.getOrDefault(report.model(), List.of());
        append(report, old, report.versions(), -1, rows);
        append(report, report.versions(), old, 1, rows);
        show(report.model(), report.versions());
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
}
