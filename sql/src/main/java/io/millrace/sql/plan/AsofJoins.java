package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/** ASOF JOIN: each row with the last row of the right table before it. */
final class AsofJoins {
    private AsofJoins() {}

    static Relation join(AsofJoin join, Relation left, Relation right) {
        DialectRexBuilder builder = (DialectRexBuilder) join.getCluster().getRexBuilder();
        RexNode match = join.getMatchCondition();
        try {
            return Joins.asof(
                    join.getJoinType() == JoinRelType.LEFT_ASOF ? JoinKind.LEFT : JoinKind.INNER,
                    left,
                    right,
                    times(ExpressionTranslation.of(match, builder), left, right),
                    ExpressionTranslation.of(join.getCondition(), builder),
                    Types.schema(join.getRowType()));
        } catch (QueryException e) {
            throw match instanceof RexCall call ? builder.places().at(e, call.getParserPosition()) : e;
        }
    }

    private static TemporalJoin.Times times(Expression match, Relation left, Relation right) {
        if (left.changing() || right.changing()) {
            throw new QueryException(
                    "ASOF JOIN needs rows that stay, but those of its " + (left.changing() ? "left" : "right")
                            + " input change",
                    null,
                    "join first, and aggregate what comes out");
        }
        int size = left.schema().size();
        if (match instanceof Expression.Call call
                && call.arguments().get(0) instanceof Expression.Column a
                && call.arguments().get(1) instanceof Expression.Column b) {
            boolean swapped = a.index() >= size;
            int leftTime = swapped ? b.index() : a.index();
            int rightTime = (swapped ? a.index() : b.index()) - size;
            Windows.checkTime(left, leftTime, "ASOF JOIN");
            Windows.checkTime(right, rightTime, "ASOF JOIN");
            String order = call.function();
            boolean event = left.time(leftTime) == TimeAttribute.EVENT && right.time(rightTime) == TimeAttribute.EVENT;
            boolean backwards = order.startsWith(swapped ? "<" : ">");
            if (event && backwards && !order.equals("<>")) {
                return new TemporalJoin.Times(leftTime, rightTime, order.length() == 1);
            } else if (event) {
                throw new QueryException(
                        "ASOF JOIN looks back: the time of the left table is not before that of the right one",
                        null,
                        "write MATCH_CONDITION a.ts >= b.ts, or exchange the tables");
            }
        }
        throw new QueryException(
                "MATCH_CONDITION compares an event time of each table, as they are",
                null,
                "for example MATCH_CONDITION a.ts >= b.ts");
    }
}
