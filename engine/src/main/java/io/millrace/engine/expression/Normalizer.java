package io.millrace.engine.expression;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Rewrites an expression into an equal one that uses fewer kinds of calls, none of them wide and, where an operator is
 * associative, none of them deep: so that generated methods stay small.
 */
final class Normalizer {
    private static final int CASE_BRANCHES = 16;
    private static final Set<String> ASSOCIATIVE = Set.of("AND", "OR", "||", "CONCAT", "GREATEST", "LEAST");

    private Normalizer() {}

    static Expression normalize(Expression expression) {
        if (!(expression instanceof Call call)) {
            return expression;
        }
        String name = canonical(call.function());
        if (ASSOCIATIVE.contains(name) && call.arguments().size() > 1) {
            List<Expression> operands = new ArrayList<>();
            collect(name, call, operands);
            return balance(normalizeAll(operands), (a, b) -> call.with(name, List.of(a, b)));
        }
        List<Expression> arguments = normalizeAll(call.arguments());
        Type type = call.type();
        return switch (name) {
            case "IF" -> call.with("CASE", arguments);
            case "CASE" -> nest(arguments, type);
            case "IFNULL" -> call.with("COALESCE", arguments);
            case "COALESCE" -> coalesce(arguments, type);
            case "NOT LIKE" -> not(call.with("LIKE", arguments));
            case "NOT SIMILAR TO" -> not(call.with("SIMILAR TO", arguments));
            case "NOT IN" -> not((Call) in(arguments, type));
            case "IN" -> in(arguments, type);
            default -> Collections.normalize(call.with(name, arguments));
        };
    }

    /** A loop, since a stream would take many frames for every level of a deep expression. */
    private static List<Expression> normalizeAll(List<Expression> expressions) {
        List<Expression> normal = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            normal.add(normalize(expression));
        }
        return normal;
    }

    private static Expression not(Call call) {
        return new Call("NOT", List.of(call), call.type());
    }

    /** The one name each operator has here. */
    private static String canonical(String name) {
        return switch (name) {
            case "%" -> "MOD";
            case "!=" -> "<>";
            case "IS UNKNOWN" -> "IS NULL";
            case "IS NOT UNKNOWN" -> "IS NOT NULL";
            case "CONCAT" -> "||";
            default -> name;
        };
    }

    /** The operands of nested calls of the same associative operator, in order. */
    private static void collect(String name, Call root, List<Expression> operands) {
        Deque<Expression> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (next instanceof Call call && canonical(call.function()).equals(name)) {
                for (int i = call.arguments().size() - 1; i >= 0; i--) {
                    open.push(call.arguments().get(i));
                }
            } else {
                operands.add(next);
            }
        }
    }

    private static Expression balance(List<Expression> operands, BinaryOperator<Expression> join) {
        if (operands.size() == 1) {
            return operands.get(0);
        }
        int middle = operands.size() / 2;
        return join.apply(
                balance(operands.subList(0, middle), join), balance(operands.subList(middle, operands.size()), join));
    }

    /** Moves the branches behind the first few into a CASE in ELSE. */
    private static Expression nest(List<Expression> arguments, Type type) {
        int first = CASE_BRANCHES * 2;
        if (arguments.size() <= first + 1) {
            return new Call("CASE", arguments, type);
        }
        int start = (arguments.size() - 1) / first * first;
        Expression rest = arguments.get(arguments.size() - 1);
        for (int from = start; from >= 0; from -= first) {
            int to = Math.min(from + first, arguments.size() - 1);
            if (from < to) {
                List<Expression> part = new ArrayList<>(arguments.subList(from, to));
                part.add(rest);
                rest = new Call("CASE", part, type);
            }
        }
        return rest;
    }

    /** A set of literals stays one; anything else is compared one by one. */
    private static Expression in(List<Expression> arguments, Type type) {
        Expression value = arguments.get(0);
        Storage storage = value.type().storage();
        boolean isSet = storage != Storage.DECIMAL && storage != Storage.BOOLEAN;
        for (Expression item : arguments.subList(1, arguments.size())) {
            isSet &= item instanceof Literal
                    && item.type().storage() == storage
                    && item.type().kind().isTimestamp() == value.type().kind().isTimestamp();
        }
        if (isSet) {
            return new Call("IN", arguments, type);
        }
        List<Expression> comparisons = new ArrayList<>();
        for (Expression item : arguments.subList(1, arguments.size())) {
            comparisons.add(new Call("=", List.of(value, item), type));
        }
        return balance(comparisons, (a, b) -> new Call("OR", List.of(a, b), type));
    }

    private static Expression coalesce(List<Expression> arguments, Type type) {
        Expression rest = arguments.get(arguments.size() - 1);
        for (int i = arguments.size() - 2; i >= 0; i--) {
            rest = new Call("COALESCE", List.of(arguments.get(i), rest), type);
        }
        return rest;
    }
}
