package io.millrace.sql.plan;

import java.util.function.ToIntFunction;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Expressions of a query that depends on the rows around it. */
final class OuterColumns {
    private OuterColumns() {}

    /**
     * An expression over the columns of the rows around a query and its own, side by side.
     *
     * @param shift how many columns stand before those of the query
     * @param outer which of those before it is a column of the rows around it
     */
    static RexNode beside(RexNode node, int shift, ToIntFunction<RexFieldAccess> outer) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                return new RexInputRef(reference.getIndex() + shift, reference.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable
                        ? new RexInputRef(outer.applyAsInt(access), access.getType())
                        : super.visitFieldAccess(access);
            }
        });
    }
}
