package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Joins {@code FOR SYSTEM_TIME AS OF} a time of the left row: by event time with versions, by processing time with a
 * table that has been read.
 */
final class Snapshots {
    private final Correlate correlate;
    private final Snapshot snapshot;
    private final List<RexNode> conditions;
    private final DialectRexBuilder builder;

    private Snapshots(Correlate correlate, Snapshot snapshot, List<RexNode> conditions) {
        this.correlate = correlate;
        this.snapshot = snapshot;
        this.conditions = conditions;
        builder = (DialectRexBuilder) correlate.getCluster().getRexBuilder();
    }

    /**
     * The join that a correlated tree says, or null when it is another one.
     *
     * @param bounded whether a table ends by itself
     */
    static @Nullable Relation join(
            Correlate correlate, Function<RelNode, Relation> translation, Predicate<CatalogTable> bounded) {
        List<RexNode> conditions = new ArrayList<>();
        RelNode node = correlate.getRight();
        while (node instanceof Filter filter) {
            conditions.add(filter.getCondition());
            node = filter.getInput();
        }
        return node instanceof Snapshot snapshot
                ? new Snapshots(correlate, snapshot, conditions).join(translation, bounded)
                : null;
    }

    private Relation join(Function<RelNode, Relation> translation, Predicate<CatalogTable> bounded) {
        Relation left = translation.apply(correlate.getLeft());
        Relation right = translation.apply(snapshot.getInput());
        int time = time(left);
        if (correlate.getJoinType() != JoinRelType.INNER && correlate.getJoinType() != JoinRelType.LEFT) {
            throw failure(
                    "a join FOR SYSTEM_TIME AS OF is an inner or a LEFT one",
                    "it answers for each row of the left table what was valid then");
        }
        JoinKind kind = correlate.getJoinType() == JoinRelType.LEFT ? JoinKind.LEFT : JoinKind.INNER;
        try {
            return left.time(time) == TimeAttribute.PROCESSING
                    ? lookup(kind, left, right, bounded)
                    : temporal(kind, left, right, time);
        } catch (QueryException e) {
            throw placed(e);
        }
    }

    private Relation temporal(JoinKind kind, Relation left, Relation right, int time) {
        Versioned versions = versions(right);
        Expression condition = condition(left.schema().size());
        return Joins.temporal(kind, left, versions, time, condition, Types.schema(correlate.getRowType()));
    }

    private Relation lookup(JoinKind kind, Relation left, Relation right, Predicate<CatalogTable> bounded) {
        if (!Facts.isBounded(right, bounded)) {
            throw failure(
                    "the right table of a join FOR SYSTEM_TIME AS OF a processing time is read whole first, but it never"
                            + " ends",
                    "join it by event time, with a PRIMARY KEY and a watermark: FOR SYSTEM_TIME AS OF o.ts");
        } else if (right.changing()) {
            throw failure(
                    "the right table of a join FOR SYSTEM_TIME AS OF a processing time changes while it is read",
                    "write it to a table first, and join that in another script");
        }
        Expression condition = condition(left.schema().size());
        return Joins.lookup(kind, left, right, condition, Types.schema(correlate.getRowType()));
    }

    private int time(Relation left) {
        RexNode period = snapshot.getPeriod();
        if (period instanceof RexFieldAccess access && access.getReferenceExpr() instanceof RexCorrelVariable) {
            int column = access.getField().getIndex();
            if (left.time(column) != null) {
                return column;
            }
            List<String> times = Facts.times(left);
            throw failure(
                    "FOR SYSTEM_TIME AS OF needs an event time or PROCTIME() of the left table, but '"
                            + left.schema().column(column).name() + "' has no watermark",
                    times.isEmpty()
                            ? "declare one in CREATE TABLE: WATERMARK FOR ts AS ts - INTERVAL '5' SECOND"
                            : "the event time here is " + String.join(", ", times));
        }
        throw failure(
                "FOR SYSTEM_TIME AS OF takes an event time of the left table, or a PROCTIME() column of it",
                "write FOR SYSTEM_TIME AS OF o.ts, with the left table's name or alias");
    }

    private Versioned versions(Relation right) {
        Versioned versions = right.versioned();
        if (versions != null) {
            return versions;
        }
        List<Integer> times = Facts.range(0, right.schema().size()).stream()
                .filter(column -> right.time(column) == TimeAttribute.EVENT)
                .toList();
        if (!right.changing() && !right.key().isEmpty() && !times.isEmpty()) {
            return new Versioned(right, right.key(), times.get(0), true);
        } else if (times.isEmpty() && !right.changing()) {
            throw failure(
                    "the right table of a join FOR SYSTEM_TIME AS OF needs an event time, from which its rows are valid",
                    "declare one in its CREATE TABLE: WATERMARK FOR since AS since - INTERVAL '5' SECOND");
        } else if (right.changing()) {
            throw failure(
                    "the right table of a join FOR SYSTEM_TIME AS OF has no versions: its rows change without a time",
                    "it can be a table with a PRIMARY KEY and a watermark, or a view of the last row of each key:"
                            + " ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts DESC) = 1");
        }
        throw failure(
                "the right table of a join FOR SYSTEM_TIME AS OF needs a primary key, of which its rows are versions",
                "declare it in its CREATE TABLE: PRIMARY KEY (k) NOT ENFORCED");
    }

    /** The condition over the columns of both inputs. */
    private @Nullable Expression condition(int leftSize) {
        List<Expression> all = new ArrayList<>();
        for (RexNode condition : conditions) {
            RexNode moved = OuterColumns.beside(
                    condition, leftSize, access -> access.getField().getIndex());
            all.add(ExpressionTranslation.of(moved, builder));
        }
        return Expressions.and(all);
    }

    private RuntimeException failure(String message, String hint) {
        return placed(new QueryException(message, null, hint));
    }

    /** Errors point to the condition. */
    private RuntimeException placed(QueryException error) {
        for (RexNode condition : conditions) {
            if (condition instanceof RexCall call) {
                return builder.places().at(error, call.getParserPosition());
            }
        }
        return error;
    }
}
