package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.sql.validate.GroupWindowFunction;
import io.millrace.sql.validate.GroupWindowFunction.Property;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * {@code GROUP BY k, TUMBLE(ts, INTERVAL '1' MINUTE)} as what it says in today's words: the rows of a window table function,
 * grouped by k, window_start and window_end.
 */
final class GroupWindows {
    private final Aggregate aggregate;
    private final Project project;
    private final RexCall call;
    /** Which column of the project is the window. */
    private final int place;

    private GroupWindows(Aggregate aggregate, Project project, RexCall call, int place) {
        this.aggregate = aggregate;
        this.project = project;
        this.call = call;
        this.place = place;
    }

    /** Whether a call asks for a property of the group's window rather than aggregates rows. */
    static boolean isProperty(AggregateCall call) {
        return Property.of(call.getAggregation()).isPresent();
    }

    static Optional<GroupWindows> of(Aggregate aggregate) {
        if (!(aggregate.getInput() instanceof Project project)) {
            return Optional.empty();
        }
        for (int key : aggregate.getGroupSet()) {
            RexNode value = project.getProjects().get(key);
            if (value instanceof RexCall call && function(call) != null) {
                return Optional.of(new GroupWindows(aggregate, project, call, key));
            }
        }
        return Optional.empty();
    }

    private static @Nullable GroupWindowFunction function(RexCall call) {
        for (GroupWindowFunction function : GroupWindowFunction.values()) {
            if (function.function().equals(call.getOperator())) {
                return function;
            }
        }
        return null;
    }

    /** The window's call, for its place in the script. */
    RexCall call() {
        return call;
    }

    Project project() {
        return project;
    }

    /**
     * The rows with their windows: the project's columns, with the time in place of the window, then the window's three.
     *
     * @param values the project's, that of the window being its time column
     */
    Relation assign(Relation input, List<Expression> values) {
        if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            throw new QueryException(
                    "GROUPING SETS cannot be used together with GROUP BY " + function(call),
                    null,
                    "use a window table function: FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), ...))");
        }
        if (input.changing()) {
            throw new QueryException(
                    "GROUP BY " + function(call) + " needs rows that stay, but its input changes",
                    null,
                    "put the window below what changes, or group by FLOOR(ts TO MINUTE)");
        }
        Relation rows = Calcs.project(input, values, Translation.names(project, values, input));
        List<Integer> keys = new ArrayList<>(aggregate.getGroupSet().asList());
        keys.remove((Integer) place);
        List<RexNode> lengths = call.getOperands().subList(1, call.getOperands().size());
        return Windows.assign(rows, String.valueOf(function(call)), place, lengths, keys);
    }

    /** The time column's place among the columns below the project. */
    RexNode time() {
        return call.getOperands().get(0);
    }

    /** Groups the rows of {@link #assign}. */
    Relation group(Relation rows, BiFunction<List<Integer>, Schema, Relation> group) {
        int start = project.getProjects().size();
        Schema whole = Types.schema(aggregate.getRowType());
        List<Integer> rowKeys = aggregate.getGroupSet().asList();
        List<Integer> keys = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < rowKeys.size(); i++) {
            boolean window = rowKeys.get(i) == place;
            keys.add(window ? start : rowKeys.get(i));
            columns.add(window ? rows.schema().column(start) : whole.column(i));
        }
        for (int bound = WindowBounds.END; bound <= WindowBounds.TIME; bound++) {
            keys.add(start + bound);
            columns.add(rows.schema().column(start + bound));
        }
        List<AggregateCall> calls = aggregate.getAggCallList();
        for (int i = 0; i < calls.size(); i++) {
            if (!isProperty(calls.get(i))) {
                columns.add(whole.column(rowKeys.size() + i));
            }
        }
        Relation grouped = group.apply(keys, new Schema(columns));
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < rowKeys.size(); i++) {
            values.add(column(grouped, i));
        }
        int windowKey = rowKeys.indexOf(place);
        int next = rowKeys.size() + WindowBounds.TIME;
        for (AggregateCall aggregateCall : calls) {
            Property property = Property.of(aggregateCall.getAggregation()).orElse(null);
            int bound = rowKeys.size() - 1 + (property == Property.END ? WindowBounds.END : WindowBounds.TIME);
            values.add(column(grouped, property == null ? next++ : property == Property.START ? windowKey : bound));
        }
        return Calcs.project(grouped, values, whole.names());
    }

    private static Expression column(Relation relation, int index) {
        return new Expression.Column(index, relation.schema().type(index));
    }
}
