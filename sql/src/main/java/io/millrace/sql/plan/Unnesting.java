package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/** {@code CROSS JOIN UNNEST(...)}, {@code LEFT JOIN UNNEST(...) ON TRUE}, and UNNEST alone. */
final class Unnesting {
    private final Relation left;
    private final DialectRexBuilder builder;
    private final boolean outer;

    private Unnesting(Relation left, RelNode context, boolean outer) {
        this.left = left;
        this.builder = (DialectRexBuilder) context.getCluster().getRexBuilder();
        this.outer = outer;
    }

    /** A join with the elements of a collection of the left row; null when it is another join. */
    static @Nullable Relation join(Correlate correlate, Function<RelNode, Relation> translation) {
        Deque<RelNode> above = new ArrayDeque<>();
        Uncollect uncollect = find(correlate.getRight(), above);
        if (uncollect == null) {
            return null;
        }
        boolean outer = correlate.getJoinType() == JoinRelType.LEFT;
        Relation left = translation.apply(correlate.getLeft());
        Unnesting unnesting = new Unnesting(left, correlate, outer);
        Relation result = unnesting.unnest(uncollect);
        while (!above.isEmpty()) {
            result = unnesting.apply(above.pop(), result);
        }
        return result;
    }

    /** The elements of a collection that depends on nothing. */
    static Relation alone(Uncollect uncollect, Function<RelNode, Relation> translation) {
        Relation collection = translation.apply(uncollect.getInput());
        return new Unnest(collection, 0, uncollect.withOrdinality, false, Types.schema(uncollect.getRowType()));
    }

    /** Puts what is above onto a stack, the lowest on top. */
    private static @Nullable Uncollect find(RelNode node, Deque<RelNode> above) {
        RelNode at = node;
        while (at instanceof Project || at instanceof Filter) {
            above.push(at);
            at = at.getInput(0);
        }
        return at instanceof Uncollect uncollect
                        && uncollect.getInput() instanceof Project project
                        && project.getInput() instanceof Values
                ? uncollect
                : null;
    }

    private Relation unnest(Uncollect uncollect) {
        Project project = (Project) uncollect.getInput();
        if (project.getProjects().size() != 1) {
            throw new QueryException("UNNEST takes one collection", null, "join one UNNEST after the other");
        }
        List<Expression> columns = new ArrayList<>(Relation.columns(left.schema()));
        columns.add(expression(project.getProjects().get(0), 0));
        List<String> names = new ArrayList<>(left.schema().names());
        names.add(
                columns.get(columns.size() - 1) instanceof Expression.Column column
                        ? left.schema().column(column.index()).name()
                        : project.getRowType().getFieldNames().get(0));
        List<Column> all = new ArrayList<>(left.schema().columns());
        for (RelDataTypeField field : uncollect.getRowType().getFieldList()) {
            io.millrace.core.type.Type type = Types.of(field.getType());
            all.add(new Column(field.getName(), outer ? type.withNullable(true) : type));
        }
        Relation input = Calcs.project(left, columns, names);
        return new Unnest(input, left.schema().size(), uncollect.withOrdinality, outer, new Schema(all));
    }

    /** Applies to the columns behind those of the left row what the query does to the elements. */
    private Relation apply(RelNode node, Relation result) {
        int shift = left.schema().size();
        if (node instanceof Filter filter) {
            if (outer) {
                throw new QueryException(
                        "LEFT JOIN UNNEST takes no condition but TRUE", null, "put the condition into WHERE");
            }
            return Calcs.filter(result, expression(filter.getCondition(), shift));
        }
        Project project = (Project) node;
        List<Expression> columns = new ArrayList<>(Relation.columns(left.schema()));
        for (RexNode value : project.getProjects()) {
            Expression expression = expression(value, shift);
            boolean moved = expression instanceof Expression.Column;
            columns.add(
                    moved && expression instanceof Expression.Column column
                            ? new Expression.Column(
                                    column.index(), result.schema().type(column.index()))
                            : expression);
        }
        List<String> names = new ArrayList<>(left.schema().names());
        names.addAll(project.getRowType().getFieldNames());
        return Calcs.project(result, columns, names);
    }

    /** An expression in which columns of the left row are themselves, and others are moved. */
    private Expression expression(RexNode node, int shift) {
        RexNode moved = node.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                return new RexInputRef(reference.getIndex() + shift, reference.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable
                        ? new RexInputRef(access.getField().getIndex(), access.getType())
                        : super.visitFieldAccess(access);
            }
        });
        return ExpressionTranslation.of(moved, builder);
    }
}
