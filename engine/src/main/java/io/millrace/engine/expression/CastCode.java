package io.millrace.engine.expression;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.CallSite;
import java.util.List;

/** CAST and TRY_CAST, with Flink's rules. */
final class CastCode {
    private static final String CASTS = Casts.class.getName() + ".";
    private static final String MICROS_PER_DAY = "86400000000L";

    private final ExpressionCode code;
    private final NestedCasts nested;

    CastCode(ExpressionCode code) {
        this.code = code;
        this.nested = new NestedCasts(code);
    }

    Operand emit(Call call) {
        Expression argument = call.arguments().get(0);
        Type from = argument.type();
        Type to = call.type();
        if (from.kind() == Kind.NULL) {
            return code.nullOf(to.storage());
        }
        Operand value = code.emit(argument);
        if (value.alwaysNull()) {
            return code.nullOf(to.storage());
        }
        if (from.withNullable(true).equals(to.withNullable(true))) {
            return value;
        }
        if (from.kind().isNested() || to.kind().isNested()) {
            return nested(call, value);
        }
        if (from.kind() == Kind.BITMAP || to.kind() == Kind.BITMAP) {
            if (!to.kind().isText()) {
                throw refused(call);
            }
            return call(call, value, "bitmapToText", false);
        }
        if (from.storage() == Storage.BYTES) {
            return to.storage() == Storage.BYTES ? bytesToBytes(call, value, from, to) : parse(call, value);
        }
        if (to.kind().isText()) {
            return call(call, value, "toText", true);
        }
        return from.kind().isNumeric() || from.kind() == Kind.BOOLEAN
                ? number(call, value, from, to)
                : time(call, value, from, to);
    }

    private Operand nested(Call call, Operand value) {
        Type from = call.arguments().get(0).type();
        if (from.kind().isNested() && call.type().kind().isText()) {
            return call(call, value, "nestedToText", false);
        }
        if (!NestedCasts.fits(from, call.type())) {
            throw refused(call);
        }
        return nested.emit(call, value);
    }

    private Operand call(Call call, Operand value, String method, boolean sometimesNull) {
        String site = code.source.constant(code.site(call));
        return code.strict(
                call, List.of(value), CASTS + method + "(" + site + ", " + value.value() + ")", sometimesNull);
    }

    private Operand bytesToBytes(Call call, Operand value, Type from, Type to) {
        boolean fits = to.precision() == Type.UNBOUNDED
                || to.kind() == Kind.VARCHAR && from.kind().isText() && from.precision() <= to.precision()
                || to.kind() == Kind.VARBINARY && from.kind().isBytes() && from.precision() <= to.precision();
        return fits ? value : call(call, value, to.kind().isText() ? "fitText" : "fitBytes", false);
    }

    /** Text to anything else; a failure is an error, or NULL for TRY_CAST. */
    private Operand parse(Call call, Operand value) {
        Type to = call.type();
        if (!call.arguments().get(0).type().kind().isText()) {
            throw refused(call);
        }
        CallSite site = code.site(call);
        String name = code.source.constant(site);
        boolean tries = call.function().equals("TRY_CAST");
        String method = switch (to.storage()) {
            case BOOLEAN -> "parseBoolean";
            case LONG -> "parseLong";
            case DOUBLE -> "parseDouble";
            case DECIMAL -> "parseDecimal";
            case BYTES -> throw refused(call);
        };
        if (isInterval(to.kind())) {
            throw refused(call);
        }
        if (to.storage() == Storage.DECIMAL) {
            return code.strict(
                    call,
                    List.of(value),
                    CASTS + method + "(" + name + ", " + value.value() + ", " + tries + ")",
                    true);
        }
        return code.guarded(
                call,
                List.of(value),
                target -> {
                    code.source.line(name + ".isNull = false;");
                    code.source.line(target.value() + " = " + CASTS + method + "(" + name + ", " + value.value() + ", "
                            + tries + ");");
                    code.source.line(target.isNull() + " = " + name + ".isNull;");
                },
                tries);
    }

    private static boolean isInterval(Kind kind) {
        return kind == Kind.INTERVAL_MONTH || kind == Kind.INTERVAL_SECOND;
    }

