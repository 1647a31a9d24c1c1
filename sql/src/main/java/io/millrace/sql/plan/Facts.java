package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.sql.CatalogTable;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What can be found out about a relation from what it says of itself. */
final class Facts {
    private Facts() {}

    /** The columns that are event times, by name. */
    static List<String> times(Relation relation) {
        return IntStream.range(0, relation.schema().size())
                .filter(column -> relation.time(column) == TimeAttribute.EVENT)
                .mapToObj(column -> relation.schema().column(column).name())
                .toList();
    }

    /** Whether all tables it reads end by themselves; sources may be opened to find out. */
    static boolean isBounded(Relation relation, Predicate<CatalogTable> bounded) {
        if (relation instanceof Scan scan) {
            return bounded.test(scan.table());
        }
        return relation.inputs().stream().allMatch(input -> isBounded(input, bounded));
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
