package io.millrace.sql.plan;

import io.millrace.core.error.Check;
import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.Recognition.Offset;
import io.millrace.engine.pipeline.Recognition.Position;
import io.millrace.engine.pipeline.Recognition.Source;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexPatternFieldRef;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.jspecify.annotations.Nullable;

/**
 * Conditions and measures: what they ask of a match becomes a column of the evaluation row. Arguments of aggregates
 * become columns of the input.
 */
final class MatchExpressions {
    private static final Set<String> NAVIGATION = Set.of("FIRST", "LAST", "PREV", "NEXT", "RUNNING", "FINAL");

    private final org.apache.calcite.rel.core.Match match;
    private final DialectRexBuilder builder;
    private final Relation given;
    private final List<String> names;
    private final List<Expression> columns;
    private final List<String> columnNames;
    private final List<Offset> offsets = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    MatchExpressions(org.apache.calcite.rel.core.Match match, Relation input, List<String> names) {
        this.match = match;
        this.builder = Matches.builder(match);
        this.given = input;
        this.names = names;
        columns = new ArrayList<>(Relation.columns(input.schema()));
        columnNames = new ArrayList<>(input.schema().names());
    }

    /** The input with the arguments of aggregates behind its columns. */
    Relation input() {
        return Calcs.project(given, columns, columnNames);
    }

    List<Offset> offsets() {
        return offsets;
    }

    List<Source> sources() {
        return sources;
    }

    /** A column of the row that is shown. */
    Expression current(int column) {
        Type type = given.schema().type(column);
        return new Expression.Column(source(new Source.Current(offset(column, 0), type)), type);
    }

    Expression condition(RexNode node, String variable) {
        return translate(node, new Navigation(variable, names.indexOf(variable)), "DEFINE " + variable);
    }

    Expression measure(RexNode node, String name) {
        return translate(node, new Navigation(null, -1), "MEASURES " + name);
    }

    private Expression translate(RexNode node, Navigation navigation, String clause) {
        try {
            RexNode flat = node.accept(navigation);
            return finished(
                    ExpressionTranslation.of(flat, builder), builder.places().ofClause(clause));
        } catch (QueryException e) {
            throw builder.places().atClause(e, clause);
        }
    }

    /** The expression with its place, which the validator forgot, and the clock for the processing time. */
    private static Expression finished(Expression expression, QueryException.@Nullable Position place) {
        if (!(expression instanceof Expression.Call call)) {
            return expression;
        }
        String function = call.function().equals("MATCH_PROCTIME") ? "CURRENT_ROW_TIMESTAMP" : call.function();
        List<Expression> arguments = call.arguments().stream()
                .map(argument -> finished(argument, place))
                .toList();
        return new Expression.Call(function, arguments, call.type(), call.place() == null ? place : call.place());
    }

    /** The variables that a name stands for: one, those of a SUBSET, or, for the table's name, all. */
    List<Integer> variables(String name) {
        if (names.contains(name)) {
            return List.of(names.indexOf(name));
        }
        Set<String> subset = match.getSubsets().get(name);
        return subset == null
                ? Facts.range(0, names.size())
                : subset.stream().map(names::indexOf).sorted().toList();
    }

    private int offset(int column, int rows) {
        Offset offset = new Offset(column, rows);
        int place = offsets.indexOf(offset);
        if (place < 0) {
            place = offsets.size();
            offsets.add(offset);
        }
        return place;
    }

    private int source(Source source) {
        int place = sources.indexOf(source);
        if (place < 0) {
            place = sources.size();
            sources.add(source);
        }
        return place;
    }

    private int column(Expression value) {
        int place = columns.indexOf(value);
        if (place < 0) {
            place = columns.size();
            columns.add(value);
            columnNames.add(SqlText.of(value, given.schema()));
        }
        return place;
    }

    /** Replaces what looks at a match by columns of the evaluation row, remembering which row is meant. */
    private final class Navigation extends RexShuttle {
        private final @Nullable String defined;
        private final int tried;
        private boolean whole = true;
        private boolean first;
        private int skipped;
        private int rows;

        Navigation(@Nullable String defined, int tried) {
            this.defined = defined;
            this.tried = tried;
            whole = defined == null && !match.isAllRows();
        }

        @Override
        public RexNode visitCall(RexCall call) {
            if (call.getOperator() instanceof SqlAggFunction) {
                return total(call);
            }
            return switch (call.getOperator().getName()) {
                case "FINAL", "RUNNING" -> finality(call);
                case "FIRST", "LAST" -> logical(call);
                case "PREV", "NEXT" -> physical(call);
                case "CLASSIFIER" -> classifier(call);
                case "MATCH_NUMBER" -> inMeasures(call, new Source.MatchNumber(Types.of(call.getType())));
                case "MATCH_ROWTIME" -> time(call);
                case "MATCH_PROCTIME" -> processingTime(call);
                default -> super.visitCall(call);
            };
        }

        private RexNode finality(RexCall call) {
            boolean before = whole;
            whole = defined == null
                    && (!match.isAllRows() || call.getOperator().getName().equals("FINAL"));
            RexNode inner = call.getOperands().get(0).accept(this);
            whole = before;
            return inner;
        }

        private RexNode logical(RexCall call) {
            boolean firstBefore = first;
            int skippedBefore = skipped;
            first = call.getOperator().getName().equals("FIRST");
            skipped = count(call);
            RexNode inner = call.getOperands().get(0).accept(this);
            first = firstBefore;
            skipped = skippedBefore;
            return inner;
        }

