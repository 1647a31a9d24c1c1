package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import io.millrace.sql.validate.CallPlaces;
import io.millrace.sql.validate.DialectRexBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/**
 * CURRENT_WATERMARK: the scan gives the watermark that a row met as one more column, and what is between the scan and
 * the call hands it on. So the answer is the row's own, whoever computes it and when, and agrees with what makes a row
 * late. Behind operators that make new rows there is none.
 */
public final class WatermarkCalls {
    static final String NAME = "CURRENT_WATERMARK";
    private static final String INSTEAD = "compute it where the table is read, and use the column: (SELECT *, " + NAME
            + "(ts) AS watermark_then FROM t)";

    private final Map<Integer, Integer> places = new HashMap<>();
    private final int size;
    private Relation input;

    private WatermarkCalls(Relation input) {
        this.input = input;
        size = input.schema().size();
    }

    /** A relation with the columns it had and perhaps more, and which of them is the watermark. */
    private record Carried(Relation relation, int column) {}

    /** The type of the watermark for an event time of some type. */
    static Type type(Type time) {
        Function function = Objects.requireNonNull(Functions.find(NAME));
        return Objects.requireNonNull(function.overloads().get(0).typing()).result(List.of(time));
    }

    static boolean anyIn(List<Expression> expressions) {
        return expressions.stream()
                .anyMatch(each -> each instanceof Expression.Call call
                        && (call.function().equals(NAME) || anyIn(call.arguments())));
    }

    /** A filter and projection in which it is called. */
    static Relation calc(
            Relation input, @Nullable Expression filter, List<Expression> projections, List<String> names) {
        WatermarkCalls calls = new WatermarkCalls(input);
        Expression condition = filter == null ? null : calls.replaced(filter);
        List<Expression> values = projections.stream().map(calls::replaced).toList();
        return Calcs.calc(calls.input, condition, values, names);
    }

