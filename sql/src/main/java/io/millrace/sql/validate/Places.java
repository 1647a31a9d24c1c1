package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Errors with places in a statement's text; {@code Planner} turns those into places in the file at its edge, so that
 * everything in between need not know of files.
 */
public final class Places {
    private Places() {}

    public static QueryException error(String message, SqlNode place, @Nullable String hint) {
        return error(message, place.getParserPosition(), hint);
    }

    public static QueryException error(String message, SqlParserPos place, @Nullable String hint) {
        return new QueryException(message, position(place), hint);
    }

    /** The error with a place, if it has none yet. */
    public static QueryException at(QueryException error, SqlParserPos place) {
        return error.position() == null && position(place) != null
                ? new QueryException(String.valueOf(error.getMessage()), position(place), error.hint(), error)
                : error;
    }

    static @Nullable Position position(SqlParserPos place) {
        return place.getLineNum() < 1 ? null : new Position(place.getLineNum(), Math.max(place.getColumnNum(), 1));
    }
}
