package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.engine.aggregate.AggregateFunction;
import io.millrace.engine.aggregate.Aggregates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** What {@code GROUP BY ALL} groups by: whatever the select list has that is neither aggregated nor constant. */
final class GroupByAll {
    /** Names of aggregate functions, which the parser does not know yet. */
    private static final Set<String> NAMES =
            Aggregates.ALL.stream().map(AggregateFunction::name).collect(Collectors.toUnmodifiableSet());

    private GroupByAll() {}

    static SqlNodeList of(SqlNodeList selected, SqlParserPos place) {
        List<SqlNode> keys = new ArrayList<>();
        for (SqlNode item : selected) {
            SqlNode value = item.getKind() == SqlKind.AS ? ((SqlBasicCall) item).operand(0) : item;
            if (value instanceof SqlIdentifier identifier && identifier.isStar() || value instanceof SqlStarExclude) {
                throw new QueryException(
                        "GROUP BY ALL cannot be used with *",
                        new Position(place.getLineNum(), place.getColumnNum()),
                        "name the columns in the SELECT");
            }
            if (!(value instanceof SqlLiteral) && !isAggregated(value)) {
                keys.add(value);
            }
        }
        return keys.isEmpty() ? new SqlNodeList(place) : new SqlNodeList(keys, place);
    }

    private static boolean isAggregated(SqlNode value) {
        boolean[] found = {false};
        value.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call instanceof SqlSelect || call.getKind() == SqlKind.OVER) {
                    return null;
                }
                String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
                found[0] |= call.getOperator().isAggregator() || NAMES.contains(name);
                return super.visit(call);
            }
        });
        return found[0];
    }
}
