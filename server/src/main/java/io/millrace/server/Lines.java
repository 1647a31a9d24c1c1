package io.millrace.server;

import io.millrace.core.batch.Batch;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The lines of a tile by label and measure; a bounded number of labels, in the order they came. */
final class Lines {
    static final int KEPT = 32;
    static final int SHOWN = 8;
    private static final String SEPARATOR = " · ";

    private final Schema schema;
    private final ChartPlan plan;
    private final int[] labels;
    private final Map<RowKey, Series[]> byLabel = new HashMap<>();
    private final List<Series[]> inOrder = new ArrayList<>();

    Lines(Schema schema, ChartPlan plan) {
        this.schema = schema;
        this.plan = plan;
        this.labels = plan.labels().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Adds a row's measures at a time in microseconds. */
    void add(Batch batch, int row, long time) {
        Series[] series = of(batch, row);
        if (series == null) {
            return;
        }
        for (int i = 0; i < series.length; i++) {
            int column = plan.measures().get(i);
            series[i].add(time, Values.number(schema.type(column), batch.column(column), row));
        }
    }

    private Series @Nullable [] of(Batch batch, int row) {
        if (labels.length == 0 && !inOrder.isEmpty()) {
            return inOrder.get(0);
        }
        RowKey key = RowKey.of(batch, row, labels);
        Series[] series = byLabel.get(key);
        if (series == null && byLabel.size() < KEPT) {
            String label = label(batch, row);
            series = new Series[plan.measures().size()];
            for (int i = 0; i < series.length; i++) {
                String measure = schema.column(plan.measures().get(i)).name();
                series[i] = new Series(label.isEmpty() ? measure : label);
            }
            byLabel.put(key, series);
            inOrder.add(series);
        }
        return series;
    }

    private String label(Batch batch, int row) {
        StringJoiner label = new StringJoiner(SEPARATOR);
        for (int column : plan.labels()) {
            label.add(Values.text(schema.type(column), batch.column(column), row));
        }
        return label.toString();
    }

    /** What the bar of a row is called. */
    static String label(Schema schema, ChartPlan plan, RowList rows, int position) {
        StringJoiner label = new StringJoiner(SEPARATOR);
        for (int column : plan.labels()) {
            label.add(Values.text(schema.type(column), rows.column(position, column), rows.row(position)));
        }
        return label.toString();
    }

    /** The lines to draw for the chosen measures. */
    List<Series> shown(List<Integer> measures) {
        List<Series> shown = new ArrayList<>();
        for (Series[] series : inOrder) {
            for (int i = 0; i < series.length && shown.size() < SHOWN; i++) {
                if (measures.contains(plan.measures().get(i))) {
                    shown.add(series[i]);
                }
            }
        }
        return shown;
    }
}
