package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * GROUPING SETS, ROLLUP and CUBE: one aggregation for each set of keys over the same input, and all their rows together,
 * NULL where a key is not in the set. GROUPING is a constant of the set.
 */
final class GroupingSets {
    private GroupingSets() {}

    /** Whether a call asks for the grouping set rather than aggregate rows. */
    static boolean isGrouping(AggregateCall call) {
        return isGrouping(call.getAggregation());
    }

    private static boolean isGrouping(SqlAggFunction function) {
        return function.equals(SqlStdOperatorTable.GROUPING)
                || function.equals(SqlStdOperatorTable.GROUPING_ID)
                || function.equals(SqlStdOperatorTable.GROUP_ID);
    }

    /**
     * @param group groups the input by keys: to the keys, then the calls that are not {@link #isGrouping}, named and typed
     *     as its schema says
     */
    static Relation translate(Aggregate aggregate, Relation input, BiFunction<List<Integer>, Schema, Relation> group) {
        Schema whole = Types.schema(aggregate.getRowType());
        if (aggregate.getGroupType() == Aggregate.Group.SIMPLE
                && aggregate.getAggCallList().stream().noneMatch(GroupingSets::isGrouping)) {
            return group.apply(aggregate.getGroupSet().asList(), whole);
        }
        List<Relation> sets = new ArrayList<>();
        for (ImmutableBitSet set : aggregate.getGroupSets()) {
            sets.add(one(aggregate, input, set, whole, group));
        }
        return sets.size() == 1 ? sets.get(0) : new Union(sets, whole);
    }

    private static Relation one(
            Aggregate aggregate,
            Relation input,
            ImmutableBitSet set,
            Schema whole,
            BiFunction<List<Integer>, Schema, Relation> group) {
        List<Integer> allKeys = aggregate.getGroupSet().asList();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < allKeys.size(); i++) {
            if (set.get(allKeys.get(i))) {
                columns.add(new Column(whole.column(i).name(), input.schema().type(allKeys.get(i))));
            }
        }
        List<AggregateCall> calls = aggregate.getAggCallList();
        for (int i = 0; i < calls.size(); i++) {
            if (!isGrouping(calls.get(i))) {
                columns.add(whole.column(allKeys.size() + i));
            }
        }
        Relation grouped = group.apply(set.asList(), new Schema(columns));
        List<Expression> values = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < whole.size(); i++) {
            boolean key = i < allKeys.size();
            if (key && !set.get(allKeys.get(i))) {
                values.add(new Expression.Literal(null, whole.type(i)));
            } else if (!key && isGrouping(calls.get(i - allKeys.size()))) {
                long bits = bits(calls.get(i - allKeys.size()), set);
                values.add(new Expression.Literal(bits, whole.type(i)));
            } else {
                Expression value = new Expression.Column(next, grouped.schema().type(next));
                values.add(Casts.cast(value, whole.type(i)));
                next++;
            }
        }
        return Calcs.project(grouped, values, whole.names());
    }

    /** One bit for each argument, the first the highest: 1 when it is not in the set. */
    private static long bits(AggregateCall call, ImmutableBitSet set) {
        long bits = 0;
        for (int key : call.getArgList()) {
            bits = bits << 1 | (set.get(key) ? 0 : 1);
        }
        return bits;
    }
}
