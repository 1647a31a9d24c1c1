package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.sql.CatalogTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes all queries of a pipeline read a table through one scan, which reads what any of them needs. */
final class SharedScans {
    /** By table; two that only have the same name, or that are opened with other options, are read apart. */
    private final Map<CatalogTable, Scan> scans = new HashMap<>();

    private final Set<String> wholeTables;

    private SharedScans(Set<String> wholeTables) {
        this.wholeTables = wholeTables;
    }

    /**
     * @param wholeTables the tables of which all columns are read where rows may be late
     */
    static SharedScans of(List<Relation> relations, Set<String> wholeTables) {
        SharedScans shared = new SharedScans(wholeTables);
        relations.forEach(shared::collect);
        return shared;
    }

    private void collect(Relation relation) {
        if (relation instanceof Scan scan) {
            boolean whole = scan.late() && wholeTables.contains(scan.table().name());
            Scan wanted = whole
                    ? new Scan(
                            scan.table(),
                            Facts.range(0, scan.table().schema().size()),
                            true,
                            scan.touching(),
                            scan.ordinal(),
                            scan.timed(),
                            scan.partitions(),
                            scan.changing())
                    : scan;
            scans.merge(scan.table(), wanted, SharedScans::both);
        }
        relation.inputs().forEach(this::collect);
    }

    private static Scan both(Scan a, Scan b) {
        TreeSet<Integer> columns = new TreeSet<>(a.columns());
        columns.addAll(b.columns());
        var event = a.table().eventTime();
        boolean timed = a.timed() || b.timed();
        if (timed && event != null) {
            // The watermark may speak of columns that no query asked for.
            Expressions.columnsOf(event.watermark()).stream().forEach(columns::add);
        }
        return new Scan(
                a.table(),
                List.copyOf(columns),
                a.late() || b.late(),
                a.touching() || b.touching(),
                a.ordinal() || b.ordinal(),
                timed,
                a.partitions().or(b.partitions()),
                a.changing());
    }

    Relation rewrite(Relation relation) {
        if (relation instanceof Scan scan) {
            return rewrite(scan);
        }
        return relation.withInputs(relation.inputs().stream().map(this::rewrite).toList());
    }

    private Relation rewrite(Scan scan) {
        Scan all = scans.getOrDefault(scan.table(), scan);
        Scan shared = both(scan, all).withPartitions(all.partitions().settle());
        List<Expression> columns = new ArrayList<>();
        for (int column : scan.columns()) {
            int place = shared.columns().indexOf(column);
            columns.add(new Expression.Column(place, shared.schema().type(place)));
        }
        int next = shared.columns().size();
        if (scan.late()) {
            columns.add(new Expression.Column(next, Hidden.LATE.type()));
        }
        next += shared.late() ? 1 : 0;
        if (scan.ordinal()) {
            columns.add(new Expression.Column(next, Hidden.ORDINAL.type()));
        }
        return Calcs.project(shared, columns, scan.schema().names());
    }
}
