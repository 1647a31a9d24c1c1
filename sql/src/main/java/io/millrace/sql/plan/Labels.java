package io.millrace.sql.plan;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** What operators are called: labels for people, ids that stay the same as long as the operator does. */
final class Labels {
    private static final int LONGEST = 120;

    private Labels() {}

    static String label(Relation relation) {
        String text = relation.label();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    /** The columns of a relation, with results of aggregates that have no name of their own called by what they are. */
    static Schema readable(Relation relation) {
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
        } else if (relation instanceof OrderedOver over) {
            calls = over.calls().stream().map(OverCall::call).toList();
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

    static String by(List<Integer> keys, Schema schema) {
        List<String> names = keys.stream().map(key -> schema.column(key).name()).toList();
        return names.isEmpty() ? "" : " by " + String.join(", ", names);
    }

    static String suffix(String calls) {
        return calls.isEmpty() ? "" : ": " + calls;
    }

    /** A name for the operator that depends on what it computes from which tables, and on nothing else. */
    static String id(Relation relation) {
        if (relation instanceof Scan scan) {
            return "scan-" + scan.table().name();
        }
        CRC32C checksum = new CRC32C();
        checksum.update(fingerprint(relation).getBytes(StandardCharsets.UTF_8));
        String text = relation.label();
        int end = text.indexOf(' ');
        String kind = (end < 0 ? text : text.substring(0, end)).replace(":", "");
        return kind.toLowerCase(java.util.Locale.ROOT) + "-" + String.format("%08x", checksum.getValue());
    }

    private static String fingerprint(Relation relation) {
        // What leaves out columns depends on what other queries read.
        if (relation instanceof Calc calc && calc.selects()) {
            return fingerprint(calc.input());
        }
        StringBuilder text = new StringBuilder(relation.label()).append(relation.details());
        for (Relation input : relation.inputs()) {
            text.append('(').append(fingerprint(input)).append(')');
        }
        return text.toString();
    }
}
