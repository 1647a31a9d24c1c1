package io.millrace.server;

import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which chart fits a result, from its columns alone.
 *
 * @param kind the chart
 * @param time the column of the time axis, or -1
 * @param labels the columns that name a line or a bar; empty when there is one of each measure
 * @param measures the columns that can be drawn
 * @param selected those of {@code measures} that are drawn at first
 */
record ChartPlan(ChartKind kind, int time, List<Integer> labels, List<Integer> measures, List<Integer> selected) {
    private static final int MEASURES_AT_ONCE = 4;
    private static final int TEXT_LABELS = 2;

    /** How a result is drawn. */
    enum ChartKind {
        LINES,
        BARS,
        NUMBERS,
        TABLE
    }

    static ChartPlan of(LiveTile tile) {
        List<Column> columns = tile.schema().columns();
        int time = tile.time() >= 0 ? tile.time() : firstTimestamp(columns);
        List<Integer> labels = new ArrayList<>();
        List<Integer> measures = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Type type = columns.get(i).type();
            if (type.kind().isTimestamp()) {
                continue;
            }
            boolean text = type.kind().isText() || type.kind() == Kind.DATE || type.kind() == Kind.BOOLEAN;
            if (tile.key().isEmpty()
                    ? text && labels.size() < TEXT_LABELS || isIdentity(columns.get(i))
                    : tile.key().contains(i)) {
                labels.add(i);
            } else if (type.kind().isNumeric()) {
                measures.add(i);
            }
        }
        if (measures.isEmpty()) {
            return new ChartPlan(ChartKind.TABLE, time, labels, measures, List.of());
        }
        ChartKind kind = time >= 0 ? ChartKind.LINES : labels.isEmpty() ? ChartKind.NUMBERS : ChartKind.BARS;
        return new ChartPlan(kind, time, labels, measures, selected(columns, labels, measures));
    }

    private static int firstTimestamp(List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).type().kind().isTimestamp()) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isIdentity(Column column) {
        String name = column.name().toLowerCase(Locale.ROOT);
        return column.type().kind().isInteger() && (name.equals("id") || name.endsWith("_id"));
    }

    /** Lines that share an axis should be of one kind: counts are not drawn beside means. */
    private static List<Integer> selected(List<Column> columns, List<Integer> labels, List<Integer> measures) {
        boolean fractions = measures.stream().anyMatch(column -> hasFraction(columns.get(column)));
        List<Integer> alike = measures.stream()
                .filter(column -> hasFraction(columns.get(column)) == fractions)
                .toList();
        return alike.subList(0, Math.min(labels.isEmpty() ? MEASURES_AT_ONCE : 1, alike.size()));
    }

    private static boolean hasFraction(Column column) {
        return !column.type().kind().isInteger();
    }
}
