package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import io.millrace.sql.validate.UserTableOperator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Joins of each row with the elements of a collection ({@code UNNEST}) or with what a table function of a user collects
 * ({@code LATERAL TABLE(f(x))}), inner and left ones, and both of them alone. A call of a table function is an expression
 * here that answers an ARRAY of rows.
 */
final class Laterals {
    private final Relation left;
    private final DialectRexBuilder builder;
    private final boolean outer;
    /** The columns of the elements, as what is above them has made them so far. */
    private List<Expression> elements = new ArrayList<>();

    private List<String> names = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();

    private Laterals(Relation left, RelNode context, boolean outer) {
        this.left = left;
        this.builder = (DialectRexBuilder) context.getCluster().getRexBuilder();
        this.outer = outer;
    }

    /** A join with the elements of a collection of the left row; null when it is another join. */
    static @Nullable Relation join(Correlate correlate, Function<RelNode, Relation> translation) {
        Deque<RelNode> above = new ArrayDeque<>();
        RelNode elements = find(correlate.getRight(), above);
        boolean outer = correlate.getJoinType() == JoinRelType.LEFT;
        if (elements == null || !outer && correlate.getJoinType() != JoinRelType.INNER) {
            return null;
        }
        Relation left = translation.apply(correlate.getLeft());
        return new Laterals(left, correlate, outer).join(elements, above, null);
    }

    /** A join with a collection that does not depend on the left row; null when it is another join. */
    static @Nullable Relation join(Join join, Function<RelNode, Relation> translation) {
        Deque<RelNode> above = new ArrayDeque<>();
        RelNode elements = find(join.getRight(), above);
        boolean outer = join.getJoinType() == JoinRelType.LEFT;
        if (elements == null || !outer && join.getJoinType() != JoinRelType.INNER) {
            return null;
        }
        Relation left = translation.apply(join.getLeft());
        return new Laterals(left, join, outer).join(elements, above, join.getCondition());
    }

    /** The elements of a collection that depends on nothing. */
    static Relation alone(Uncollect uncollect, Function<RelNode, Relation> translation) {
        Relation collection = translation.apply(uncollect.getInput());
        return new Unnest(collection, 0, uncollect.withOrdinality, false, null, Types.schema(uncollect.getRowType()));
    }

    /** The rows of a table function whose arguments depend on nothing. */
    static Relation alone(TableFunctionScan scan) {
        Relation once = new io.millrace.sql.plan.Values(List.of(List.of()), new Schema(List.of()));
        return new Laterals(once, scan, false).join(scan, new ArrayDeque<>(), null);
    }

    static boolean isFunction(RelNode node) {
        return node instanceof TableFunctionScan scan
                && scan.getInputs().isEmpty()
                && scan.getCall() instanceof RexCall call
                && call.getOperator() instanceof UserTableOperator;
    }

    /** Puts what is above the elements onto a stack, the lowest on top. */
    private static @Nullable RelNode find(RelNode node, Deque<RelNode> above) {
        RelNode at = node;
        while (at instanceof Project project && !project.containsOver() || at instanceof Filter) {
            above.push(at);
            at = at.getInput(0);
        }
        boolean isCollection = at instanceof Uncollect uncollect
                && uncollect.getInput() instanceof Project project
                && project.getInput() instanceof Values;
        return isCollection || isFunction(at) ? at : null;
    }

