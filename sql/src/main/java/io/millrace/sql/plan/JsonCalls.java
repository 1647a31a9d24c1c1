package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls of the functions of JSON, whose clauses the grammar gives as key words, as the engine takes them. */
final class JsonCalls {
    private static final Set<String> RAW = Set.of("JSON_OBJECT", "JSON_ARRAY", "JSON");
    private static final Type TEXT = Type.STRING.notNull();

    private JsonCalls() {}

    /** Whether this is the name of such a function. */
    static boolean isOne(String name) {
        return name.startsWith("IS JSON")
                || name.startsWith("IS NOT JSON")
                || Set.of("JSON_EXISTS", "JSON_VALUE", "JSON_QUERY", "JSON_OBJECT", "JSON_ARRAY")
                        .contains(name);
    }

    static Expression translate(String name, List<Expression> arguments, Type type) {
        return switch (name) {
            case "JSON_EXISTS" -> exists(arguments, type);
            case "JSON_VALUE" -> value(arguments, type);
            case "JSON_QUERY" -> query(arguments, type);
            case "JSON_OBJECT", "JSON_ARRAY" -> construct(name, arguments);
            default -> isJson(name, arguments.get(0), type);
        };
    }

    private static Expression isJson(String name, Expression text, Type type) {
        String kind = name.substring(name.indexOf("JSON") + 4).strip();
        Call is = new Call("IS JSON", List.of(text, text(kind.isEmpty() ? "VALUE" : kind)), type.notNull());
        return name.startsWith("IS NOT") ? new Call("NOT", List.of(is), type.notNull()) : is;
    }

    private static Expression exists(List<Expression> arguments, Type type) {
        Expression onError = arguments.size() > 2 ? arguments.get(2) : text("FALSE");
        return new Call("JSON_EXISTS", List.of(arguments.get(0), arguments.get(1), onError), type.withNullable(true));
    }

    private static Expression value(List<Expression> arguments, Type type) {
        Expression json = arguments.get(0);
        Expression path = arguments.get(1);
        Clause onEmpty = Clause.NULL;
        Clause onError = Clause.NULL;
        for (int i = 2; i < arguments.size(); i++) {
            String mode = word(arguments.get(i));
            boolean given = mode.equals("DEFAULT");
            Expression value = given ? arguments.get(++i) : new Literal(null, Type.STRING);
            Clause clause = new Clause(mode, value);
            if (word(arguments.get(++i)).contains("EMPTY")) {
                onEmpty = clause;
            } else {
                onError = clause;
            }
        }
        if (type.kind().isText()) {
            List<Expression> all =
                    List.of(json, path, text(onEmpty.mode), onEmpty.text(), text(onError.mode), onError.text());
            return new Call("JSON_VALUE", all, Type.STRING);
        }
        return typed(json, path, onEmpty, onError, type.withNullable(true));
    }

    /** A value of another type: text that cannot be read as such is an error, too. */
    private static Expression typed(Expression json, Expression path, Clause onEmpty, Clause onError, Type type) {
        boolean fails = onError.mode.equals("ERROR");
        Expression none = new Literal(null, Type.STRING);
        List<Expression> all = List.of(json, path, text(onEmpty.empty()), none, text(fails ? "ERROR" : "NULL"), none);
        Call found = new Call("JSON_VALUE", all, Type.STRING);
        Expression value = new Call(fails ? "CAST" : "TRY_CAST", List.of(found), type);
        if (onError.mode.equals("DEFAULT")) {
            value = new Call("COALESCE", List.of(value, Casts.cast(onError.value, type)), type);
        }
        if (!onEmpty.mode.equals("DEFAULT") && !onError.mode.equals("DEFAULT")) {
            return value;
        }
        Call state = new Call("$JSON_STATE", List.of(json, path), Type.INT);
        Expression empty = new Call("=", List.of(state, new Literal(1L, Type.INT.notNull())), Type.BOOLEAN);
        Expression other = onEmpty.mode.equals("DEFAULT") ? Casts.cast(onEmpty.value, type) : new Literal(null, type);
        Expression chosen = new Call("CASE", List.of(empty, other, value), type);
        Expression missing = new Call("IS NULL", List.of(json), Type.BOOLEAN.notNull());
        return new Call("CASE", List.of(missing, new Literal(null, type), chosen), type);
    }

    private static Expression query(List<Expression> arguments, Type type) {
        List<Expression> all = new ArrayList<>(arguments.subList(0, 2));
        all.add(text(word(arguments.get(2))));
        all.add(text(word(arguments.get(3))));
        all.add(text(word(arguments.get(4))));
        Call query = new Call("JSON_QUERY", all, Type.STRING);
        return type.kind().isText() ? query : new Call("$JSON_TEXTS", List.of(query), type.withNullable(true));
    }

    /** Values become JSON, unless they are so by the function that makes them. */
    private static Expression construct(String name, List<Expression> arguments) {
        List<Expression> all = new ArrayList<>();
        all.add(text(word(arguments.get(0))));
        boolean object = name.equals("JSON_OBJECT");
        for (int i = 1; i < arguments.size(); i++) {
            Expression part = arguments.get(i);
            boolean isName = object && i % 2 == 1;
            all.add(isName || isRaw(part) ? part : json(part));
        }
        return new Call(name, all, TEXT);
    }

    /** {@code value FORMAT JSON}, which Calcite puts around what makes JSON, too. */
    static Expression formatted(Expression value) {
        return isRaw(value) ? value : new Call("JSON", List.of(value), value.type());
    }

    private static boolean isRaw(Expression part) {
        return part instanceof Call call && RAW.contains(call.function());
    }

    /** A value as JSON. */
    static Expression json(Expression value) {
        if (value instanceof Literal literal && literal.value() == null) {
            return new Literal(null, Type.STRING);
        }
        checkJson(value.type());
        return new Call(
                "JSON_STRING",
                List.of(value),
                Type.STRING.withNullable(value.type().nullable()));
    }

    /** Refuses a type that JSON has no values for. */
    static void checkJson(Type type) {
        if (type.kind() == Kind.BITMAP) {
            throw new QueryException(
                    "JSON has no " + type.sql(), null, "BITMAP_TO_ARRAY or BITMAP_TO_STRING gives what it has");
        }
        type.children().forEach(child -> checkJson(child.type()));
    }

    private static Literal text(String text) {
        return Literals.text(text);
    }

    /** A key word; some are given as the name of a class and then the word in brackets. */
    private static String word(Expression literal) {
        String word = literal instanceof Literal given ? String.valueOf(given.value()) : "";
        int bracket = word.indexOf('[');
        return bracket < 0 ? word : word.substring(bracket + 1, word.length() - 1);
    }

    /** What happens without a value, or with an error. */
    private record Clause(String mode, Expression value) {
        static final Clause NULL = new Clause("NULL", new Literal(null, Type.STRING));

        Expression text() {
            return Casts.cast(value, Type.STRING);
        }

        /** The mode without a default, which is chosen elsewhere. */
        String empty() {
            return mode.equals("ERROR") ? "ERROR" : "NULL";
        }
    }
}
