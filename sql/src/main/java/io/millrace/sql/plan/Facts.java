package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
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

    /** Where a column is among projections; -1 when it is not. */
    static int placeOf(List<Expression> projections, int column) {
        for (int i = 0; i < projections.size(); i++) {
            if (isColumn(projections.get(i), column)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isColumn(Expression value, int column) {
        if (value instanceof Expression.Call call && Calc.CHECKS.contains(call.function())) {
            return isColumn(call.arguments().get(0), column);
        }
        return value instanceof Expression.Column source && source.index() == column;
    }

    /** Where a column is among projections, or what tells its values apart: itself as a wider type. */
    static int placeOfKey(List<Expression> projections, int column) {
        List<Expression> narrow =
                projections.stream().map(Facts::withoutWidening).toList();
        return placeOf(narrow, column);
    }

    private static Expression withoutWidening(Expression value) {
        if (!(value instanceof Expression.Call call) || !call.function().equals("CAST")) {
            return value;
        }
        Type from = call.arguments().get(0).type();
        Type to = call.type();
        boolean wider = from.kind().isInteger() && to.kind().isInteger()
                ? to.kind().compareTo(from.kind()) >= 0
                : from.kind() == Kind.VARCHAR && to.kind() == Kind.VARCHAR && to.precision() >= from.precision();
        return wider ? withoutWidening(call.arguments().get(0)) : value;
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
