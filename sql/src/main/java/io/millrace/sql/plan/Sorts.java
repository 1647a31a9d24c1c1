package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** ORDER BY, LIMIT and OFFSET. */
final class Sorts {
    private Sorts() {}

    /** Inside a query an order has a meaning only together with LIMIT or OFFSET: tables have none. */
    static Relation translate(Sort sort, Relation input) {
        long offset = count(sort.offset, 0);
        long limit = count(sort.fetch, Long.MAX_VALUE);
        if (limit == Long.MAX_VALUE && offset == 0) {
            return input;
        } else if (limit == 0) {
            return new Values(List.of(), input.schema());
        }
        long to = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + limit;
        return Ranking.limit(input, order(sort), new RankBounds(offset + 1, to));
    }

    /**
     * Rows that are written, or shown as they come, in the order that is asked for.
     *
     * @param bounded whether the rows end by themselves
     */
    static Relation sorted(Sort sort, Relation input, boolean bounded) {
        boolean all = sort.fetch == null && sort.offset == null;
        if (!all || sort.getCollation().getFieldCollations().isEmpty()) {
            return translate(sort, input);
        }
        Sorting sorting = Sorting.of(input, order(sort));
        if (!bounded && !sorting.followsTime()) {
            throw new QueryException(
                    "ORDER BY of rows that never end begins with their time, ascending, or has a LIMIT",
                    null,
                    "add LIMIT 10 for the first rows so far, which then change");
        }
        return sorting;
    }

    /** Whether there is an order, and more than it. */
    static boolean isLimited(Sort sort) {
        return !sort.getCollation().getFieldCollations().isEmpty()
                && (count(sort.fetch, -1) > 0 || sort.fetch == null && count(sort.offset, 0) > 0);
    }

    /** What ORDER BY names; NULL is smaller than all values unless it says otherwise. */
    static List<SortColumn> order(Sort sort) {
        List<SortColumn> order = new ArrayList<>();
        for (RelFieldCollation collation : sort.getCollation().getFieldCollations()) {
            boolean descending = collation.getDirection().isDescending();
            boolean nullsFirst = switch (collation.nullDirection) {
                case FIRST -> true;
                case LAST -> false;
                case UNSPECIFIED -> !descending;
            };
            order.add(new SortColumn(collation.getFieldIndex(), descending, nullsFirst));
        }
        return order;
    }

    /** A number of rows that is written there. */
    static long count(@Nullable RexNode node, long otherwise) {
        if (node == null) {
            return otherwise;
        }
        BigDecimal value = node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
        try {
            if (value != null) {
                return value.longValueExact();
            }
        } catch (ArithmeticException e) {
            throw new QueryException(
                    "LIMIT and OFFSET take whole numbers, not " + value, null, "for example LIMIT 10", e);
        }
        throw new QueryException("LIMIT and OFFSET take numbers", null, "for example LIMIT 10");
    }
}
