package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import io.millrace.sql.validate.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** Window table functions. */
final class Windows {
    private static final Type BOUND = Type.timestamp(3).notNull();

    private static final long MOST_WINDOWS = 100_000;

    private Windows() {}

    static Relation translate(TableFunctionScan scan, Relation input) {
        RexCall call = (RexCall) scan.getCall();
        String name = call.getOperator().getName();
        List<RexNode> lengths = new ArrayList<>();
        List<List<Integer>> descriptors = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            if (operand.getKind() == SqlKind.DESCRIPTOR) {
                descriptors.add(((RexCall) operand)
                        .getOperands().stream()
                                .map(column -> ((RexInputRef) column).getIndex())
                                .toList());
            } else {
                lengths.add(operand);
            }
        }
        int time = descriptors.get(0).get(0);
        List<Integer> partition = descriptors.size() > 1 ? descriptors.get(1) : List.of();
        return assign(input, name, time, lengths, partition);
    }

    /**
     * Gives rows their windows.
     *
     * @param name the window function's
     * @param lengths its arguments after the time column
     */
    static Relation assign(Relation input, String name, int time, List<RexNode> lengths, List<Integer> partition) {
        checkTime(input, time, name);
        return new AssignWindow(
                input,
                window(
                        name,
                        lengths.stream().map(length -> micros(length, name)).toList()),
                time,
                -1,
                name.equals("SESSION") ? partition : List.of(),
                input.schema()
                        .with(
                                new Column("window_start", BOUND),
                                new Column("window_end", BOUND),
                                new Column(
                                        "window_time", input.schema().type(time).notNull())));
    }

    static void checkTime(Relation input, int column, String user) {
        if (input.time(column) != null) {
            return;
        }
        String name = input.schema().column(column).name();
        Type type = input.schema().type(column);
        if (!type.kind().isTimestamp()) {
            throw new QueryException(
                    user + " needs an event time, but '" + name + "' is " + type.sql(),
                    null,
                    "use a TIMESTAMP column with a watermark, for instance a computed column:"
                            + " ts AS TO_TIMESTAMP_LTZ(" + name + ", 3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND");
        }
        List<String> times = Facts.times(input);
        throw new QueryException(
                user + " needs an event time, but '" + name + "' has no watermark",
                null,
                times.isEmpty()
                        ? "declare one in CREATE TABLE: WATERMARK FOR " + name + " AS " + name
                                + " - INTERVAL '5' SECOND (a time that was computed in a query loses it)"
                        : "the event time here is " + String.join(", ", times));
    }

    private static Window window(String name, List<Long> lengths) {
        for (int i = 0; i < lengths.size(); i++) {
            boolean offset = i == (name.equals("TUMBLE") ? 1 : 2);
            if (lengths.get(i) <= 0 && !offset) {
                throw new QueryException(
                        "the lengths of " + name + " must be positive", null, "for example INTERVAL '10' SECOND");
            }
        }
        long first = lengths.get(0);
        if (name.equals("TUMBLE")) {
            return new Window.Tumble(first, lengths.size() > 1 ? lengths.get(1) : 0);
        } else if (name.equals("SESSION")) {
            return new Window.Session(first);
        }
        long size = lengths.get(1);
        long offset = lengths.size() > 2 ? lengths.get(2) : 0;
        if (size / first > MOST_WINDOWS) {
            throw new QueryException(
                    "one row would be in " + size / first + " windows of " + name,
                    null,
                    "the order is slide, size; a longer slide makes fewer windows, at most " + MOST_WINDOWS);
        }
        if (name.equals("HOP")) {
            return new Window.Hop(first, size, offset);
        }
        if (size % first != 0) {
            throw new QueryException(
                    "the size of CUMULATE must be a multiple of its step",
                    null,
                    "the order is step, size: CUMULATE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)");
        }
        return new Window.Cumulate(first, size, offset);
    }

    private static long micros(RexNode node, String name) {
        boolean negative = node.getKind() == SqlKind.MINUS_PREFIX;
        RexNode value = negative ? ((RexCall) node).getOperands().get(0) : node;
        if (value instanceof RexLiteral literal
                && SqlTypeName.DAY_INTERVAL_TYPES.contains(literal.getType().getSqlTypeName())) {
            BigDecimal millis = literal.getValueAs(BigDecimal.class);
            if (millis != null) {
                return millis.longValueExact() * (negative ? -1000 : 1000);
            }
        }
        throw new QueryException(
                name + " takes fixed lengths of time, not "
                        + Types.of(node.getType()).sql(),
                null,
                "write them as INTERVAL '10' SECOND, MINUTE, HOUR or DAY");
    }
}
