package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Refuses what is wrong in MATCH_RECOGNIZE, in words of its own: Calcite's speak of tables, or come too late. */
final class MatchCalls {
    private final SqlMatchRecognize match;
    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    private MatchCalls(SqlMatchRecognize match) {
        this.match = match;
    }

    static void check(SqlMatchRecognize match) {
        new MatchCalls(match).check();
    }

    private void check() {
        match.getPattern().accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                variables.add(identifier.getSimple());
                return null;
            }
        });
        if (match.getStrictStart().booleanValue() || match.getStrictEnd().booleanValue()) {
            throw Places.error(
                    "^ and $ in PATTERN are not supported",
                    match.getPattern(),
                    "a stream has no end, and its start is long gone: leave them out");
        }
        names.addAll(variables);
        for (SqlNode subset : match.getSubsetList()) {
            SqlCall equality = (SqlCall) subset;
            names.add(((SqlIdentifier) equality.operand(0)).getSimple());
            for (SqlNode member : (SqlNodeList) equality.operand(1)) {
                known((SqlIdentifier) member, "SUBSET");
            }
        }
        SqlNode after = match.getAfter();
        if (after instanceof SqlCall skip && skip.operandCount() > 0 && skip.operand(0) instanceof SqlIdentifier to) {
            if (!names.contains(to.getSimple())) {
                known(to, "AFTER MATCH SKIP");
            }
        }
        for (SqlNode definition : match.getPatternDefList()) {
            SqlCall named = (SqlCall) definition;
            known(named.operand(1), "DEFINE");
            expression(named.operand(0), "DEFINE");
        }
        for (SqlNode measure : match.getMeasureList()) {
            expression(((SqlCall) measure).operand(0), "MEASURES");
        }
    }

    private void known(SqlIdentifier name, String clause) {
        if (!variables.contains(name.getSimple())) {
            throw unknown(name.getSimple(), name, clause, variables);
        }
    }

    private static QueryException unknown(String name, SqlNode place, String clause, Set<String> known) {
        return Places.error(
                clause + " has a variable '" + name + "' that is not in PATTERN",
                place,
                Suggestions.didYouMean(name, List.copyOf(known)));
    }

    private void expression(SqlNode expression, String clause) {
        expression.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                if (identifier.names.size() == 2 && !names.contains(identifier.names.get(0)) && !isTable(identifier)) {
                    throw unknown(identifier.names.get(0), identifier, clause, names);
                }
                return null;
            }

            @Override
            public @Nullable Void visit(SqlCall call) {
                refuse(call);
                return super.visit(call);
            }
        });
    }

    /** Whether a column is named after the table, or is part of a column that is a row. */
    private boolean isTable(SqlIdentifier identifier) {
        SqlNode table = match.getTableRef();
        SqlNode name = table instanceof SqlCall named && named.getKind() == SqlKind.AS ? named.operand(1) : table;
        return !(name instanceof SqlIdentifier whole)
                || whole.names.get(whole.names.size() - 1).equals(identifier.names.get(0));
    }

    private static void refuse(SqlCall call) {
        if (call.getFunctionQuantifier() != null
                && call.getFunctionQuantifier().getValue() == SqlSelectKeyword.DISTINCT) {
            throw Places.error(
                    "DISTINCT is not supported in MATCH_RECOGNIZE",
                    call,
                    "count what differs with a condition: a variable for rows that are not like the one before");
        } else if (call.getKind() == SqlKind.FILTER) {
            throw Places.error(
                    "FILTER is not supported in MATCH_RECOGNIZE",
                    call,
                    "put the condition into the argument: COUNT(CASE WHEN A.x > 0 THEN 1 END)");
        } else if (call.getKind() == SqlKind.NEXT) {
            throw Places.error(
                    "NEXT is not supported: it asks for a row that has not come yet",
                    call,
                    "add a variable to PATTERN for that row, and write the condition for it");
        } else if (call.getKind() == SqlKind.OVER) {
            throw Places.error("OVER cannot be used in MATCH_RECOGNIZE", call, "compute it in a subquery before it");
        } else if (call.getKind().belongsTo(SqlKind.QUERY)) {
            throw Places.error(
                    "a subquery cannot be used in MATCH_RECOGNIZE", call, "put its value into the script with -D");
        }
    }
}
