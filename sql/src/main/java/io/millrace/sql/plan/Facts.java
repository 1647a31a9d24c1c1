package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.engine.pipeline.Specification.Window;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.plan.Relation.AssignWindow;
import io.millrace.sql.plan.Relation.Calc;
import io.millrace.sql.plan.Relation.GroupAggregate;
import io.millrace.sql.plan.Relation.Over;
import io.millrace.sql.plan.Relation.Scan;
import io.millrace.sql.plan.Relation.Union;
import io.millrace.sql.plan.Relation.WindowAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What is known about the rows of a relation. */
final class Facts {
    private Facts() {}

    /** Whether a column is an event time, which watermarks speak of. */
    static boolean isTime(Relation relation, int column) {
        if (relation instanceof Scan scan) {
            CatalogTable.EventTimeColumn time = scan.table().eventTime();
            return time != null
                    && column < scan.columns().size()
                    && scan.columns().get(column) == time.column();
        } else if (relation instanceof Calc calc) {
            return calc.projections().get(column) instanceof Expression.Column source
                    && isTime(calc.input(), source.index());
        } else if (relation instanceof AssignWindow window) {
            // The rows of a session come when it is over, and their own times are then behind the watermark.
            boolean atOnce = !(window.window() instanceof Window.Session);
            return column == window.start() + 2
                    || (atOnce && column < window.start() && isTime(window.input(), column));
        } else if (relation instanceof WindowAggregate window) {
            return column == window.start() + 2;
        } else if (relation instanceof GroupAggregate group && group.window() != null) {
            return column < group.keys().size()
                    && WindowBounds.isTime(group.input(), group.keys().get(column));
        } else if (relation instanceof Over over) {
            return column < over.input().schema().size() && isTime(over.input(), column);
        } else if (relation instanceof Union union) {
            return union.inputs().stream().allMatch(input -> isTime(input, column));
        }
        return false;
    }

    /** The columns that are event times, by name. */
    static List<String> times(Relation relation) {
        return IntStream.range(0, relation.schema().size())
                .filter(column -> isTime(relation, column))
                .mapToObj(column -> relation.schema().column(column).name())
                .toList();
    }

    /** A table that never ends, if the relation reads one; the source may be opened to find out. */
    static boolean isBounded(Relation relation, Predicate<CatalogTable> bounded) {
        if (relation instanceof Scan scan) {
            return bounded.test(scan.table());
        }
        return relation.inputs().stream().allMatch(input -> isBounded(input, bounded));
    }

    /** Columns that together identify a row at any time; empty when none are known. */
    static List<Integer> key(Relation relation) {
        if (relation instanceof Calc calc) {
            List<Integer> key = new ArrayList<>();
            for (int column : key(calc.input())) {
                int place = placeOf(calc.projections(), column);
                if (place < 0) {
                    return List.of();
                }
                key.add(place);
            }
            return key;
        } else if (relation instanceof GroupAggregate group) {
            return range(0, group.keys().size());
        } else if (relation instanceof WindowAggregate window) {
            List<Integer> key = new ArrayList<>(range(0, window.keys().size()));
            key.addAll(range(window.start(), window.start() + 2));
            return key;
        } else if (relation instanceof Over over) {
            return key(over.input());
        }
        return List.of();
    }

    static int placeOf(List<Expression> projections, int column) {
        for (int i = 0; i < projections.size(); i++) {
            if (projections.get(i) instanceof Expression.Column source && source.index() == column) {
                return i;
            }
        }
        return -1;
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
