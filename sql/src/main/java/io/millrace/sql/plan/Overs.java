package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.RankSpecification.Rank;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Projections with OVER: a chain of operators, one for each partition and order, and then the projection. Frames that end
 * at the current row and follow a time are computed as the time goes on and have final results.
 */
final class Overs {
    private final Relation input;
    private final DialectRexBuilder builder;
    private final OverCalls calls;
    /** First those that follow the time, which need rows that are never taken back; ranks last, for conditions to sink to. */
    private final Map<Group, List<Member>> groups = new LinkedHashMap<>();

    /** What calls must share to be computed by one operator. */
    private record Group(
            Step step,
            List<Integer> partition,
            List<SortColumn> order,
            @Nullable Object only) {}

    private enum Step {
        TIMED,
        AHEAD,
        ORDERED,
        RANKED
    }

    private record Member(RexOver over, OverCall call) {}

    private Overs(Relation input, DialectRexBuilder builder) {
        this.input = input;
        this.builder = builder;
        this.calls = new OverCalls(input, builder);
    }

    static Relation project(Project project, Relation input) {
        return new Overs(input, (DialectRexBuilder) project.getCluster().getRexBuilder()).translate(project);
    }

    /** Whether a relation computes OVER for all its rows. */
    static boolean isOver(Relation relation) {
        return relation instanceof Over
                || relation instanceof OrderedOver
                || relation instanceof Ranking ranking && ranking.bounds().equals(RankBounds.ALL);
    }

    private Relation translate(Project project) {
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
        for (RexOver over : overs) {
            try {
                add(over);
            } catch (QueryException e) {
                throw builder.places().at(e, over.getParserPosition());
            }
        }
        Relation relation = Calcs.project(input, calls.inputs(), calls.names());
        Map<RexOver, Expression> values = new LinkedHashMap<>();
        for (Step step : Step.values()) {
            for (Map.Entry<Group, List<Member>> entry : groups.entrySet()) {
                if (entry.getKey().step() == step) {
                    relation = chain(relation, entry.getKey(), entry.getValue(), values);
                }
            }
        }
        ExpressionTranslation translation = new ExpressionTranslation(builder, values);
        List<Expression> projections =
                project.getProjects().stream().map(translation::translate).toList();
        return Calcs.project(relation, projections, project.getRowType().getFieldNames());
    }

    private void add(RexOver over) {
        List<Integer> partition =
                over.getWindow().partitionKeys.stream().map(calls::place).toList();
        List<SortColumn> order = order(over);
        Rank rank = rank(over);
        Group group;
        OverCall call;
        if (rank != null) {
            if (order.isEmpty()) {
                throw new QueryException(
                        rank + " needs an ORDER BY", null, "for example OVER (PARTITION BY k ORDER BY x DESC)");
            }
            Type type = Types.of(over.getType());
            call = new OverCall(
                    new AggregateCall(rank.name(), List.of(), List.of(), false, -1, -1, type),
                    new OverFrame(true, OverFrame.UNBOUNDED_PRECEDING, 0),
                    0);
            group = new Group(Step.RANKED, partition, order, rank);
        } else {
            call = calls.call(over, order);
            boolean followsTime = followsTime(order);
            Frame frame = followsTime ? timed(call) : null;
            Step ordered = followsTime && OrderedOver.endsAhead(call) ? Step.AHEAD : Step.ORDERED;
            group = frame == null
                    ? new Group(ordered, partition, order, null)
                    : new Group(Step.TIMED, partition, order, frame);
        }
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(new Member(over, call));
    }

    private boolean followsTime(List<SortColumn> order) {
        return !input.changing()
                && order.size() == 1
                && !order.get(0).descending()
                && order.get(0).column() < input.schema().size()
                && input.time(order.get(0).column()) != null;
    }

    /** The frame of a call that can be computed as the time goes on, or null. */
    private static @Nullable Frame timed(OverCall over) {
        OverFrame frame = over.frame();
        if (over.call().function().equals("LAG")) {
            return new Frame(true, over.parameter());
        }
        if (OverCalls.isPositional(over.call().function()) || frame.upper() != 0 || frame.lower() > 0) {
            return null;
        }
        return new Frame(
                frame.rows(), frame.lower() == OverFrame.UNBOUNDED_PRECEDING ? Frame.UNBOUNDED : -frame.lower());
    }

    private static Relation chain(Relation input, Group group, List<Member> members, Map<RexOver, Expression> values) {
        Schema schema = input.schema();
        for (Member member : members) {
            Type type = member.call().call().type();
            values.put(member.over(), new Expression.Column(schema.size(), type));
            schema = schema.with(new Column("$over" + schema.size(), type));
        }
        if (group.only() instanceof Rank rank) {
            for (Member member : members) {
                values.put(member.over(), new Expression.Column(input.schema().size(), Ranking.NUMBER));
            }
            return Ranking.of(input, group.partition(), group.order(), rank);
        } else if (group.only() instanceof Frame frame) {
            List<AggregateCall> aggregates =
                    members.stream().map(member -> member.call().call()).toList();
            int time = group.order().get(0).column();
            return new Over(input, group.partition(), time, -1, -1, frame, aggregates, schema);
        }
        List<OverCall> ordered = members.stream().map(Member::call).toList();
        return new OrderedOver(input, group.partition(), group.order(), -1, -1, ordered, schema);
    }

    private List<SortColumn> order(RexOver over) {
        List<SortColumn> order = new ArrayList<>();
        for (RexFieldCollation key : over.getWindow().orderKeys) {
            boolean descending = key.getDirection().isDescending();
            boolean nullsFirst = switch (key.getNullDirection()) {
                case FIRST -> true;
                case LAST -> false;
                case UNSPECIFIED -> !descending;
            };
            order.add(new SortColumn(calls.place(key.left), descending, nullsFirst));
        }
        return order;
    }

    private static @Nullable Rank rank(RexOver over) {
        return switch (over.getAggOperator().getName()) {
            case "ROW_NUMBER" -> Rank.ROW_NUMBER;
            case "RANK" -> Rank.RANK;
            case "DENSE_RANK" -> Rank.DENSE_RANK;
            default -> null;
        };
    }
}