    private Relation join(RelNode leaf, Deque<RelNode> above, @Nullable RexNode on) {
        Relation input = leaf instanceof Uncollect uncollect ? collection(uncollect) : rows((TableFunctionScan) leaf);
        boolean ordinality = leaf instanceof Uncollect uncollect && uncollect.withOrdinality;
        Schema columns = Types.schema(leaf.getRowType());
        List<Column> all = new ArrayList<>(left.schema().columns());
        for (Column column : columns.columns()) {
            Type type = outer ? column.type().withNullable(true) : column.type();
            elements.add(new Expression.Column(all.size(), type));
            names.add(column.name());
            all.add(new Column(column.name(), type));
        }
        while (!above.isEmpty()) {
            apply(above.pop());
        }
        if (on != null) {
            List<Expression> both = new ArrayList<>(Relation.columns(left.schema()));
            both.addAll(elements);
            conditions.add(Expressions.substitute(ExpressionTranslation.of(on, builder), both));
        }
        Expression condition = Expressions.and(
                conditions.stream().filter(each -> !Expressions.isTrue(each)).toList());
        boolean marked = outer && !ordinality && !elements.stream().allMatch(Expression.Column.class::isInstance);
        Expression position = new Expression.Column(marked ? all.size() : all.size() - 1, Type.BIGINT);
        if (marked) {
            all.add(new Column("position", Type.BIGINT));
        }
        Relation joined = new Unnest(
                input, left.schema().size(), ordinality || marked, outer, outer ? condition : null, new Schema(all));
        if (!outer) {
            joined = Calcs.filter(joined, condition);
        }
        List<Expression> values = new ArrayList<>(Relation.columns(left.schema()));
        elements.forEach(element -> values.add(outer ? filled(element, position) : element));
        List<String> columnNames = new ArrayList<>(left.schema().names());
        columnNames.addAll(names);
        return Calcs.project(joined, values, columnNames);
    }

    /** NULL in a row that has no element. */
    private static Expression filled(Expression element, Expression position) {
        if (element instanceof Expression.Column) {
            return element;
        }
        Type type = element.type().withNullable(true);
        Expression there = new Expression.Call("IS NOT NULL", List.of(position), Type.BOOLEAN.notNull());
        return new Expression.Call(
                "CASE", List.of(there, Casts.cast(element, type), new Expression.Literal(null, type)), type);
    }

    /** The left row and the collection behind it. */
    private Relation collection(Uncollect uncollect) {
        Project project = (Project) uncollect.getInput();
        if (project.getProjects().size() != 1) {
            throw new QueryException("UNNEST takes one collection", null, "join one UNNEST after the other");
        }
        Expression collection = ofLeft(project.getProjects().get(0));
        return withLeft(
                collection,
                collection instanceof Expression.Column column
                        ? left.schema().column(column.index()).name()
                        : project.getRowType().getFieldNames().get(0));
    }

    /** The left row and what the function collects for it. */
    private Relation rows(TableFunctionScan scan) {
        Expression call = ofLeft(scan.getCall());
        if (left.changing() && !Expressions.isStable(call)) {
            RexCall written = (RexCall) scan.getCall();
            throw builder.places()
                    .at(
                            new QueryException(
                                    "function '" + written.getOperator().getName()
                                            + "' is not deterministic, but rows may be taken back here",
                                    null,
                                    "what it gave for a row could not be found again: call it before rows change"),
                            written.getParserPosition());
        }
        return withLeft(call, SqlText.of(call, left.schema()));
    }

    private Relation withLeft(Expression collection, String name) {
        List<Expression> columns = new ArrayList<>(Relation.columns(left.schema()));
        columns.add(collection);
        List<String> all = new ArrayList<>(left.schema().names());
        all.add(name);
        return Calcs.project(left, columns, all);
    }

    /** Applies to the elements what the query does to them. */
    private void apply(RelNode node) {
        if (node instanceof Filter filter) {
            conditions.add(ofElements(filter.getCondition()));
            return;
        }
        Project project = (Project) node;
        elements = project.getProjects().stream().map(this::ofElements).toList();
        names = project.getRowType().getFieldNames();
    }

    private Expression ofElements(RexNode node) {
        int shift = left.schema().size();
        List<Expression> both = new ArrayList<>(Relation.columns(left.schema()));
        both.addAll(elements);
        return Expressions.substitute(expression(node, shift), both);
    }

    private Expression ofLeft(RexNode node) {
        return expression(node, 0);
    }

    /** An expression in which columns of the left row are themselves, and others are moved. */
    private Expression expression(RexNode node, int shift) {
        RexNode moved =
                OuterColumns.beside(node, shift, access -> access.getField().getIndex());
        return ExpressionTranslation.of(moved, builder);
    }
}
