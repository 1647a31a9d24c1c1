package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.sql.validate.CallPlaces;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import io.millrace.sql.validate.UserAggregateOperator;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;

/** Calcite's calls of aggregate functions as ours. */
final class AggregateCalls {
    private AggregateCalls() {}

    /**
     * The calls of a grouping that are neither about its sets of keys nor about its window.
     *
     * @param columns those of the input
     * @param changing whether rows of the input may be taken back
     */
    static CalledValues of(Aggregate aggregate, Aggregates.Columns columns, boolean changing) {
        CallPlaces places = ((DialectRexBuilder) aggregate.getCluster().getRexBuilder()).places();
        CalledValues values = new CalledValues(places.ofClause(CallPlaces.SUBQUERY));
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            if (GroupingSets.isGrouping(call) || GroupWindows.isProperty(call)) {
                continue;
            }
            try {
                String name = call.getAggregation().getName();
                switch (name) {
                    case CalledValues.SINGLE -> values.addSingle(call(call, "MIN", columns, changing));
                    case CalledValues.CONSTANT ->
                        values.addConstant(ExpressionTranslation.of(call.rexList.get(0), (DialectRexBuilder)
                                aggregate.getCluster().getRexBuilder()));
                    default -> values.add(call(call, name, columns, changing));
                }
            } catch (QueryException e) {
                throw places.at(e, call.getParserPosition());
            }
        }
        return values;
    }

    private static AggregateCall call(
            org.apache.calcite.rel.core.AggregateCall call, String name, Aggregates.Columns columns, boolean changing) {
        if (call.ignoreNulls()) {
            throw new QueryException(
                    "IGNORE NULLS is not supported in a GROUP BY", null, "write FILTER (WHERE x IS NOT NULL)");
        }
        Type type = Types.of(call.getType());
        if (call.getAggregation() instanceof UserAggregateOperator user) {
            return userCall(call, user, name, columns, changing, type);
        }
        return Aggregates.call(
                name,
                call.getArgList(),
                call.isDistinct(),
                call.filterArg,
                call.getCollation().getFieldCollations(),
                columns,
                type);
    }

    private static AggregateCall userCall(
            org.apache.calcite.rel.core.AggregateCall call,
            UserAggregateOperator user,
            String name,
            Aggregates.Columns columns,
            boolean changing,
            Type type) {
        if (changing && !user.isRetractable()) {
            throw new QueryException(
                    "function " + name + " has no method retract, but rows may be taken back here",
                    null,
                    "add one: public void retract(Sum sum, Long x)");
        }
        UserAggregateOperator.checkDistinct(
                name, call.isDistinct(), call.getArgList().size());
        List<Type> types = call.getArgList().stream().map(columns::type).toList();
        return new AggregateCall(
                user.function().code(),
                call.getArgList(),
                user.parameters(types),
                call.isDistinct(),
                call.filterArg,
                -1,
                type);
    }
}
