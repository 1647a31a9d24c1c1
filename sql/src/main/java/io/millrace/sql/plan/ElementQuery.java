package io.millrace.sql.plan;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/**
 * A subquery over the elements of a collection of a row, as a function of that row. It stands in expressions from when
 * subqueries are taken out until it becomes an operator; so nothing that is done to joins in between touches it.
 */
final class ElementQuery extends SqlFunction {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final RelNode query;
    private final List<RexFieldAccess> outside;

    /**
     * @param query gives one row of one column
     * @param outside the columns of the rows around it that it uses; the call's operands stand for them, in this order
     */
    ElementQuery(RelNode query, List<RexFieldAccess> outside) {
        super(
                "$ELEMENTS" + NUMBERS.incrementAndGet(),
                SqlKind.OTHER_FUNCTION,
                null,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.query = query;
        this.outside = List.copyOf(outside);
    }

    RelNode query() {
        return query;
    }

    /** The operand that stands for a column of the rows around it. */
    int operand(RexFieldAccess access) {
        return outside.indexOf(access);
    }
}
