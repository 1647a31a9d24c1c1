package io.millrace.sql.validate;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlGroupedWindowFunction;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code GROUP BY TUMBLE(ts, ...)} before names are resolved, and puts {@link GroupWindowFunction} in its place and in
 * that of {@code TUMBLE_START(ts, ...)} beside it.
 */
final class GroupWindowCalls extends SqlShuttle {
    /** The window of the SELECT that is being visited. */
    private @Nullable SqlCall window;

    static SqlNode resolve(SqlNode query) {
        SqlNode resolved = query.accept(new GroupWindowCalls());
        return resolved == null ? query : resolved;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call instanceof SqlSelect select) {
            return within(windowOf(select), select);
        } else if (call instanceof SqlOrderBy ordered && ordered.query instanceof SqlSelect select) {
            SqlCall found = windowOf(select);
            SqlNode query = within(found, select);
            SqlNode order = within(found, ordered.orderList);
            return new SqlOrderBy(
                    ordered.getParserPosition(),
                    query == null ? select : query,
                    order instanceof SqlNodeList list ? list : ordered.orderList,
                    ordered.offset,
                    ordered.fetch);
        }
        if (call == window) {
            GroupWindowFunction function = function(call).orElseThrow();
            if (call.operandCount() != function.arguments()) {
                throw Places.error(
                        "GROUP BY " + function + " takes a time column and "
                                + (function.arguments() == 2 ? "one length" : "two lengths"),
                        call,
                        "write GROUP BY " + function.pattern());
            }
            return new SqlBasicCall(function.function(), call.getOperandList(), call.getParserPosition());
        }
        Optional<SqlNode> property = property(call);
        return property.isPresent() ? property.get() : super.visit(call);
    }

    private @Nullable SqlNode within(@Nullable SqlCall found, SqlNode node) {
        SqlCall outer = window;
        window = found;
        try {
            return node instanceof SqlCall call ? super.visit(call) : node.accept(this);
        } finally {
            window = outer;
        }
    }

    private static @Nullable SqlCall windowOf(SqlSelect select) {
        SqlCall found = null;
        for (SqlNode key : select.getGroup() == null ? List.<SqlNode>of() : select.getGroup()) {
            if (key instanceof SqlCall call && function(call).isPresent()) {
                if (found != null) {
                    throw Places.error("GROUP BY takes one window", call, "make a query of each, with UNION ALL");
                }
                found = call;
            }
        }
        return found;
    }

    private static Optional<GroupWindowFunction> function(SqlCall call) {
        // The parser knows these calls, and puts Calcite's own operators there: $TUMBLE.
        return call.getOperator() instanceof SqlGroupedWindowFunction
                ? GroupWindowFunction.named(call.getOperator().getName().replace("$", ""))
                : Optional.empty();
    }

    private Optional<SqlNode> property(SqlCall call) {
        if (!(call.getOperator() instanceof SqlUnresolvedFunction)) {
            return Optional.empty();
        }
        String name = call.getOperator().getName();
        for (GroupWindowFunction function : GroupWindowFunction.values()) {
            Optional<GroupWindowFunction.Property> property = function.property(name);
            if (property.isPresent()) {
                SqlCall grouped = window;
                if (grouped == null
                        || function(grouped).orElseThrow() != function
                        || !SqlNode.equalDeep(grouped.getOperandList(), call.getOperandList(), Litmus.IGNORE)) {
                    throw Places.error(
                            name + " asks for a window that the query does not group by",
                            call,
                            "write GROUP BY " + call.toString().replace("`", "").replace(name, function.name()));
                }
                return Optional.of(new SqlBasicCall(
                        property.get().function(),
                        property.get().takesTime() ? List.of(call.operand(0)) : List.of(),
                        call.getParserPosition()));
            }
        }
        return Optional.empty();
    }
}
