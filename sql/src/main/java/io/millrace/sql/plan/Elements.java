package io.millrace.sql.plan;

import io.millrace.core.error.Check;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Expressions whose subqueries over elements of a column were computed below.
 *
 * @param input the input of the expressions, with a column more for each such subquery
 * @param nodes the expressions, with those columns in place of the calls
 */
record Elements(Relation input, List<RexNode> nodes) {
    /** Computes what {@link ElementQuery} stands for, and answers the input itself where there is none. */
    static Elements of(Relation input, List<RexNode> nodes, RelNode context) {
        DialectRexBuilder builder = (DialectRexBuilder) context.getCluster().getRexBuilder();
        Map<RexCall, Integer> places = new LinkedHashMap<>();
        Relation[] extended = {input};
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                if (!(call.getOperator() instanceof ElementQuery query)) {
                    return super.visitCall(call);
                }
                Integer place = places.get(call);
                if (place == null) {
                    place = extended[0].schema().size();
                    List<Expression> operands = call.getOperands().stream()
                            .map(operand -> ExpressionTranslation.of(operand, builder))
                            .toList();
                    extended[0] = new Computation(extended[0], query, operands, builder).computed();
                    places.put(call, place);
                }
                return new RexInputRef(place, call.getType());
            }
        };
        List<RexNode> replaced =
                nodes.stream().map(node -> node.accept(shuttle)).toList();
        return new Elements(extended[0], replaced);
    }

    /** The computation of one subquery. */
    private static final class Computation {
        private final Relation left;
        private final ElementQuery query;
        private final List<Expression> operands;
        private final DialectRexBuilder builder;
        /** The columns of the subquery, as far up as it has been followed. */
        private List<Expression> columns = new ArrayList<>();

        private final List<Expression> conditions = new ArrayList<>();

        Computation(Relation left, ElementQuery query, List<Expression> operands, DialectRexBuilder builder) {
            this.left = left;
            this.query = query;
            this.operands = operands;
            this.builder = builder;
        }

        /** The relation with a column more. */
        Relation computed() {
            Deque<RelNode> above = new ArrayDeque<>();
            RelNode at = query.query();
            while (!(at instanceof Uncollect)) {
                above.push(at);
                at = at.getInput(0);
            }
            Uncollect uncollect = (Uncollect) at;
            Schema elements = Types.schema(uncollect.getRowType());
            for (int i = 0; i < elements.size(); i++) {
                columns.add(new Expression.Column(left.schema().size() + 1 + i, elements.type(i)));
            }
            while (!(above.element() instanceof Aggregate)) {
                apply(above.pop());
            }
            Relation totals = totals(uncollect, elements, JsonAggregates.overText((Aggregate) above.pop()));
            columns = new ArrayList<>();
            for (int i = left.schema().size(); i < totals.schema().size(); i++) {
                columns.add(Pruning.reference(totals, i));
            }
            conditions.clear();
            while (!above.isEmpty()) {
                apply(above.pop());
            }
            Check.that(columns.size() == 1, "a subquery of several columns as a value");
            List<Expression> values = new ArrayList<>(Relation.columns(left.schema()));
            values.add(held(columns.get(0)));
            List<String> names = new ArrayList<>(left.schema().names());
            names.add("elements");
            return Calcs.project(totals, values, names);
        }

        /** NULL where the only row does not pass. */
        private Expression held(Expression value) {
            Type type = value.type().withNullable(true);
            Expression condition = Expressions.and(conditions);
            return condition == null
                    ? value
                    : new Expression.Call(
                            "CASE",
                            List.of(condition, Casts.cast(value, type), new Expression.Literal(null, type)),
                            type);
        }

        private void apply(RelNode node) {
            if (node instanceof Filter filter) {
                conditions.add(translated(filter.getCondition()));
            } else {
                columns = ((Project) node)
                        .getProjects().stream().map(this::translated).toList();
            }
        }

        /** An expression over the columns of the subquery and those around it. */
        private Expression translated(RexNode node) {
            RexNode moved = OuterColumns.beside(node, operands.size(), query::operand);
            List<Expression> both = new ArrayList<>(operands);
            both.addAll(columns);
            return Expressions.substitute(ExpressionTranslation.of(moved, builder), both);
        }

        private Relation totals(Uncollect uncollect, Schema elements, Aggregate aggregate) {
            if (aggregate.getInput() instanceof Project added
                    && added.getProjects().size() > columns.size()) {
                // Values that became JSON below the aggregation.
                columns = added.getProjects().stream().map(this::translated).toList();
            }
            Project collections = (Project) uncollect.getInput();
            Expression collection = translated(collections.getProjects().get(0));
            String name = collection instanceof Expression.Column column
                    ? left.schema().column(column.index()).name()
                    : SqlText.of(collection, left.schema());
            List<Expression> values = new ArrayList<>(Relation.columns(left.schema()));
            values.add(collection);
            List<String> names = new ArrayList<>(left.schema().names());
            names.add(name);
            Relation input = Calcs.project(left, values, names);
            List<Column> schema = new ArrayList<>(left.schema().columns());
            schema.addAll(Types.schema(aggregate.getRowType()).columns());
            return AggregateCalls.of(aggregate, typed(columns), false)
                    .group(
                            left.schema().size(),
                            new Schema(schema),
                            (calls, results) -> totals(input, uncollect.withOrdinality, elements, calls, results));
        }

        private static Aggregates.Columns typed(List<Expression> columns) {
            return new Aggregates.Columns() {
                @Override
                public Type type(int column) {
                    return columns.get(column).type();
                }

                @Override
                public @Nullable Expression value(int column) {
                    return columns.get(column);
                }
            };
        }

        private Relation totals(
                Relation input, boolean ordinality, Schema elements, List<AggregateCall> calls, Schema schema) {
            BitSet used = Pruning.used(List.of(), calls);
            List<Expression> values = used.stream().mapToObj(columns::get).toList();
            List<AggregateCall> over = calls.stream()
                    .map(call -> call.over(
                            call.arguments().stream()
                                    .map(argument -> place(used, argument))
                                    .toList(),
                            call.filter() < 0 ? -1 : place(used, call.filter()),
                            -1))
                    .toList();
            Expression filter = Expressions.and(conditions.stream()
                    .filter(condition -> !Expressions.isTrue(condition))
                    .toList());
            return new ElementTotals(input, left.schema().size(), ordinality, elements, filter, values, over, schema);
        }

        private static int place(BitSet used, int column) {
            return used.get(0, column).cardinality();
        }
    }
}
