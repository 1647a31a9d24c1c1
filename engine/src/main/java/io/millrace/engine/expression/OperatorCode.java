package io.millrace.engine.expression;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.nested.NestedOrder;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Arithmetic;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.NestedValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic, comparisons and what is made of them. */
final class OperatorCode {
    private static final String ARITHMETIC = Arithmetic.class.getName() + ".";
    private static final String DECIMAL = Decimal.class.getName() + ".";
    private static final String PARSER = "io.millrace.core.text.ValueParser.";
    private static final String MICROS_PER_DAY = "86400000000L";

    private final ExpressionCode code;
    private final SourceText source;
    private final CastCode casts;

    OperatorCode(ExpressionCode code) {
        this.code = code;
        this.source = code.source;
        this.casts = new CastCode(code);
    }

    static QueryException unsupported(String what, QueryException.@Nullable Position place) {
        return new QueryException(what + " is not supported", place, "cast one side so that the types match");
    }

    /** Null if the call is something else. */
    @Nullable Operand emit(Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "=" -> compare("==", arguments.get(0), arguments.get(1));
            case "<>" -> compare("!=", arguments.get(0), arguments.get(1));
            case "<", "<=", ">", ">=" -> ordered(call);
            case "IS DISTINCT FROM" -> distinct(arguments, "!");
            case "IS NOT DISTINCT FROM" -> distinct(arguments, "");
            case "NULLIF" -> nullIf(call);
            case "GREATEST" -> choose(call, ">");
            case "LEAST" -> choose(call, "<");
            case "IN" -> in(arguments);
            case "+", "-", "*", "/", "MOD" -> arithmetic(call);
            case "NEGATE" -> negate(call);
            case "CAST", "TRY_CAST" -> casts.emit(call);
            default -> null;
        };
    }

    private Operand ordered(Call call) {
        Type type = call.arguments().get(0).type();
        if (!type.kind().hasOrder()) {
            throw new QueryException(
                    type.sql() + " has no order", call.place(), "such values can be compared with = and <> only");
        }
        return compare(
                call.function(), call.arguments().get(0), call.arguments().get(1));
    }

    private Operand compare(String operator, Expression left, Expression right) {
        Operand first = code.emit(left);
        Operand second = code.emit(right);
        if (first.alwaysNull() || second.alwaysNull()) {
            return code.nullOf(Storage.BOOLEAN);
        }
        Operand a = comparable(first, left.type(), right.type());
        Operand b = comparable(second, right.type(), left.type());
        Type typeA = comparisonType(left.type(), right.type());
        Type typeB = comparisonType(right.type(), left.type());
        String text = comparison(operator, a.value(), typeA, b.value(), typeB);
        Storage storage = typeA.storage();
        // Objects may be missing where the value is NULL.
        return storage == Storage.BYTES || storage == Storage.DECIMAL
                ? code.strict(List.of(a, b), Storage.BOOLEAN, text, false)
                : code.cheap(List.of(a, b), Storage.BOOLEAN, text);
    }

    private String comparison(String operator, String a, Type typeA, String b, Type typeB) {
        boolean equality = operator.equals("==") || operator.equals("!=");
        return switch (typeA.storage()) {
            case LONG, DOUBLE -> a + " " + operator + " " + b;
            case BOOLEAN ->
                equality ? a + " " + operator + " " + b : "Boolean.compare(" + a + ", " + b + ") " + operator + " 0";
            case BYTES ->
                equality && NestedOrder.hasItems(typeA)
                        ? (operator.equals("!=") ? "!" : "") + NestedValues.class.getName() + ".areEqual(" + a + ", "
                                + b + ", " + source.constant(typeA) + ")"
                        : equality
                                ? (operator.equals("!=") ? "!" : "") + a + ".sameAs(" + b + ")"
                                : a + ".compareTo(" + b + ") " + operator + " 0";
            case DECIMAL ->
                DECIMAL + "compare(" + a + ", " + typeA.scale() + ", " + b + ", " + typeB.scale() + ") " + operator
                        + " 0";
        };
    }

    /** The type in which a value is compared with one of type {@code other}. */
    private static Type comparisonType(Type type, Type other) {
        Kind kind = type.kind();
        if (kind.isNumeric() && other.kind().isNumeric()) {
            if (kind.isFloating() || other.kind().isFloating()) {
                return Type.DOUBLE;
            }
            return kind != Kind.DECIMAL && other.kind() == Kind.DECIMAL ? Type.decimal(19, 0) : type;
        }
        if (kind == Kind.DATE && other.kind().isTimestamp()
                || kind == Kind.TIMESTAMP_LTZ && other.kind() == Kind.TIMESTAMP) {
            return Type.timestamp(6);
        }
        boolean nested = kind.isNested() || other.kind().isNested();
        if (type.storage() != other.storage()
                || kind.isText() != other.kind().isText()
                || nested && !NestedCasts.isSame(type, other) && !NestedCasts.isSame(other, type)) {
            throw unsupported("comparing " + type.sql() + " with " + other.sql(), null);
        }
        return type;
    }

    private Operand comparable(Operand operand, Type type, Type other) {
        Kind kind = type.kind();
        if (kind == Kind.DATE && other.kind().isTimestamp()) {
            return code.cheap(List.of(operand), Storage.LONG, operand.value() + " * " + MICROS_PER_DAY);
        }
        if (kind == Kind.TIMESTAMP_LTZ && (other.kind() == Kind.TIMESTAMP || other.kind() == Kind.DATE)) {
            String zone = source.constant(new Zone(code.zone()));
            return code.cheap(
                    List.of(operand), Storage.LONG, PARSER + "toLocal(" + operand.value() + ", " + zone + ".id)");
        }
        return code.convert(operand, type, comparisonType(type, other));
    }

    /** A public holder, since the classes of zones are not. */
    public static final class Zone {
        public final java.time.ZoneId id;

        Zone(java.time.ZoneId id) {
            this.id = id;
        }
    }

    private Operand distinct(List<Expression> arguments, String not) {
        Operand a = code.emit(arguments.get(0));
        Operand b = code.emit(arguments.get(1));
        if (a.alwaysNull() || b.alwaysNull()) {
            String same = a.alwaysNull() ? b.isNull() : a.isNull();
            return source.variable(Storage.BOOLEAN, not + "(" + same + ")");
        }
        Type left = arguments.get(0).type();
        Type right = arguments.get(1).type();
        Operand first = comparable(a, left, right);
        Operand second = comparable(b, right, left);
        String equal = comparison(
                "==", first.value(), comparisonType(left, right), second.value(), comparisonType(right, left));
        String same = "(" + first.isNull() + " || " + second.isNull() + " ? " + first.isNull() + " == "
                + second.isNull() + " : " + equal + ")";
        return source.variable(Storage.BOOLEAN, not + same);
    }

    private Operand nullIf(Call call) {
        Expression first = call.arguments().get(0);
        Expression second = call.arguments().get(1);
        Operand a = code.emitAs(first, call.type());
        Operand b = code.emit(second);
        if (a.alwaysNull() || b.alwaysNull()) {
            return a;
        }
        Type type = first.type();
        Operand left = comparable(a, type, second.type());
        Operand right = comparable(b, second.type(), type);
        String equal = comparison(
                "==",
                left.value(),
                comparisonType(type, second.type()),
                right.value(),
                comparisonType(second.type(), type));
        String isNull = source.variable(Storage.BOOLEAN, a.isNull() + " || !" + right.isNull() + " && " + equal)
                .value();
        String value = a.value();
        if (call.type().storage() == Storage.BOOLEAN) {
            value = source.variable(Storage.BOOLEAN, "!" + isNull + " && " + value)
                    .value();
        }
        return new Operand(value, isNull);
    }

    private Operand choose(Call call, String operator) {
        Type type = call.type();
        Operand a = code.emitAs(call.arguments().get(0), type);
        if (call.arguments().size() == 1) {
            return a;
        }
        Operand b = code.emitAs(call.arguments().get(1), type);
        // Flink's order of NaN and -0.0 is that of Double.compare here, though not in comparisons.
        String wins = type.storage() == Storage.DOUBLE
                ? "Double.compare(" + b.value() + ", " + a.value() + ") " + operator + " 0"
                : comparison(operator, b.value(), type, a.value(), type);
        return code.strict(List.of(a, b), type.storage(), wins + " ? " + b.value() + " : " + a.value(), false);
    }

    private Operand in(List<Expression> arguments) {
        LiteralSet set = new LiteralSet();
        boolean withNull = false;
        for (Expression item : arguments.subList(1, arguments.size())) {
            Object value = ((Literal) item).value();
            withNull |= value == null;
            if (value != null) {
                set.add(value);
            }
        }
        Operand value = code.emit(arguments.get(0));
        Operand found = code.strict(
                List.of(value), Storage.BOOLEAN, source.constant(set) + ".contains(" + value.value() + ")", false);
        if (!withNull) {
            return found;
        }
        return new Operand(
                found.value(),
                source.variable(Storage.BOOLEAN, "!" + found.value()).value());
    }

    private Operand negate(Call call) {
        Type type = call.type();
        Operand value = code.emitAs(call.arguments().get(0), type);
        return switch (type.storage()) {
            case LONG -> code.cheap(List.of(value), Storage.LONG, wrap(type.kind(), "-(" + value.value() + ")"));
            case DOUBLE -> code.cheap(List.of(value), Storage.DOUBLE, "-(" + value.value() + ")");
            case DECIMAL ->
                code.strict(
                        List.of(value),
                        Storage.DECIMAL,
                        DECIMAL + "negate(" + register() + ", " + value.value() + ")",
                        false);
            case BOOLEAN, BYTES -> throw unsupported("the minus sign before " + type.sql(), call.place());
        };
    }

    private String register() {
        return source.constant(new Decimal());
    }

    private Operand arithmetic(Call call) {
        Type type = call.type();
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        if (type.storage() == Storage.LONG
                && !(left.type().kind().isNumeric() && right.type().kind().isNumeric())
                && type.kind() != Kind.NULL) {
            return time(call, left, right);
        }
        return switch (type.storage()) {
            case LONG -> integers(call, code.emitAs(left, Type.BIGINT), code.emitAs(right, Type.BIGINT));
            case DOUBLE -> {
                Operand a = code.emitAs(left, Type.DOUBLE);
                Operand b = code.emitAs(right, Type.DOUBLE);
                String operator = call.function().equals("MOD") ? "%" : call.function();
                String text = a.value() + " " + operator + " " + b.value();
                yield code.cheap(
                        List.of(a, b),
                        Storage.DOUBLE,
                        type.kind() == Kind.FLOAT ? "(double) (float) (" + text + ")" : text);
            }
            case DECIMAL -> decimals(call, left, right);
            case BOOLEAN, BYTES -> throw unsupported(call.function() + " giving " + type.sql(), call.place());
        };
    }

    private Operand integers(Call call, Operand a, Operand b) {
        List<Operand> both = List.of(a, b);
        Kind kind = call.type().kind();
        String name = call.function();
        if (name.equals("/") || name.equals("MOD")) {
            String method = name.equals("/") ? "divide(" : "remainder(";
            return code.strict(call, both, wrap(kind, ARITHMETIC + method + a.value() + ", " + b.value() + ")"), false);
        }
        return code.cheap(both, Storage.LONG, wrap(kind, a.value() + " " + name + " " + b.value()));
    }

    /** Cuts a long to the width of a type, as Java's casts do. */
    static String wrap(Kind kind, String value) {
        return switch (kind) {
            case TINYINT -> "(long) (byte) (" + value + ")";
            case SMALLINT -> "(long) (short) (" + value + ")";
            case INT -> "(long) (int) (" + value + ")";
            default -> value;
        };
    }

    private Operand decimals(Call call, Expression left, Expression right) {
        Type typeA = decimalType(left.type());
        Type typeB = decimalType(right.type());
        Operand a = code.emitAs(left, typeA);
        Operand b = code.emitAs(right, typeB);
        String method = switch (call.function()) {
            case "+" -> "add";
            case "-" -> "subtract";
            case "*" -> "multiply";
            case "/" -> "divide";
            default -> "remainder";
        };
        String text = DECIMAL + method + "(" + register() + ", " + a.value() + ", " + typeA.scale() + ", " + b.value()
                + ", " + typeB.scale() + ", " + call.type().precision() + ", "
                + call.type().scale() + ")";
        return code.strict(call, List.of(a, b), text, true);
    }

    private static Type decimalType(Type type) {
        return type.kind().isInteger() ? Type.decimal(19, 0) : type;
    }

    /** Sums, differences and multiples of points and lengths of time. */
    private Operand time(Call call, Expression left, Expression right) {
        Kind first = left.type().kind();
        if (call.function().equals("+")
                && isInterval(first)
                && !isInterval(right.type().kind())) {
            return time(call, right, left);
        }
        Kind second = right.type().kind();
        Kind result = call.type().kind();
        if (left.type().storage() == Storage.DOUBLE
                || right.type().storage() != Storage.LONG
                || left.type().storage() != Storage.LONG) {
            throw unsupported(
                    left.type().sql() + " " + call.function() + " "
                            + right.type().sql(),
                    call.place());
        }
        Operand a = code.emit(left);
        Operand b = code.emit(right);
        List<Operand> both = List.of(a, b);
        String x = a.value();
        String y = b.value();
        if (result == Kind.TIMESTAMP && first == Kind.DATE || result == Kind.TIMESTAMP_LTZ && first == Kind.DATE) {
            x = "(" + x + " * " + MICROS_PER_DAY + ")";
            first = result;
        }
        String operator = call.function();
        boolean shifts = operator.equals("+") || operator.equals("-");
        if (shifts && isInterval(second) && !isInterval(first)) {
            return code.cheap(both, Storage.LONG, shift(first, call.type().precision(), x, operator, second, y));
        }
        if (operator.equals("-") && !isInterval(first)) {
            return code.cheap(both, Storage.LONG, difference(result, micros(first, x), micros(second, y)));
        }
        if (operator.equals("/") || operator.equals("MOD")) {
            String method = operator.equals("/") ? "divide(" : "remainder(";
            return code.strict(call, both, ARITHMETIC + method + x + ", " + y + ")", false);
        }
        return code.cheap(both, Storage.LONG, x + " " + operator + " " + y);
    }

    private static boolean isInterval(Kind kind) {
        return kind == Kind.INTERVAL_MONTH || kind == Kind.INTERVAL_SECOND;
    }

    /** A time of day has as many fraction digits as its type says. */
    private static String cut(int precision, String time) {
        int unit = precision == 0 ? 1000 : precision == 1 ? 100 : precision == 2 ? 10 : 1;
        return unit == 1 ? time : time + " / " + unit + "L * " + unit + "L";
    }

    private static String shift(Kind kind, int precision, String time, String operator, Kind interval, String length) {
        String sign = operator.equals("-") ? "-" : "";
        if (interval == Kind.INTERVAL_MONTH) {
            return kind == Kind.DATE
                    ? "io.millrace.core.text.CivilDate.plusMonths(" + time + ", " + sign + length + ")"
                    : ARITHMETIC + "plusMonths(" + time + ", " + sign + length + ")";
        }
        return switch (kind) {
            case DATE -> ARITHMETIC + "plusMillis(" + time + ", " + sign + length + ")";
            case TIME -> cut(precision, "Math.floorMod(" + time + " " + operator + " " + length + ", 86400000L)");
            default -> time + " " + operator + " " + length + " * 1000L";
        };
    }

    private static String micros(Kind kind, String value) {
        return kind == Kind.DATE
                ? "(" + value + " * " + MICROS_PER_DAY + ")"
                : kind == Kind.TIME ? "(" + value + " * 1000L)" : value;
    }

    private static String difference(Kind result, String end, String start) {
        String method = result == Kind.INTERVAL_MONTH ? "monthsBetween(" : "millisBetween(";
        return ARITHMETIC + method + start + ", " + end + ")";
    }
}
