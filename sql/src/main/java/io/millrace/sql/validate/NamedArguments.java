package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import io.millrace.engine.user.Signature;
import io.millrace.engine.user.UserClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Brings {@code f(b => 2, a => 1)} of a function of a user to {@code f(1, 2)}, before names are resolved. */
final class NamedArguments {
    private NamedArguments() {}

    /** Whether a call has such arguments. */
    static boolean areIn(SqlCall call) {
        return call.getOperandList().stream()
                .anyMatch(operand -> operand != null && operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT);
    }

    static SqlCall byPosition(SqlCall call, UserClass function) {
        Map<String, SqlNode> given = new LinkedHashMap<>();
        for (SqlNode operand : call.getOperandList()) {
            if (operand.getKind() != SqlKind.ARGUMENT_ASSIGNMENT) {
                throw Places.error(
                        "arguments of '" + function.function().name() + "' with and without names are mixed",
                        operand,
                        "name all of them, or none");
            }
            given.put(((SqlCall) operand).operand(1).toString(), ((SqlCall) operand).operand(0));
        }
        TreeSet<String> known = new TreeSet<>();
        for (Signature signature : function.signatures()) {
            known.addAll(signature.names());
            if (signature.names().size() == given.size() && given.keySet().containsAll(signature.names())) {
                List<SqlNode> ordered = new ArrayList<>();
                signature.names().forEach(name -> ordered.add(given.get(name)));
                return call.getOperator().createCall(call.getFunctionQuantifier(), call.getParserPosition(), ordered);
            }
        }
        throw unknown(call, function, given, known);
    }

    private static RuntimeException unknown(
            SqlCall call, UserClass function, Map<String, SqlNode> given, Set<String> known) {
        String name = function.function().name();
        if (known.isEmpty()) {
            return Places.error(
                    "the arguments of '" + name + "' have no names",
                    call,
                    "its class gives them names with @ArgumentHint(name = ...), or when it is compiled with -g");
        }
        for (SqlNode operand : call.getOperandList()) {
            String argument = ((SqlCall) operand).operand(1).toString();
            if (!known.contains(argument)) {
                return Places.error(
                        "function '" + name + "' has no argument '" + argument + "'",
                        ((SqlCall) operand).operand(1),
                        Suggestions.didYouMean(argument, known));
            }
        }
        return Places.error(
                "function '" + name + "' does not take these arguments alone: " + String.join(", ", given.keySet()),
                call,
                "it is called as " + function.text());
    }
}
