package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises {@code GROUP BY window_start, window_end, ...} over a window table function: then one operator aggregates
 * each window when it closes, and no row is ever copied into its windows.
 */
final class WindowAggregation {
    private final AssignWindow window;
    private final List<Expression> values;
    private final List<Expression> conditions;

    private WindowAggregation(AssignWindow window, List<Expression> values, @Nullable Expression condition) {
        this.window = window;
        this.values = values;
        this.conditions = Expressions.conjuncts(condition);
    }

    static Optional<WindowAggregation> over(Relation input) {
        if (input instanceof AssignWindow window) {
            return Optional.of(new WindowAggregation(window, Relation.columns(window.schema()), null));
        } else if (input instanceof Calc calc && calc.input() instanceof AssignWindow window) {
            return Optional.of(new WindowAggregation(window, calc.projections(), calc.filter()));
        }
        return Optional.empty();
    }

    Window window() {
        return window.window();
    }

    boolean groupsBy(List<Integer> keys, int bound) {
        return keys.stream().anyMatch(key -> isColumn(values.get(key), window.start() + bound));
    }

    /** The aggregation as one operator, if it can be one: keys, then calls, as the caller numbered them. */
    Optional<Relation> fuse(List<Integer> keys, List<AggregateCall> calls, Schema schema) {
        if (!groupsBy(keys, 0) || !groupsBy(keys, 1)) {
            return Optional.empty();
        }
        List<Expression> below = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        for (Expression condition : conditions) {
            if (usesOnlyWindow(condition)) {
                above.add(condition);
            } else if (usesWindow(condition) || window.window() instanceof Window.Session) {
                return Optional.empty();
            } else {
                below.add(condition);
            }
        }
        List<Integer> rowKeys = new ArrayList<>();
        for (int key : keys) {
            Expression value = values.get(key);
            if (usesWindow(value) ? !usesOnlyWindow(value) : false) {
                return Optional.empty();
            } else if (!usesWindow(value)) {
                rowKeys.add(key);
            }
        }
        for (AggregateCall call : calls) {
            if (call.arguments().stream().anyMatch(argument -> usesWindow(values.get(argument)))
                    || (call.filter() >= 0 && usesWindow(values.get(call.filter())))) {
                return Optional.empty();
            }
        }
        if (window.window() instanceof Window.Session && !isPartition(rowKeys)) {
            return Optional.empty();
        }
        return Optional.of(fuse(keys, rowKeys, calls, schema, below, above));
    }

    private Relation fuse(
            List<Integer> keys,
            List<Integer> rowKeys,
            List<AggregateCall> calls,
            Schema schema,
            List<Expression> below,
            List<Expression> above) {
        List<Expression> inputs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Integer> newKeys = new ArrayList<>();
        for (int key : rowKeys) {
            newKeys.add(place(
                    inputs,
                    names,
                    values.get(key),
                    schema.column(keys.indexOf(key)).name()));
        }
        int time = place(
                inputs,
                names,
                new Expression.Column(window.time(), window.input().schema().type(window.time())),
                window.input().schema().column(window.time()).name());
        List<AggregateCall> newCalls = new ArrayList<>();
        for (AggregateCall call : calls) {
            List<Integer> arguments = call.arguments().stream()
                    .map(argument -> place(inputs, names, values.get(argument), nameOf(values.get(argument))))
                    .toList();
            int filter = call.filter() < 0
                    ? -1
                    : place(inputs, names, values.get(call.filter()), nameOf(values.get(call.filter())));
            newCalls.add(call.over(arguments, filter, -1));
        }
        Relation input = Calcs.calc(window.input(), Expressions.and(below), inputs, names);
        List<Column> columns = new ArrayList<>();
        newKeys.forEach(key -> columns.add(input.schema().column(key)));
        for (int i = 0; i < calls.size(); i++) {
            columns.add(new Column(
                    schema.column(keys.size() + i).name(), calls.get(i).type()));
        }
        columns.addAll(window.schema().columns().subList(window.start(), window.start() + 3));
        WindowAggregate aggregate =
                new WindowAggregate(input, window.window(), time, -1, newKeys, newCalls, new Schema(columns));
        return above(aggregate, keys, rowKeys, calls.size(), schema, above);
    }

    /** Puts keys and calls into the order asked for, and computes what depends on the window alone. */
    private Relation above(
            WindowAggregate aggregate,
            List<Integer> keys,
            List<Integer> rowKeys,
            int calls,
            Schema schema,
            List<Expression> conditions) {
        List<Expression> outputs = new ArrayList<>();
        for (int key : keys) {
            int place = rowKeys.indexOf(key);
            outputs.add(place >= 0 ? column(aggregate, place) : onWindow(values.get(key), aggregate));
        }
        for (int i = 0; i < calls; i++) {
            outputs.add(column(aggregate, rowKeys.size() + i));
        }
        List<Expression> filters = conditions.stream()
                .map(condition -> onWindow(condition, aggregate))
                .toList();
        return Calcs.calc(aggregate, Expressions.and(filters), outputs, schema.names());
    }

    private Expression onWindow(Expression value, WindowAggregate aggregate) {
        return Expressions.shift(value, column -> column - window.start() + aggregate.start());
    }

    private static Expression column(Relation relation, int index) {
        return new Expression.Column(index, relation.schema().type(index));
    }

    private boolean isPartition(List<Integer> rowKeys) {
        HashSet<Integer> grouped = new HashSet<>();
        for (int key : rowKeys) {
            if (!(values.get(key) instanceof Expression.Column column)) {
                return false;
            }
            grouped.add(column.index());
        }
        return grouped.equals(new HashSet<>(window.partition()));
    }

    private boolean usesWindow(Expression value) {
        return Expressions.columnsOf(value).length() > window.start();
    }

    private boolean usesOnlyWindow(Expression value) {
        BitSet columns = Expressions.columnsOf(value);
        return !columns.isEmpty() && columns.nextSetBit(0) >= window.start() && Expressions.isStable(value);
    }

    private static boolean isColumn(Expression value, int index) {
        return value instanceof Expression.Column column && column.index() == index;
    }

    private String nameOf(Expression value) {
        return SqlText.of(value, window.schema());
    }

    private static int place(List<Expression> inputs, List<String> names, Expression value, String name) {
        int place = inputs.indexOf(value);
        if (place >= 0 && Expressions.isStable(value)) {
            return place;
        }
        inputs.add(value);
        names.add(name);
        return inputs.size() - 1;
    }
}
