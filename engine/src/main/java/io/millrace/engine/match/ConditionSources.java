package io.millrace.engine.match;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Recognition.Match;
import io.millrace.engine.pipeline.Recognition.Position;
import io.millrace.engine.pipeline.Recognition.Source;
import io.millrace.engine.pipeline.Recognition.Variable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** What the conditions of a pattern ask of partial matches, and where {@link Paths} keep it. */
final class ConditionSources {
    /** The row that is tried for a variable. */
    static final int TRIED = -2;

    private final List<List<Integer>> sets = new ArrayList<>();
    private final List<List<Integer>> firsts = new ArrayList<>();
    private final List<Integer> deepest = new ArrayList<>();
    private final List<Source.Total> totals;

    ConditionSources(Match spec) {
        BitSet used = new BitSet();
        for (Variable variable : spec.variables()) {
            Expression condition = variable.condition();
            if (condition != null) {
                collect(condition, used);
            }
        }
        Set<Source.Total> found = new LinkedHashSet<>();
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            Source source = spec.sources().get(i);
            if (source instanceof Source.Total total) {
                found.add(total);
            } else if (source instanceof Source.Value value) {
                register(value.position());
            }
        }
        totals = List.copyOf(found);
    }

    private void register(Position position) {
        int set = sets.indexOf(position.variables());
        if (set < 0) {
            set = sets.size();
            sets.add(position.variables());
            firsts.add(new ArrayList<>());
            deepest.add(-1);
        }
        if (!position.first()) {
            deepest.set(set, Math.max(deepest.get(set), position.skipped()));
        } else {
            Set<Integer> all = new TreeSet<>(firsts.get(set));
            all.add(position.skipped());
            firsts.set(set, new ArrayList<>(all));
        }
    }

    List<Paths.Kept> kept() {
        List<Paths.Kept> kept = new ArrayList<>();
        for (int set = 0; set < sets.size(); set++) {
            kept.add(new Paths.Kept(
                    sets.get(set),
                    firsts.get(set).stream().mapToInt(Integer::intValue).toArray()));
        }
        return kept;
    }

    List<Source.Total> totals() {
        return totals;
    }

    /** The row that a value is read from, when a row is tried for a variable behind a path; or {@link #TRIED}. */
    int find(Source.Value value, Paths paths, int path, int variable) {
        Position position = value.position();
        int set = sets.indexOf(position.variables());
        boolean member = paths.isMember(set, variable);
        if (position.first()) {
            int count = paths.count(path, set);
            if (position.skipped() >= count) {
                return member && position.skipped() == count ? TRIED : Paths.NONE;
            }
            return paths.first(path, set, firsts.get(set).indexOf(position.skipped()));
        }
        if (member && position.skipped() == 0) {
            return TRIED;
        }
        return paths.last(path, set, position.skipped() - (member ? 1 : 0));
    }

    /** Whether all conditions give the same for two paths, whatever rows follow. */
    boolean isSame(Paths paths, int left, int right) {
        if (!totals.isEmpty()) {
            return false;
        }
        for (int set = 0; set < sets.size(); set++) {
            for (int skipped = 0; skipped <= deepest.get(set); skipped++) {
                if (paths.last(left, set, skipped) != paths.last(right, set, skipped)) {
                    return false;
                }
            }
            List<Integer> numbers = firsts.get(set);
            boolean open = !numbers.isEmpty()
                    && Math.min(paths.count(left, set), paths.count(right, set)) <= numbers.get(numbers.size() - 1);
            if (open && paths.count(left, set) != paths.count(right, set)) {
                return false;
            }
            for (int i = 0; i < numbers.size(); i++) {
                if (paths.first(left, set, i) != paths.first(right, set, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a column of the evaluation row is called, for the errors of rows. */
    static String name(Source source, Match spec, Schema columns) {
        if (source instanceof Source.Current current) {
            return columns.column(current.offset()).name();
        } else if (source instanceof Source.Value value) {
            List<Integer> variables = value.position().variables();
            String owner = variables.size() == 1
                    ? spec.variables().get(variables.get(0)).name() + "."
                    : "";
            return owner + columns.column(value.offset()).name();
        }
        return source instanceof Source.Total total ? total.call().function() : "match";
    }

    private static void collect(Expression expression, BitSet columns) {
        if (expression instanceof Column column) {
            columns.set(column.index());
        } else if (expression instanceof Call call) {
            call.arguments().forEach(argument -> collect(argument, columns));
        }
    }

    /** Whether a condition looks at the current row alone. */
    static boolean isOfRow(Expression condition, List<Source> sources) {
        BitSet used = new BitSet();
        collect(condition, used);
        return used.stream().allMatch(column -> sources.get(column) instanceof Source.Current);
    }

    /** A condition that looks at the current row alone, over the columns of that row. */
    static Expression overOffsets(Expression condition, List<Source> sources) {
        return shift(condition, column -> ((Source.Current) sources.get(column)).offset());
    }

    /** The condition over those sources that it uses, which are added to {@code needed}. */
    static Expression narrow(Expression condition, List<Source> sources, List<Source> needed) {
        return shift(condition, column -> {
            Source source = sources.get(column);
            int place = needed.indexOf(source);
            if (place < 0) {
                place = needed.size();
                needed.add(source);
            }
            return place;
        });
    }

    /** The columns that expressions use. */
    static BitSet columns(List<Expression> expressions) {
        BitSet used = new BitSet();
        expressions.forEach(expression -> collect(expression, used));
        return used;
    }

    /** Expressions with their columns elsewhere. */
    static List<Expression> over(List<Expression> expressions, IntUnaryOperator places) {
        return expressions.stream().map(expression -> shift(expression, places)).toList();
    }

    private static Expression shift(Expression expression, IntUnaryOperator places) {
        if (expression instanceof Column column) {
            return new Column(places.applyAsInt(column.index()), column.type());
        } else if (expression instanceof Call call) {
            List<Expression> arguments = call.arguments().stream()
                    .map(argument -> shift(argument, places))
                    .toList();
            return call.with(call.function(), arguments);
        }
        return expression;
    }
}
