package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The frames of OVER: ROWS and RANGE between two bounds. */
final class OverFrames {
    private static final long MICROS_PER_MILLI = 1000;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private OverFrames() {}

    /**
     * The frame of a window.
     *
     * @param order the order columns of the window
     * @param types their types
     */
    static OverFrame of(RexWindow window, List<SortColumn> order, List<Type> types) {
        if (order.isEmpty() && !window.isRows()) {
            return new OverFrame(true, OverFrame.UNBOUNDED_PRECEDING, OverFrame.UNBOUNDED_FOLLOWING);
        }
        Type type = types.size() == 1 ? types.get(0) : null;
        long lower = bound(window.getLowerBound(), window.isRows(), type);
        long upper = bound(window.getUpperBound(), window.isRows(), type);
        return new OverFrame(window.isRows(), lower, upper);
    }

    private static long bound(RexWindowBound bound, boolean rows, @Nullable Type type) {
        if (bound.isCurrentRow()) {
            return 0;
        } else if (bound.isUnbounded()) {
            return bound.isPreceding() ? OverFrame.UNBOUNDED_PRECEDING : OverFrame.UNBOUNDED_FOLLOWING;
        }
        BigDecimal value =
                bound.getOffset() instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
        if (value == null || value.signum() < 0 || value.stripTrailingZeros().scale() > 0) {
            throw new QueryException(
                    "the bound of a frame is a constant that is not negative",
                    null,
                    "for example ROWS BETWEEN 9 PRECEDING AND CURRENT ROW");
        }
        boolean interval = SqlTypeName.DAY_INTERVAL_TYPES.contains(
                bound.getOffset().getType().getSqlTypeName());
        long distance = rows ? value.longValueExact() : distance(value.longValueExact(), interval, type);
        return bound.isPreceding() ? -distance : distance;
    }

    /** A length of the order column in the unit in which it is held. */
    private static long distance(long value, boolean interval, @Nullable Type type) {
        if (type == null) {
            throw new QueryException(
                    "a RANGE with bounds is over one order column", null, "order by one column, or use ROWS");
        }
        if (type.kind().isTimestamp() && interval) {
            return value * MICROS_PER_MILLI;
        } else if (type.kind() == Kind.DATE && interval && value % MILLIS_PER_DAY == 0) {
            return value / MILLIS_PER_DAY;
        } else if (type.kind() == Kind.TIME && interval || type.kind().isInteger() && !interval) {
            return value;
        }
        boolean whole = type.storage() == Storage.LONG;
        throw new QueryException(
                "RANGE with " + (interval ? "an interval" : "a number") + " does not go with an order by " + type.sql(),
                null,
                whole
                        ? "times take INTERVAL '1' MINUTE, whole numbers a number, dates whole days"
                        : "it goes with times and whole numbers; ROWS goes with any order");
    }
}
