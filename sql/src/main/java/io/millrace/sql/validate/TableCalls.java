package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import io.millrace.engine.user.FunctionKind;
import io.millrace.engine.user.UserClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Checks {@code TABLE(f(...))} of functions that do not come with Millrace, before names are resolved. */
final class TableCalls {
    private TableCalls() {}

    static void check(SqlCall call, SqlIdentifier name, UserOperators functions) {
        String text = String.join(".", name.names);
        Optional<UserClass> found = functions.find(name);
        if (found.isPresent() && found.get().kind() == FunctionKind.TABLE) {
            checkArguments(call, text);
            return;
        }
        if (found.isPresent() || functions.isBuiltIn(name)) {
            boolean aggregate = found.isPresent() && found.get().kind() == FunctionKind.AGGREGATE;
            throw Places.error(
                    "function '" + text + "' answers " + (aggregate ? "a value of many rows" : "a value")
                            + ", not rows",
                    call,
                    "call it in SELECT; TABLE(...) takes a TableFunction");
        }
        List<String> known = new ArrayList<>(
                List.of("TUMBLE", "HOP", "CUMULATE", "SESSION", ChangelogCalls.TO, ChangelogCalls.FROM));
        known.addAll(ModelCalls.functions());
        known.addAll(functions.tableFunctions());
        throw Places.error("unknown table function '" + text + "'", call, Suggestions.didYouMean(text, known));
    }

    /** A table that a function is given, in the only form in which Calcite finds its rows: a SELECT, or TABLE t. */
    static SqlNode selected(SqlNode table) {
        boolean isOther = switch (table.getKind()) {
            case UNION, INTERSECT, EXCEPT, VALUES, ORDER_BY, WITH -> true;
            default -> false;
        };
        if (!isOther) {
            return table;
        }
        SqlParserPos place = table.getParserPosition();
        return new SqlSelect(
                place,
                null,
                SqlNodeList.of(SqlIdentifier.star(place)),
                table,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Checks that a function that is called where a value stands gives one. */
    static void checkValue(SqlCall call, UserClass function) {
        if (function.kind() == FunctionKind.TABLE) {
            String name = function.function().name();
            throw Places.error(
                    "function '" + name + "' answers rows, not a value",
                    call,
                    "call it in FROM: FROM t, LATERAL TABLE(" + name + "(x)) AS r");
        }
    }

    /** Functions that take whole tables are of a kind that is not supported; their arguments look like these. */
    private static void checkArguments(SqlCall call, String text) {
        for (SqlNode operand : call.getOperandList()) {
            SqlNode value = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT ? ((SqlCall) operand).operand(0) : operand;
            if (value.getKind() == SqlKind.EXPLICIT_TABLE || value.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
                throw Places.error(
                        "function '" + text + "' does not take a table",
                        value,
                        "hand over columns: FROM t, LATERAL TABLE(" + text + "(x)) AS r");
            }
        }
    }
}