        private RexNode physical(RexCall call) {
            int count = count(call);
            Check.that(count == 0 || call.getOperator().getName().equals("PREV"), "a row that has not come yet");
            int before = rows;
            rows -= count;
            RexNode inner = call.getOperands().get(0).accept(this);
            rows = before;
            return inner;
        }

        private static int count(RexCall call) {
            BigDecimal count =
                    call.getOperands().size() > 1 && call.getOperands().get(1) instanceof RexLiteral literal
                            ? literal.getValueAs(BigDecimal.class)
                            : BigDecimal.ZERO;
            if (count == null || count.signum() < 0 || count.compareTo(BigDecimal.valueOf(1000)) > 0) {
                throw new QueryException(
                        call.getOperator().getName() + " goes 0 to 1000 rows, a number that is written there",
                        null,
                        "for example " + call.getOperator().getName() + "(price, 1)");
            }
            return count.intValue();
        }

        @Override
        public RexNode visitPatternFieldRef(RexPatternFieldRef reference) {
            List<Integer> set = variables(reference.getAlpha());
            Type type = Matches.nullable(reference);
            int offset = offset(reference.getIndex(), rows);
            boolean current = !first && skipped == 0 && set.contains(tried);
            Source source = current
                    ? new Source.Current(offset, type)
                    : new Source.Value(offset, new Position(set, first, skipped, whole), type);
            return reference(source, reference);
        }

        private RexNode reference(Source source, RexNode like) {
            return new RexInputRef(
                    source(source),
                    builder.getTypeFactory()
                            .createTypeWithNullability(
                                    like.getType(), source.type().nullable()));
        }

        private RexNode total(RexCall call) {
            Set<String> alphas = new LinkedHashSet<>();
            List<Integer> arguments = new ArrayList<>();
            List<Type> types = new ArrayList<>();
            for (RexNode operand : call.getOperands()) {
                Expression argument = argument(operand, alphas);
                types.add(argument.type());
                arguments.add(offset(column(argument), 0));
            }
            if (alphas.size() > 1) {
                throw new QueryException(
                        call.getOperator().getName() + " looks at rows of " + String.join(" and of ", alphas),
                        null,
                        "an aggregate takes columns of one variable; SUBSET U = (" + String.join(", ", alphas)
                                + ") makes one of them");
            }
            List<Integer> set = alphas.isEmpty()
                    ? Facts.range(0, names.size())
                    : variables(alphas.iterator().next());
            Aggregates.Columns given = new Aggregates.Columns() {
                @Override
                public Type type(int column) {
                    return types.get(arguments.indexOf(column));
                }

                @Override
                public @Nullable Expression value(int column) {
                    return null;
                }
            };
            AggregateCall made = Aggregates.call(
                    call.getOperator().getName(), arguments, false, -1, List.of(), given, Types.of(call.getType()));
            return reference(new Source.Total(new Position(set, false, 0, whole), made), call);
        }

        /** An argument of an aggregate as an expression over the input; notes whose rows it is about. */
        private Expression argument(RexNode node, Set<String> alphas) {
            node.accept(new RexVisitorImpl<@Nullable Void>(true) {
                @Override
                public @Nullable Void visitPatternFieldRef(RexPatternFieldRef reference) {
                    alphas.add(reference.getAlpha());
                    return null;
                }
            });
            RexNode plain = node.accept(new RexShuttle() {
                @Override
                public RexNode visitPatternFieldRef(RexPatternFieldRef reference) {
                    return new RexInputRef(reference.getIndex(), reference.getType());
                }

                @Override
                public RexNode visitCall(RexCall call) {
                    String name = call.getOperator().getName();
                    if (!NAVIGATION.contains(name)) {
                        return super.visitCall(call);
                    } else if (call.getOperands().size() > 1 && count(call) > 0) {
                        throw new QueryException(
                                name + " inside an aggregate is not supported",
                                null,
                                "compute it before MATCH_RECOGNIZE, in a subquery");
                    }
                    return call.getOperands().get(0).accept(this);
                }
            });
            return ExpressionTranslation.of(plain, builder);
        }

        private RexNode classifier(RexCall call) {
            Position position = new Position(Facts.range(0, names.size()), first, skipped, whole);
            return inMeasures(call, new Source.Classifier(position, Matches.nullable(call)));
        }

        private RexNode time(RexCall call) {
            if (!call.getOperands().isEmpty()) {
                call.getOperands().get(0).accept(new RexVisitorImpl<@Nullable Void>(true) {
                    @Override
                    public @Nullable Void visitPatternFieldRef(RexPatternFieldRef reference) {
                        Windows.checkTime(given, reference.getIndex(), "MATCH_ROWTIME");
                        return null;
                    }
                });
            }
            return inMeasures(call, new Source.Time(Types.of(call.getType())));
        }

        private RexNode inMeasures(RexCall call, Source source) {
            if (defined != null) {
                throw new QueryException(
                        call.getOperator().getName() + " is known in MEASURES only", null, "use it there");
            }
            return reference(source, call);
        }

        private RexNode processingTime(RexCall call) {
            if (defined != null) {
                throw new QueryException("MATCH_PROCTIME is known in MEASURES only", null, "use it there");
            }
            return call;
        }
    }
}
