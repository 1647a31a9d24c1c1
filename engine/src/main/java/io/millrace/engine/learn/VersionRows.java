package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.engine.learn.ModelVersion.Shown;
import io.millrace.engine.learn.Models.VersionReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes rows of {@code sys.model_versions}. Of one table. */
final class VersionRows implements ReportRows<VersionReport> {
    private final Map<String, List<Shown>> shown = new HashMap<>();

    @Override
    public void add(VersionReport report, BatchBuilder rows) {
        List<Shown> old = shown.getOrDefault(report.model(), List.of());
        append(report, old, report.versions(), -1, rows);
        append(report, report.versions(), old, 1, rows);
        shown.put(report.model(), report.versions());
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
