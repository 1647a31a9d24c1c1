package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import java.util.IdentityHashMap;
import java.util.function.BiFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Where in the script the calls of a statement stand, and those of the views it reads. Calls of both are mixed in one
 * relational tree, and their places look alike; but each is an object that a parse made, and is told by that. One thread.
 */
public final class CallPlaces {
    private final IdentityHashMap<SqlParserPos, Position> positions = new IdentityHashMap<>();

    /**
     * Adds all calls in a tree.
     *
     * @param position the place in the script for a line and a column of the text that was parsed
     */
    void add(SqlNode tree, BiFunction<Integer, Integer, Position> position) {
        tree.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                SqlParserPos place = call.getParserPosition();
                if (place.getLineNum() > 0) {
                    positions.put(place, position.apply(place.getLineNum(), place.getColumnNum()));
                }
                return super.visit(call);
            }
        });
    }

    /** The place in the script, or null for calls that nobody wrote there. */
    public @Nullable Position of(SqlParserPos place) {
        return positions.get(place);
    }

    /** The error with the place of a call, if it has none yet and the call has one. */
    public RuntimeException at(QueryException error, SqlParserPos place) {
        Position position = of(place);
        return error.position() != null || position == null
                ? error
                : new PlacedException(
                        new QueryException(String.valueOf(error.getMessage()), position, error.hint(), error));
    }

    /** Carries an error whose position is one in the script already, not one in the statement. */
    public static final class PlacedException extends RuntimeException {
        private final QueryException error;

        private PlacedException(QueryException error) {
            super(error);
            this.error = error;
        }

        public QueryException error() {
            return error;
        }
    }
}