    private Operand number(Call call, Operand value, Type from, Type to) {
        List<Operand> one = List.of(value);
        if (from.kind() == Kind.BOOLEAN) {
            if (!to.kind().isNumeric()) {
                throw refused(call);
            }
            Operand number = code.cheap(one, Storage.LONG, value.value() + " ? 1L : 0L");
            return code.convert(number, Type.INT, to);
        }
        if (to.kind() == Kind.BOOLEAN) {
            return switch (from.storage()) {
                case DECIMAL -> code.strict(one, Storage.BOOLEAN, value.value() + ".signum() != 0", false);
                default -> code.cheap(one, Storage.BOOLEAN, value.value() + " != 0");
            };
        }
        if (isInterval(to.kind()) && from.kind().isInteger()) {
            return value;
        }
        if (!to.kind().isNumeric()) {
            throw refused(call);
        }
        if (from.kind().isFloating() && to.kind().isInteger()) {
            // Java's own narrowing, as in Flink: saturates at the width of INT or BIGINT, then wraps.
            String text = to.kind() == Kind.BIGINT ? "(long) " + value.value() : "(long) (int) " + value.value();
            return code.cheap(one, Storage.LONG, OperatorCode.wrap(to.kind(), text));
        }
        Operand converted = code.convert(value, from, to);
        if (to.kind().isInteger() && width(to.kind()) < width(from.kind())) {
            return code.cheap(List.of(converted), Storage.LONG, OperatorCode.wrap(to.kind(), converted.value()));
        }
        if (to.kind() == Kind.FLOAT) {
            return code.cheap(List.of(converted), Storage.DOUBLE, "(double) (float) " + converted.value());
        }
        if (to.kind() == Kind.DECIMAL
                && from.kind() == Kind.DECIMAL
                && from.scale() == to.scale()
                && from.precision() > to.precision()) {
            return call(call, value, "decimalToDecimal", true);
        }
        return converted;
    }

    static int width(Kind kind) {
        return switch (kind) {
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case INT -> 4;
            case BIGINT -> 8;
            default -> 9;
        };
    }

    private Operand time(Call call, Operand value, Type from, Type to) {
        List<Operand> one = List.of(value);
        String x = value.value();
        Kind source = from.kind();
        Kind target = to.kind();
        if (source.isTimestamp() && target.isTimestamp()) {
            String shifted = source == target ? x : zoned(target == Kind.TIMESTAMP_LTZ ? "toInstant" : "toLocal", x);
            return code.cheap(one, Storage.LONG, truncate(shifted, from, to));
        }
        if (source == Kind.DATE && target.isTimestamp()) {
            String midnight = x + " * " + MICROS_PER_DAY;
            return code.cheap(one, Storage.LONG, target == Kind.TIMESTAMP ? midnight : zoned("toInstant", midnight));
        }
        if (source.isTimestamp() && (target == Kind.DATE || target == Kind.TIME)) {
            String local = source == Kind.TIMESTAMP ? x : zoned("toLocal", x);
            return code.cheap(
                    one,
                    Storage.LONG,
                    target == Kind.DATE
                            ? "Math.floorDiv(" + local + ", " + MICROS_PER_DAY + ")"
                            : timeOfDay("Math.floorMod(" + local + ", " + MICROS_PER_DAY + ") / 1000L", to));
        }
        if (source == Kind.TIME && target.isTimestamp()) {
            String local = x + " * 1000L";
            return code.cheap(one, Storage.LONG, target == Kind.TIMESTAMP ? local : zoned("toInstant", local));
        }
        if (source == Kind.TIME && target == Kind.TIME) {
            return code.cheap(one, Storage.LONG, timeOfDay(x, to));
        }
        if (isInterval(source) && (target == source || target.isInteger())) {
            return code.cheap(one, Storage.LONG, OperatorCode.wrap(target, x));
        }
        throw refused(call);
    }

    private static String timeOfDay(String millis, Type type) {
        return type.precision() >= 3 ? millis : "(" + millis + ") / 1000L * 1000L";
    }

    private String zoned(String method, String micros) {
        String zone = code.source.constant(new OperatorCode.Zone(code.zone()));
        return "io.millrace.core.text.ValueParser." + method + "(" + micros + ", " + zone + ".id)";
    }

    private static String truncate(String micros, Type from, Type to) {
        return to.precision() >= Math.min(from.precision(), 6)
                ? micros
                : CASTS + "truncate(" + micros + ", " + Casts.unit(to.precision()) + "L)";
    }

    private static io.millrace.core.error.QueryException refused(Call call) {
        Type from = call.arguments().get(0).type();
        return new io.millrace.core.error.QueryException(
                "a cast of " + from.sql() + " to " + call.type().sql() + " is not supported", call.place(), null);
    }
}
