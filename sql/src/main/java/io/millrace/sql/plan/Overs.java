package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.Frame;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Projections with OVER: a chain of operators, one for each partition, order and frame, and then the projection. */
final class Overs {
    private final Relation input;
    private final DialectRexBuilder builder;
    private final ExpressionTranslation plain;
    private final List<Expression> inputs;
    private final List<String> names;

    /** What the calls are over. */
    private final Aggregates.Columns columns = new Aggregates.Columns() {
        @Override
        public Type type(int column) {
            return inputs.get(column).type();
        }

        @Override
        public Expression value(int column) {
            return inputs.get(column);
        }
    };

    /** What calls must share to be computed by one operator. */
    private record Group(List<Integer> partition, int time, Frame frame) {}

    private record Member(RexOver over, AggregateCall call) {}

    private Overs(Relation input, DialectRexBuilder builder) {
        this.input = input;
        this.builder = builder;
        this.plain = new ExpressionTranslation(builder, Map.of());
        this.inputs = new ArrayList<>(Relation.columns(input.schema()));
        this.names = new ArrayList<>(input.schema().names());
    }

    static Relation project(Project project, Relation input) {
        return new Overs(input, (DialectRexBuilder) project.getCluster().getRexBuilder()).translate(project);
    }

    private Relation translate(Project project) {
        if (input.changing()) {
            throw new QueryException(
                    "OVER needs rows that do not change, but its input does",
                    null,
                    "aggregate in windows (GROUP BY window_start, window_end) instead of over all time");
        }
        Set<RexOver> overs = new LinkedHashSet<>();
        for (RexNode node : project.getProjects()) {
            node.accept(new RexVisitorImpl<@Nullable Void>(true) {
                @Override
                public @Nullable Void visitOver(RexOver over) {
                    overs.add(over);
                    return null;
                }
            });
        }
        Map<Group, List<Member>> groups = new LinkedHashMap<>();
        for (RexOver over : overs) {
            try {
                groups.computeIfAbsent(group(over), group -> new ArrayList<>()).add(new Member(over, call(over)));
            } catch (QueryException e) {
                throw builder.places().at(e, over.getParserPosition());
            }
        }
        Relation relation = Calcs.project(input, inputs, names);
        Map<RexOver, Expression> values = new LinkedHashMap<>();
        for (Map.Entry<Group, List<Member>> entry : groups.entrySet()) {
            relation = chain(relation, entry.getKey(), entry.getValue(), values);
        }
        ExpressionTranslation translation = new ExpressionTranslation(builder, values);
        List<Expression> projections =
                project.getProjects().stream().map(translation::translate).toList();
        return Calcs.project(relation, projections, project.getRowType().getFieldNames());
    }

    private static Relation chain(Relation input, Group group, List<Member> members, Map<RexOver, Expression> values) {
        List<AggregateCall> calls = new ArrayList<>();
        Schema schema = input.schema();
        for (Member member : members) {
            values.put(
                    member.over(),
                    new Expression.Column(schema.size(), member.call().type()));
            schema = schema.with(
                    new Column("$over" + schema.size(), member.call().type()));
            calls.add(member.call());
        }
        return new Over(input, group.partition(), group.time(), -1, -1, group.frame(), calls, schema);
    }

    private Group group(RexOver over) {
        RexWindow window = over.getWindow();
        List<Integer> partition =
                window.partitionKeys.stream().map(key -> place(key)).toList();
        return new Group(partition, time(window), frame(over));
    }

    private int time(RexWindow window) {
        if (window.orderKeys.isEmpty()) {
            throw new QueryException(
                    "OVER needs an ORDER BY", null, "order by the event time: OVER (PARTITION BY k ORDER BY ts)");
        }
        RexFieldCollation order = window.orderKeys.get(0);
        if (window.orderKeys.size() > 1
                || order.getDirection() != RelFieldCollation.Direction.ASCENDING
                || !(order.left instanceof org.apache.calcite.rex.RexInputRef column)) {
            throw new QueryException(
                    "OVER is ordered by the event time alone, ascending",
                    null,
                    "write ORDER BY ts; rows of equal time keep the order in which they were read");
        }
        Windows.checkTime(input, column.getIndex(), "OVER");
        return column.getIndex();
    }

    private static Frame frame(RexOver over) {
        RexWindow window = over.getWindow();
        RexWindowBound lower = window.getLowerBound();
        if (!window.getUpperBound().isCurrentRow()) {
            throw new QueryException(
                    "a frame that does not end at the current row is not supported yet",
                    null,
                    "write BETWEEN ... PRECEDING AND CURRENT ROW");
        }
        boolean rows = window.isRows() || over.getAggOperator().getName().equals("ROW_NUMBER");
        if (lower.isUnbounded()) {
            return new Frame(rows, Frame.UNBOUNDED);
        }
        if (lower.isCurrentRow()) {
            return new Frame(rows, 0);
        }
        if (lower.isPreceding() && lower.getOffset() instanceof RexLiteral literal) {
            BigDecimal offset = literal.getValueAs(BigDecimal.class);
            boolean interval =
                    SqlTypeName.DAY_INTERVAL_TYPES.contains(literal.getType().getSqlTypeName());
            if (offset != null && rows != interval && offset.signum() >= 0) {
                return new Frame(rows, rows ? offset.longValueExact() : offset.longValueExact() * 1000);
            }
        }
        throw new QueryException(
                "this frame is not supported",
                null,
                "write ROWS BETWEEN 9 PRECEDING AND CURRENT ROW,"
                        + " or RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW");
    }

    private AggregateCall call(RexOver over) {
        Type type = Types.of(over.getType());
        String name = over.getAggOperator().getName();
        if (over.ignoreNulls()) {
            throw new QueryException("IGNORE NULLS is not supported yet", null, null);
        }
        if (name.equals("ROW_NUMBER")) {
            return Aggregates.call("COUNT", List.of(), false, -1, List.of(), columns, type);
        }
        List<Integer> arguments =
                over.getOperands().stream().map(operand -> place(operand)).toList();
        return Aggregates.call(name, arguments, over.isDistinct(), -1, List.of(), columns, type);
    }

    private int place(RexNode node) {
        Expression value = plain.translate(node);
        int place = inputs.indexOf(value);
        if (place < 0) {
            place = inputs.size();
            inputs.add(value);
            names.add(SqlText.of(value, input.schema()));
        }
        return place;
    }
}