    /** Refuses it where an expression is not over rows that can have it as a column more. */
    static void refuse(RelNode node) {
        if (node instanceof Project || node instanceof Filter) {
            return;
        }
        CallPlaces places = ((DialectRexBuilder) node.getCluster().getRexBuilder()).places();
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                if (call.getOperator().getName().equals(NAME)) {
                    throw places.at(
                            new QueryException(NAME + " is not known here", null, INSTEAD), call.getParserPosition());
                }
                return super.visitCall(call);
            }
        };
        node.accept(shuttle);
        if (node instanceof Match match) {
            match.getPatternDefinitions().forEach((name, value) -> refuse(value, shuttle, "DEFINE " + name, places));
            match.getMeasures().forEach((name, value) -> refuse(value, shuttle, "MEASURES " + name, places));
        }
    }

    private static void refuse(RexNode value, RexShuttle shuttle, String clause, CallPlaces places) {
        try {
            value.accept(shuttle);
        } catch (QueryException e) {
            throw places.atClause(e, clause);
        }
    }

    /** Refuses it in what a table computes of its rows, before there is a watermark. */
    public static void refuse(Expression value) {
        if (value instanceof Expression.Call call) {
            if (call.function().equals(NAME)) {
                throw CallPlaces.placed(
                        new QueryException(
                                "a table has no watermark yet when its columns are computed",
                                null,
                                "call " + NAME + " in a query of the table, or in a view"),
                        call.place());
            }
            call.arguments().forEach(WatermarkCalls::refuse);
        }
    }

    private Expression replaced(Expression expression) {
        if (!(expression instanceof Expression.Call call)) {
            return expression;
        }
        if (!call.function().equals(NAME)) {
            return new Expression.Call(
                    call.function(),
                    call.arguments().stream().map(this::replaced).toList(),
                    call.type(),
                    call.place());
        }
        try {
            int column = place(call.arguments().get(0));
            return new Expression.Column(column, input.schema().type(column));
        } catch (QueryException e) {
            throw CallPlaces.placed(e, call.place());
        }
    }

    private int place(Expression argument) {
        List<String> times = Facts.times(input).stream().distinct().toList();
        if (!(argument instanceof Expression.Column time) || time.index() >= size) {
            throw new QueryException(
                    NAME + " takes the column of an event time, but this is computed",
                    null,
                    times.isEmpty() ? "no column here is an event time" : "the event time here is " + times.get(0));
        }
        if (input.time(time.index()) == TimeAttribute.PROCESSING) {
            throw new QueryException(
                    NAME + " needs an event time, but '"
                            + input.schema().column(time.index()).name() + "' is the time of processing",
                    null,
                    times.isEmpty()
                            ? "declare one in CREATE TABLE: WATERMARK FOR ts AS ts - INTERVAL '5' SECOND"
                            : "the event time here is " + times.get(0));
        }
        if (input.time(time.index()) == null) {
            Relation made = origin(input, time.index());
            if (!(made instanceof Scan || made instanceof Calc || made instanceof Values)) {
                throw unknown(made);
            }
        }
        Windows.checkTime(input, time.index(), NAME);
        return places.computeIfAbsent(time.index(), column -> {
            Carried carried = carried(input, column);
            input = carried.relation;
            return carried.column;
        });
    }

    private static Carried carried(Relation relation, int time) {
        if (relation instanceof Scan scan) {
            Scan more = scan.withWatermark();
            return new Carried(more, more.schema().size() - 1);
        } else if (relation instanceof Calc calc && calc.projections().get(time) instanceof Expression.Column source) {
            return calc(calc, source.index());
        } else if (relation instanceof Union union) {
            return union(union, time);
        } else if (relation instanceof AssignWindow window && !window.isSession()) {
            return window(window, time);
        } else if (relation instanceof Unnest unnest) {
            return unnest(unnest, time);
        }
        throw unknown(relation);
    }

    private static QueryException unknown(Relation relation) {
        return new QueryException(NAME + " is not known behind '" + Labels.label(relation) + "'", null, INSTEAD);
    }

    /** What a column comes from, or computes it. */
    private static Relation origin(Relation relation, int column) {
        return relation instanceof Calc calc && calc.projections().get(column) instanceof Expression.Column source
                ? origin(calc.input(), source.index())
                : relation;
    }

    private static Carried calc(Calc calc, int source) {
        Carried below = carried(calc.input(), source);
        int known = Facts.placeOf(calc.projections(), below.column);
        if (known >= 0) {
            return new Carried(calc, known);
        }
        List<Expression> values = new ArrayList<>(calc.projections());
        values.add(Pruning.reference(below.relation, below.column));
        List<String> names = new ArrayList<>(calc.schema().names());
        names.add(below.relation.schema().column(below.column).name());
        return new Carried(
                new Calc(below.relation, calc.filter(), values, Calcs.schema(values, names)), values.size() - 1);
    }

    private static Carried union(Union union, int time) {
        List<Relation> inputs = new ArrayList<>();
        Schema schema = union.schema();
        for (Relation input : union.inputs()) {
            Carried below = carried(input, time);
            schema = union.schema().with(below.relation.schema().column(below.column));
            inputs.add(last(below.relation, union.schema().size(), below.column));
        }
        return new Carried(new Union(inputs, schema), union.schema().size());
    }

    private static Carried window(AssignWindow window, int time) {
        int start = window.start();
        Carried below = carried(window.input(), time < start ? time : window.time());
        AssignWindow more = new AssignWindow(
                below.relation,
                window.window(),
                window.time(),
                window.late(),
                window.partition(),
                Pruning.append(below.relation.schema(), window.schema(), start));
        return widened(more, below, start);
    }

    private static Carried unnest(Unnest unnest, int time) {
        int before = unnest.before();
        Carried below = carried(unnest.input(), unnest.gap().source(time));
        int grown = below.relation.schema().size() - unnest.input().schema().size();
        List<Column> columns = new ArrayList<>(unnest.schema().columns());
        columns.addAll(
                before,
                below.relation
                        .schema()
                        .columns()
                        .subList(unnest.input().schema().size(), before + 1 + grown));
        Expression condition = unnest.condition();
        Unnest more = new Unnest(
                below.relation,
                unnest.column(),
                unnest.ordinality(),
                unnest.outer(),
                condition == null ? null : Expressions.shift(condition, i -> i < before ? i : i + grown),
                new Schema(columns));
        return widened(more, new Carried(below.relation, unnest.gap().place(below.column)), before);
    }

    /** Puts the column that an operator's input has more behind those that the operator adds. */
    private static Carried widened(Relation relation, Carried below, int before) {
        if (below.column < before) {
            return new Carried(relation, below.column);
        }
        int last = relation.schema().size() - 1;
        List<Integer> order = new ArrayList<>(Facts.range(0, last + 1));
        order.remove(before);
        order.add(before);
        return new Carried(selected(relation, order), last);
    }

    private static Relation last(Relation relation, int size, int column) {
        List<Integer> order = new ArrayList<>(Facts.range(0, size));
        order.add(column);
        return selected(relation, order);
    }

    private static Relation selected(Relation relation, List<Integer> columns) {
        return Calcs.project(
                relation,
                columns.stream()
                        .map(column -> Pruning.reference(relation, column))
                        .toList(),
                columns.stream()
                        .map(column -> relation.schema().column(column).name())
                        .toList());
    }
}
