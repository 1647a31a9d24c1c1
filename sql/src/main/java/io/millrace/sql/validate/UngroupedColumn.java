package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;

/** What to say where Calcite finds only while it converts a query that a subquery of it uses what is not grouped. */
final class UngroupedColumn {
    private static final Pattern MESSAGE = Pattern.compile("Identifier '(.*)' is not a group expr");

    private UngroupedColumn() {}

    /** The error of a query; throws the failure again when it is another one. */
    static QueryException error(AssertionError failure, SqlNode query) {
        Matcher matcher = MESSAGE.matcher(String.valueOf(failure.getMessage()));
        if (!matcher.matches()) {
            throw failure;
        }
        return Places.error(
                "a subquery uses '" + matcher.group(1) + "' of a query with GROUP BY, which it cannot see",
                query,
                "group in a query of its own: SELECT * FROM (SELECT k, ARRAY_AGG(v) AS vs FROM t GROUP BY k) WHERE"
                        + " EXISTS (SELECT 1 FROM UNNEST(vs) AS u (x) WHERE x > 1)");
    }
}
