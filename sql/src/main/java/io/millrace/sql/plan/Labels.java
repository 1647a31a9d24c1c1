package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.sql.plan.Relation.AssignWindow;
import io.millrace.sql.plan.Relation.Calc;
import io.millrace.sql.plan.Relation.GroupAggregate;
import io.millrace.sql.plan.Relation.Over;
import io.millrace.sql.plan.Relation.Scan;
import io.millrace.sql.plan.Relation.SideScan;
import io.millrace.sql.plan.Relation.Values;
import io.millrace.sql.plan.Relation.WindowAggregate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** What operators are called: labels for people, ids that stay the same as long as the operator does. */
final class Labels {
    private static final int LONGEST = 120;

    private Labels() {}

    static String label(Relation relation) {
        return abbreviated(text(relation));
    }

    private static String text(Relation relation) {
        if (relation instanceof Scan scan) {
            return "Scan " + scan.table().name();
        } else if (relation instanceof SideScan scan) {
            return "Scan " + scan.table().name() + "$" + scan.kind();
        } else if (relation instanceof Values values) {
            return "Values: " + values.rows().size() + (values.rows().size() == 1 ? " row" : " rows");
        } else if (relation instanceof Calc calc) {
            return calc(calc);
        } else if (relation instanceof AssignWindow window) {
            return SqlText.of(window.window())
                    + by(window.partition(), window.input().schema());
        } else if (relation instanceof WindowAggregate window) {
            Schema input = window.input().schema();
            return SqlText.of(window.window())
                    + by(window.keys(), input)
                    + suffix(SqlText.calls(window.calls(), input));
        } else if (relation instanceof GroupAggregate group) {
            Schema input = group.input().schema();
            String what = group.window() != null ? "Window" : group.calls().isEmpty() ? "Distinct" : "Group";
            return what + by(group.keys(), input) + suffix(SqlText.calls(group.calls(), input));
        } else if (relation instanceof Over over) {
            Schema input = over.input().schema();
            return "Over " + SqlText.of(over.frame()) + by(over.partition(), input)
                    + suffix(SqlText.calls(over.calls(), input));
        }
        return "Union";
    }

    private static String calc(Calc calc) {
        Schema input = readable(calc.input());
        String where = calc.filter() == null ? "" : "Where " + SqlText.of(calc.filter(), input);
        List<String> computed = new ArrayList<>();
        for (int i = 0; i < calc.projections().size(); i++) {
            Expression value = calc.projections().get(i);
            boolean plain = value instanceof Expression.Column
                    || value instanceof Expression.Call call && call.function().equals("NOT NULL");
            if (!plain) {
                computed.add(SqlText.of(value, input) + " AS "
                        + calc.schema().column(i).name());
            }
        }
        if (computed.isEmpty()) {
            List<String> names = calc.schema().names().stream()
                    .filter(name -> !name.startsWith("$"))
                    .toList();
            return where.isEmpty() ? "Select " + String.join(", ", names) : where;
        }
        return (where.isEmpty() ? "Compute " : where + ", compute ") + String.join(", ", computed);
    }

    /** The columns of a relation, with results of aggregates that have no name of their own called by what they are. */
    private static Schema readable(Relation relation) {
        List<AggregateCall> calls;
        Schema before;
        int first;
        if (relation instanceof GroupAggregate group) {
            calls = group.calls();
            before = group.input().schema();
            first = group.keys().size();
        } else if (relation instanceof WindowAggregate window) {
            calls = window.calls();
            before = window.input().schema();
            first = window.keys().size();
        } else if (relation instanceof Over over) {
            calls = over.calls();
            before = over.input().schema();
            first = before.size();
        } else {
            return relation.schema();
        }
        List<Column> columns = new ArrayList<>(relation.schema().columns());
        for (int i = 0; i < calls.size(); i++) {
            Column column = columns.get(first + i);
            if (column.name().startsWith("$")) {
                columns.set(first + i, new Column(SqlText.of(calls.get(i), before), column.type()));
            }
        }
        return new Schema(columns);
    }

    private static String by(List<Integer> keys, Schema schema) {
        List<String> names = keys.stream().map(key -> schema.column(key).name()).toList();
        return names.isEmpty() ? "" : " by " + String.join(", ", names);
    }

    private static String suffix(String calls) {
        return calls.isEmpty() ? "" : ": " + calls;
    }

    private static String abbreviated(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    /** A name for the operator that depends on what it computes from which tables, and on nothing else. */
    static String id(Relation relation) {
        if (relation instanceof Scan scan) {
            return "scan-" + scan.table().name();
        }
        CRC32C checksum = new CRC32C();
        checksum.update(fingerprint(relation).getBytes(StandardCharsets.UTF_8));
        String text = text(relation);
        int end = text.indexOf(' ');
        String kind = (end < 0 ? text : text.substring(0, end)).replace(":", "");
        return kind.toLowerCase(java.util.Locale.ROOT) + "-" + String.format("%08x", checksum.getValue());
    }

    private static String fingerprint(Relation relation) {
        // What leaves out columns depends on what other queries read.
        if (relation instanceof Calc calc
                && calc.filter() == null
                && calc.projections().stream().allMatch(Expression.Column.class::isInstance)) {
            return fingerprint(calc.input());
        }
        StringBuilder text = new StringBuilder(text(relation));
        if (relation instanceof Calc calc) {
            Schema input = calc.input().schema();
            calc.projections().forEach(value -> text.append('|').append(SqlText.of(value, input)));
        } else if (relation instanceof Values values) {
            Schema none = new Schema(List.of());
            values.rows().forEach(row -> row.forEach(value -> text.append('|').append(SqlText.of(value, none))));
        } else if (relation instanceof WindowAggregate window) {
            text.append('|')
                    .append(window.input().schema().column(window.time()).name());
        }
        for (Relation input : relation.inputs()) {
            text.append('(').append(fingerprint(input)).append(')');
        }
        return text.toString();
    }
}
