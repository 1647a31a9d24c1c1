package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Type;
import io.millrace.sql.plan.Relation.AssignWindow;
import io.millrace.sql.plan.Relation.Attached;
import io.millrace.sql.plan.Relation.Calc;
import io.millrace.sql.plan.Relation.GroupAggregate;
import io.millrace.sql.plan.Relation.Over;
import io.millrace.sql.plan.Relation.Union;
import io.millrace.sql.plan.Relation.WindowAggregate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the windows that rows are of, wherever they got them. Once the watermark has passed the end of such a window, no
 * more rows of it come, so that a GROUP BY window_start, window_end over them has final results and can forget.
 */
final class WindowBounds {
    static final int START = 0;
    static final int END = 1;
    static final int TIME = 2;

    /**
     * A column that says where the row's window is.
     *
     * @param which {@link #START}, {@link #END} or {@link #TIME}
     * @param time the type of the event time that the window was cut by
     */
    record Bound(int which, Type time) {}

    private WindowBounds() {}

    /** The window that each group is of, if the keys have both its bounds and no row is taken back. */
    static @Nullable Attached attached(Relation input, List<Integer> keys) {
        if (input.changing()) {
            return null;
        }
        int start = -1;
        int end = -1;
        Type time = null;
        for (int key : keys) {
            Bound bound = of(input, key);
            if (bound != null && bound.which() == START) {
                start = key;
            } else if (bound != null && bound.which() == END) {
                end = key;
                time = bound.time();
            }
        }
        return start < 0 || end < 0 || time == null ? null : new Attached(start, end, time, -1);
    }

    /** What a column says of the window that its row is of, or null. */
    static @Nullable Bound of(Relation relation, int column) {
        if (relation instanceof AssignWindow window) {
            return bound(column - window.start(), window.input().schema().type(window.time()));
        } else if (relation instanceof WindowAggregate window) {
            return bound(column - window.start(), window.input().schema().type(window.time()));
        } else if (relation instanceof Calc calc) {
            return calc.projections().get(column) instanceof Expression.Column source
                    ? of(calc.input(), source.index())
                    : null;
        } else if (relation instanceof GroupAggregate group && group.window() != null) {
            return column < group.keys().size() ? of(group.input(), group.keys().get(column)) : null;
        } else if (relation instanceof Over over) {
            return column < over.input().schema().size() ? of(over.input(), column) : null;
        } else if (relation instanceof Union union) {
            Bound first = of(union.inputs().get(0), column);
            boolean same = union.inputs().stream().allMatch(input -> Objects.equals(of(input, column), first));
            return same ? first : null;
        }
        return null;
    }

    /** Whether a column is the event time of the window that its row is of. */
    static boolean isTime(Relation relation, int column) {
        Bound bound = of(relation, column);
        return bound != null && bound.which() == TIME;
    }

    private static @Nullable Bound bound(int which, Type time) {
        return which >= START && which <= TIME ? new Bound(which, time) : null;
    }
}
