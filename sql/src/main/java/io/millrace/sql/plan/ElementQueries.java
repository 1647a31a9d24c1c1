package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes out the subqueries over elements of a column of the row around them: {@code EXISTS (SELECT 1 FROM UNNEST(xs) ...)},
 * IN, comparisons with SOME and ALL, and those that stand for a value. Each becomes an {@link ElementQuery}.
 */
final class ElementQueries {
    /** What a comparison with an element can give, so that the largest of all is the answer. */
    private static final int FALSE = 0;

    private static final int UNKNOWN = 1;
    private static final int TRUE = 2;

    private final RelNode node;
    private final Set<CorrelationId> ids;
    private final RexBuilder builder;

    private ElementQueries(RelNode node) {
        this.node = node;
        this.ids = new LinkedHashSet<>(node.getVariablesSet());
        this.builder = node.getCluster().getRexBuilder();
    }

    /** The query with such subqueries replaced, also within other subqueries. */
    static RelNode replaced(RelNode node) {
        List<RelNode> inputs =
                node.getInputs().stream().map(ElementQueries::replaced).toList();
        RelNode plain = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return new ElementQueries(plain).replaced();
    }

    private RelNode replaced() {
        if (node instanceof Correlate correlate) {
            return joined(correlate);
        }
        boolean computes = node instanceof Filter || node instanceof Project;
        boolean[] remain = {false};
        // Calls beside OVER are computed below it.
        List<RexNode> before = new ArrayList<>();
        boolean beside = node instanceof Project project && project.containsOver();
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery query) {
                RexSubQuery inner = query.clone(ElementQueries.replaced(query.rel));
                RexNode value = computes ? value(inner) : null;
                remain[0] |= value == null;
                if (value == null) {
                    return inner.rel == query.rel ? query : inner;
                } else if (!beside) {
                    return value;
                }
                before.add(value);
                int columns = node.getInput(0).getRowType().getFieldCount();
                return new RexInputRef(columns + before.size() - 1, value.getType());
            }
        };
        if (node instanceof Project project && beside) {
            List<RexNode> after = shuttle.visitList(project.getProjects());
            return after.equals(project.getProjects()) ? node : above(project, before, after, remain[0]);
        }
        RelNode result = node.accept(shuttle);
        if (result == node || remain[0]) {
            return result;
        }
        return result instanceof Filter filter
                ? LogicalFilter.create(filter.getInput(), filter.getCondition())
                : withoutVariables((Project) result);
    }

    /** The query with such conditions of inner joins above them; taking out other subqueries puts them there. */
    static RelNode aboveJoins(RelNode node) {
        List<RelNode> inputs =
                node.getInputs().stream().map(ElementQueries::aboveJoins).toList();
        RelNode plain = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        if (!(plain instanceof Join join) || !isDeep(join.getCondition())) {
            return plain;
        } else if (join.getJoinType() != JoinRelType.INNER) {
            throw new QueryException(
                    "a subquery over the elements of a column cannot be a condition of this join",
                    null,
                    "compute it in a subquery before the join");
        }
        List<RexNode> deep = new ArrayList<>();
        List<RexNode> rest = new ArrayList<>();
        RelOptUtil.conjunctions(join.getCondition()).forEach(each -> (isDeep(each) ? deep : rest).add(each));
        RexBuilder builder = join.getCluster().getRexBuilder();
        RelNode joined = join.copy(
                join.getTraitSet(),
                RexUtil.composeConjunction(builder, rest),
                join.getLeft(),
                join.getRight(),
                JoinRelType.INNER,
                join.isSemiJoinDone());
        return LogicalFilter.create(joined, RexUtil.composeConjunction(builder, deep));
    }

    /** All columns of the input. */
    private List<RexNode> all() {
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < node.getInput(0).getRowType().getFieldCount(); i++) {
            columns.add(builder.makeInputRef(node.getInput(0), i));
        }
        return columns;
    }

    /** LATERAL of totals of elements, of which there is one row: they are columns more of the row before it. */
    private RelNode joined(Correlate correlate) {
        RelNode right = correlate.getRight();
        boolean outer = correlate.getJoinType() == JoinRelType.LEFT;
        boolean whole = outer || correlate.getJoinType() == JoinRelType.INNER && !isFiltered(right);
        if (!whole || !isOverElements(right, true) || isOverElements(right, false)) {
            return correlate;
        }
        ids.add(correlate.getCorrelationId());
        List<RexNode> columns = all();
        for (RelDataTypeField field : right.getRowType().getFieldList()) {
            RexNode column = builder.makeInputRef(right, field.getIndex());
            RelNode one = LogicalProject.create(right, List.of(), List.of(column), List.of(field.getName()), Set.of());
            int place = columns.size();
            columns.add(
                    call(one, correlate.getRowType().getFieldList().get(place).getType()));
        }
        return LogicalProject.create(
                correlate.getLeft(), List.of(), columns, correlate.getRowType().getFieldNames(), Set.of());
    }

    /** Whether a condition is put to totals. */
    private static boolean isFiltered(RelNode totals) {
        return totals instanceof Filter || totals instanceof Project && isFiltered(totals.getInput(0));
    }

    private RelNode above(Project project, List<RexNode> values, List<RexNode> after, boolean remain) {
        List<RexNode> columns = all();
        columns.addAll(values);
        RelNode below = values.isEmpty()
                ? project.getInput()
                : LogicalProject.create(project.getInput(), List.of(), columns, (List<String>) null, Set.of());
        Set<CorrelationId> variables = remain ? project.getVariablesSet() : Set.of();
        return LogicalProject.create(below, project.getHints(), after, project.getRowType(), variables);
    }

    private static RelNode withoutVariables(Project project) {
        return LogicalProject.create(
                project.getInput(), project.getHints(), project.getProjects(), project.getRowType(), Set.of());
    }

    /** What stands for a subquery; null when it is not over elements of a column. */
    private @Nullable RexNode value(RexSubQuery query) {
        if (!isOverElements(query.rel, query.getKind() == SqlKind.SCALAR_QUERY)
                || RelOptUtil.getVariablesUsed(query.rel).isEmpty()) {
            return null;
        }
        return switch (query.getKind()) {
            case EXISTS -> {
                RelDataType count = node.getCluster().getTypeFactory().createSqlType(SqlTypeName.BIGINT);
                RexNode elements = call(total(query.rel, SqlStdOperatorTable.COUNT, List.of(), count), count);
                yield builder.makeCall(
                        query.getParserPosition(),
                        SqlStdOperatorTable.GREATER_THAN,
                        List.of(elements, builder.makeExactLiteral(BigDecimal.ZERO, count)));
            }
            case IN -> compared(query, SqlStdOperatorTable.EQUALS);
            case SOME ->
                compared(query, RelOptUtil.op(((SqlQuantifyOperator) query.getOperator()).comparisonKind, null));
            case SCALAR_QUERY -> call(single(query.rel), query.getType());
            default -> null;
        };
    }

    /** A subquery that has one row, of whatever it is given. */
    private static RelNode single(RelNode rel) {
        RelNode at = rel;
        while (at instanceof Project || at instanceof Filter) {
            at = at.getInput(0);
        }
        if (at instanceof Aggregate) {
            return rel;
        }
        RelDataType type = rel.getRowType().getFieldList().get(0).getType();
        RelDataType nullable = rel.getCluster().getTypeFactory().createTypeWithNullability(type, true);
        return total(rel, SqlStdOperatorTable.SINGLE_VALUE, List.of(0), nullable);
    }

    private static RelNode total(RelNode rel, SqlAggFunction function, List<Integer> columns, RelDataType type) {
        AggregateCall call = AggregateCall.create(
                function, false, false, false, List.of(), columns, -1, null, RelCollations.EMPTY, type, null);
        return LogicalAggregate.create(rel, List.of(), ImmutableBitSet.of(), null, List.of(call));
    }

    /** Whether a value compares so with some element. */
    private @Nullable RexNode compared(RexSubQuery query, SqlOperator comparison) {
        if (query.getOperands().stream().anyMatch(ElementQueries::isDeep)) {
            return null;
        }
        CorrelationId id = node.getCluster().createCorrel();
        ids.add(id);
        RexNode row = builder.makeCorrel(node.getInput(0).getRowType(), id);
        List<RexNode> equal = new ArrayList<>();
        for (int i = 0; i < query.getOperands().size(); i++) {
            RexNode outside = query.getOperands().get(i).accept(new RexShuttle() {
                @Override
                public RexNode visitInputRef(RexInputRef reference) {
                    return builder.makeFieldAccess(row, reference.getIndex());
                }
            });
            equal.add(builder.makeCall(
                    query.getParserPosition(), comparison, List.of(outside, builder.makeInputRef(query.rel, i))));
        }
        RexNode all = equal.size() == 1 ? equal.get(0) : builder.makeCall(SqlStdOperatorTable.AND, equal);
        RexNode known = builder.makeCall(
                SqlStdOperatorTable.CASE,
                all,
                number(TRUE),
                builder.makeCall(SqlStdOperatorTable.IS_NULL, all),
                number(UNKNOWN),
                number(FALSE));
        RelNode each = LogicalProject.create(query.rel, List.of(), List.of(known), List.of("known"), Set.of());
        RelDataType type = builder.getTypeFactory().createTypeWithNullability(known.getType(), true);
        RexNode largest = call(total(each, SqlStdOperatorTable.MAX, List.of(0), type), type);
        RexNode isTrue = builder.makeCall(
                SqlStdOperatorTable.IS_TRUE, builder.makeCall(SqlStdOperatorTable.EQUALS, largest, number(TRUE)));
        if (!query.getType().isNullable()) {
            return isTrue;
        }
        RexNode isUnknown = builder.makeCall(
                SqlStdOperatorTable.IS_TRUE, builder.makeCall(SqlStdOperatorTable.EQUALS, largest, number(UNKNOWN)));
        return builder.makeCall(
                query.getType(),
                SqlStdOperatorTable.CASE,
                List.of(
                        isTrue,
                        builder.makeLiteral(true),
                        isUnknown,
                        builder.makeNullLiteral(query.getType()),
                        builder.makeLiteral(false)));
    }

    private RexNode number(int value) {
        RelDataType type = builder.getTypeFactory().createSqlType(SqlTypeName.INTEGER);
        return builder.makeExactLiteral(BigDecimal.valueOf(value), type);
    }

    /** A call for a query of one row, over the columns of the row around it that it uses. */
    private RexNode call(RelNode query, RelDataType type) {
        Set<RexFieldAccess> outside = new LinkedHashSet<>();
        look(query, new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable) {
                    outside.add(access);
                }
                return super.visitFieldAccess(access);
            }
        });
        List<RexNode> operands = new ArrayList<>();
        for (RexFieldAccess access : outside) {
            boolean near = ids.contains(((RexCorrelVariable) access.getReferenceExpr()).id);
            int field = access.getField().getIndex();
            operands.add(near ? builder.makeInputRef(node.getInput(0), field) : access);
        }
        return builder.makeCall(type, new ElementQuery(query, new ArrayList<>(outside)), operands);
    }

    private static void look(RelNode node, RexShuttle shuttle) {
        node.accept(shuttle);
        node.getInputs().forEach(input -> look(input, shuttle));
    }

    /** Whether it only filters, computes and, if that is asked for, aggregates the elements of one collection. */
    private static boolean isOverElements(RelNode rel, boolean mayAggregate) {
        boolean aggregated = !mayAggregate;
        RelNode at = rel;
        while (true) {
            if (at instanceof Project project && project.getProjects().stream().noneMatch(ElementQueries::isDeep)
                    || at instanceof Filter filter && !isDeep(filter.getCondition())) {
                at = at.getInput(0);
            } else if (at instanceof Aggregate aggregate
                    && !aggregated
                    && aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && aggregate.getGroupSet().isEmpty()) {
                aggregated = true;
                at = aggregate.getInput();
            } else {
                return at instanceof Uncollect uncollect
                        && uncollect.getInput() instanceof Project project
                        && project.getProjects().size() == 1
                        && !isDeep(project.getProjects().get(0))
                        && project.getInput() instanceof Values;
            }
        }
    }

    /** Whether an expression has a subquery or an OVER in it, or stands for one. */
    private static boolean isDeep(RexNode node) {
        boolean[] found = {false};
        node.accept(new RexVisitorImpl<@Nullable Void>(true) {
            @Override
            public @Nullable Void visitSubQuery(RexSubQuery query) {
                found[0] = true;
                return null;
            }

            @Override
            public @Nullable Void visitOver(RexOver over) {
                found[0] = true;
                return null;
            }

            @Override
            public @Nullable Void visitCall(RexCall call) {
                found[0] |= call.getOperator() instanceof ElementQuery;
                return super.visitCall(call);
            }
        });
        return found[0];
    }
}
