package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Where in the script the calls of a statement stand, and those of the views it reads. Calls of both are mixed in one
 * relational tree, and their places look alike; but each is an object that a parse made, and is told by that. One thread.
 */
public final class CallPlaces {
    /** The clause that a query is which stands for a value. */
    public static final String SUBQUERY = "(SELECT)";

    private static final Set<SqlKind> TAKES_ROWS = EnumSet.of(
            SqlKind.AS,
            SqlKind.UNION,
            SqlKind.INTERSECT,
            SqlKind.EXCEPT,
            SqlKind.IN,
            SqlKind.NOT_IN,
            SqlKind.SOME,
            SqlKind.ALL,
            SqlKind.EXISTS,
            SqlKind.LATERAL,
            SqlKind.COLLECTION_TABLE,
            SqlKind.EXPLICIT_TABLE,
            SqlKind.ARRAY_QUERY_CONSTRUCTOR,
            SqlKind.MAP_QUERY_CONSTRUCTOR,
            SqlKind.MULTISET_QUERY_CONSTRUCTOR);

    private final IdentityHashMap<SqlParserPos, Position> positions = new IdentityHashMap<>();
    /** Of what the validator forgets the places of, such as all in MATCH_RECOGNIZE; empty where several are alike. */
    private final Map<String, Optional<Position>> clauses = new HashMap<>();

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
                if (call instanceof SqlMatchRecognize match) {
                    addClauses(match, position);
                }
                addSubqueries(call, position);
                return super.visit(call);
            }
        });
    }

    /** The queries that stand for a value. */
    private void addSubqueries(SqlCall call, BiFunction<Integer, Integer, Position> position) {
        List<SqlNode> operands = List.of();
        if (call instanceof SqlSelect select) {
            operands = select.getSelectList().stream().map(SqlUtil::stripAs).toList();
        } else if (call instanceof SqlBasicCall && !TAKES_ROWS.contains(call.getKind())) {
            operands = call.getOperandList();
        }
        for (SqlNode operand : operands) {
            if (operand != null && operand.isA(SqlKind.QUERY)) {
                addClause(SUBQUERY, operand, position);
            }
        }
    }

    private void addClauses(SqlMatchRecognize match, BiFunction<Integer, Integer, Position> position) {
        addClause("MATCH_RECOGNIZE", match, position);
        addClause("PATTERN", match.getPattern(), position);
        if (!match.getOrderList().isEmpty()) {
            addClause("ORDER BY", match.getOrderList().get(0), position);
        }
        if (match.getInterval() != null) {
            addClause("WITHIN", match.getInterval(), position);
        }
        for (SqlNode definition : match.getPatternDefList()) {
            SqlCall named = (SqlCall) definition;
            addClause("DEFINE " + named.operand(1), named.operand(0), position);
        }
        for (SqlNode measure : match.getMeasureList()) {
            SqlCall named = (SqlCall) measure;
            addClause("MEASURES " + named.operand(1), named.operand(0), position);
        }
    }

    private void addClause(String clause, SqlNode node, BiFunction<Integer, Integer, Position> position) {
        SqlParserPos place = node.getParserPosition();
        Position found = position.apply(place.getLineNum(), place.getColumnNum());
        clauses.merge(clause, Optional.of(found), (before, after) -> before.equals(after) ? before : Optional.empty());
    }

    /** The place in the script, or null for calls that nobody wrote there. */
    public @Nullable Position of(SqlParserPos place) {
        return positions.get(place);
    }

    /**
     * The place of a subquery or of an expression of MATCH_RECOGNIZE, or null where several are alike.
     *
     * @param clause {@link #SUBQUERY}, or {@code DEFINE v}, {@code MEASURES name}, {@code PATTERN}, {@code ORDER BY}, {@code WITHIN}, or
     *     {@code MATCH_RECOGNIZE} for all of it
     */
    public @Nullable Position ofClause(String clause) {
        return clauses.getOrDefault(clause, Optional.empty()).orElse(null);
    }

    /** As {@link #at}, with the place of a clause. */
    public RuntimeException atClause(QueryException error, String clause) {
        return placed(error, ofClause(clause));
    }

    /** The error with the place of a call, if it has none yet and the call has one. */
    public RuntimeException at(QueryException error, SqlParserPos place) {
        return placed(error, of(place));
    }

    /** The error with a place in the script, if it has none yet. */
    public static RuntimeException placed(QueryException error, @Nullable Position position) {
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
