package io.millrace.engine.expression;

import io.millrace.core.env.Environment;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.BatchClock;
import io.millrace.engine.value.CallPlace;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes the code that computes expressions for the row {@code row}. Values become local variables; a subtree that would
 * make a method too long becomes a method of its own.
 */
final class ExpressionCode {
    /** Above this many nodes a part of an expression moves to its own method; HotSpot compiles none above 8000 bytes. */
    private static final int MOST_NODES = 50;

    final SourceText source = new SourceText();
    private final boolean nulls;
    private final ZoneId zone;
    private final Environment environment;
    private final UserCalls userCalls;
    private final BatchClock clock;
    private boolean clockUsed;
    private final Map<Integer, Storage> columns = new TreeMap<>();
    private final IdentityHashMap<Expression, Integer> nodes = new IdentityHashMap<>();
    private final Set<Expression> extracted = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    private final LogicCode logic = new LogicCode(this);
    private final OperatorCode operators = new OperatorCode(this);
    private final FunctionCode functions = new FunctionCode(this);
    private final NestedCode nested = new NestedCode(this);
    private final IdentityHashMap<Expression, Operand> standIns = new IdentityHashMap<>();

    /**
     * @param nulls whether any column may hold a NULL
     */
    ExpressionCode(boolean nulls, ZoneId zone, Environment environment, UserCalls userCalls) {
        this.nulls = nulls;
        this.userCalls = userCalls;
        this.zone = zone;
        this.environment = environment;
        this.clock = new BatchClock(environment);
    }

    /** A call needs to know what time it is. */
    void useClock() {
        clockUsed = true;
    }

    /** What a kernel does when a batch begins. */
    String beginBatch() {
        return clockUsed ? source.constant(clock) + ".begin();\n" : "";
    }

    ZoneId zone() {
        return zone;
    }

    UserCalls userCalls() {
        return userCalls;
    }

    NestedCode nested() {
        return nested;
    }

    /** An expression that stands for a value that is computed already. */
    Expression standIn(Operand value, Type type) {
        Expression expression = new Column(-1, type);
        standIns.put(expression, value);
        return expression;
    }

    /** The columns read so far. */
    Map<Integer, Storage> columns() {
        return columns;
    }

    /** How many nodes an expression adds to the method it is written in; to be asked before {@link #emit}. */
    int nodes(Expression expression) {
        Integer known = nodes.get(expression);
        if (known != null) {
            return known;
        }
        int sum = 1;
        if (expression instanceof Call in && in.function().equals("IN")) {
            // The literals are one set.
            sum += nodes(in.arguments().get(0));
        } else if (expression instanceof Call call) {
            for (Expression argument : call.arguments()) {
                sum += nodes(argument);
            }
            if (sum > MOST_NODES) {
                sum = 1;
                for (Expression argument : call.arguments()) {
                    if (nodes(argument) > 4) {
                        extracted.add(argument);
                    }
                    sum += extracted.contains(argument) ? 2 : nodes(argument);
                }
            }
        }
        nodes.put(expression, sum);
        return sum;
    }

    /** Whether the expression has a method of its own. */
    boolean isExtracted(Expression expression) {
        return extracted.contains(expression);
    }

    /** Writes the code of an expression and answers where its value is. */
    Operand emit(Expression expression) {
        return extracted.contains(expression) ? emitMethod(expression) : emitHere(expression);
    }

    private Operand emitMethod(Expression expression) {
        String type = SourceText.javaType(expression.type().storage());
        String name = source.name("m");
        String flag = source.name("n");
        source.field("boolean " + flag);
        StringBuilder outer = source.startBody();
        Operand result = emitHere(expression);
        String body = source.endBody(outer);
        source.method("private " + type + " " + name + "(int row) {\n" + body + "this." + flag + " = " + result.isNull()
                + ";\nreturn " + result.value() + ";\n}\n");
        Operand value = source.variable(expression.type().storage(), name + "(row)");
        if (result.neverNull()) {
            return value;
        }
        return new Operand(
                value.value(), source.variable(Storage.BOOLEAN, "this." + flag).value());
    }

    private Operand emitHere(Expression expression) {
        if (expression instanceof Column column) {
            Operand known = standIns.get(column);
            return known == null ? emitColumn(column) : known;
        } else if (expression instanceof Literal literal) {
            return emitLiteral(literal);
        }
        Call call = (Call) expression;
        Operand result = logic.emit(call);
        if (result == null) {
            result = operators.emit(call);
        }
        if (result == null) {
            result = nested.emit(call);
        }
        return result == null ? functions.emit(call) : result;
    }

    private Operand emitColumn(Column column) {
        Storage storage = column.type().storage();
        columns.put(column.index(), storage);
        String name = "c" + column.index();
        String isNull = nulls
                ? source.variable(Storage.BOOLEAN, name + "n != null && " + name + "n[row]")
                        .value()
                : Operand.NEVER;
        return switch (storage) {
            case LONG, DOUBLE -> new Operand(name + "[row]", isNull);
            case BOOLEAN -> new Operand(nulls ? "(!" + isNull + " && " + name + "[row])" : name + "[row]", isNull);
            case BYTES ->
                new Operand(
                        source.variable(
                                        storage,
                                        "u" + name + ".set(" + name + ", " + name + "o[row], " + name + "l[row])")
                                .value(),
                        isNull);
            case DECIMAL ->
                new Operand(
                        source.variable(storage, "u" + name + ".set(" + name + "[row], " + name + "l[row])")
                                .value(),
                        isNull);
        };
    }

    private Operand emitLiteral(Literal literal) {
        Object value = literal.value();
        Storage storage = literal.type().storage();
        if (value == null) {
            return nullOf(storage);
        }
        String text = switch (storage) {
            case BOOLEAN -> value.toString();
            case LONG -> longLiteral(((Number) value).longValue());
            case DOUBLE ->
                "Double.longBitsToDouble(" + longLiteral(Double.doubleToRawLongBits(((Number) value).doubleValue()))
                        + ")";
            case DECIMAL ->
                source.constant(decimal((Number) value, literal.type().scale()));
            case BYTES ->
                source.constant(
                        value instanceof byte[] bytes
                                ? Utf8.of(bytes)
                                : Utf8.of(value.toString().getBytes(StandardCharsets.UTF_8)));
        };
        return new Operand(text, Operand.NEVER);
    }

    private static Decimal decimal(Number value, int scale) {
        BigDecimal exact = value instanceof BigDecimal given ? given : new BigDecimal(value.toString());
        return Decimal.of(exact.setScale(scale, java.math.RoundingMode.HALF_UP).unscaledValue());
    }

    static String longLiteral(long value) {
        return value == Long.MIN_VALUE ? "(-9223372036854775807L - 1L)" : value < 0 ? "(" + value + "L)" : value + "L";
    }

    Operand nullOf(Storage storage) {
        String text = SourceText.defaultValue(storage);
        return new Operand(
                text.equals("null") ? "((" + SourceText.javaType(storage) + ") null)" : text, Operand.ALWAYS);
    }

    /** The value of an expression in the storage of another type: a bare NULL, or a number that is widened. */
    Operand emitAs(Expression expression, Type type) {
        if (expression.type().kind() == Kind.NULL) {
            return nullOf(type.storage());
        }
        return convert(emit(expression), expression.type(), type);
    }

    /** A number in a wider storage; what has the storage already stays as it is. */
    Operand convert(Operand operand, Type from, Type to) {
        if (from.storage() == to.storage() && (from.storage() != Storage.DECIMAL || from.scale() == to.scale())) {
            return operand;
        }
        if (operand.alwaysNull()) {
            return nullOf(to.storage());
        }
        if (from.kind().isNumeric() && to.storage() == Storage.DOUBLE) {
            String value = from.storage() == Storage.LONG
                    ? "(double) " + operand.value()
                    : operand.value() + ".toDouble(" + from.scale() + ")";
            return strict(List.of(operand), Storage.DOUBLE, value, false);
        }
        if (from.kind().isNumeric() && to.kind().isNumeric()) {
            CallSite site = new CallSite(List.of(from), to, zone, environment, clock);
            String name = from.storage() == Storage.LONG
                    ? "longToDecimal"
                    : from.storage() == Storage.DOUBLE ? "doubleToDecimal" : "decimalToDecimal";
            return to.storage() == Storage.DECIMAL
                    ? strict(
                            List.of(operand),
                            Storage.DECIMAL,
                            Casts.class.getName() + "." + name + "(" + source.constant(site) + ", " + operand.value()
                                    + ")",
                            true)
                    : strict(
                            List.of(operand),
                            Storage.LONG,
                            from.storage() == Storage.DOUBLE
                                    ? "(long) " + operand.value()
                                    : operand.value() + ".toLong(" + from.scale() + ")",
                            false);
        }
        throw OperatorCode.unsupported("a conversion of " + from.sql() + " to " + to.sql(), null);
    }

    CallSite site(Call call) {
        List<Type> types = call.arguments().stream().map(Expression::type).toList();
        return new CallSite(types, call.type(), zone, environment, clock);
    }

    /** The disjunction of NULL flags. */
    static String anyNull(List<Operand> operands) {
        List<String> flags = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand.alwaysNull()) {
                return Operand.ALWAYS;
            }
            if (!operand.neverNull() && !flags.contains(operand.isNull())) {
                flags.add(operand.isNull());
            }
        }
        return flags.isEmpty()
                ? Operand.NEVER
                : flags.size() == 1 ? flags.get(0) : "(" + String.join(" || ", flags) + ")";
    }

    /** A value that can be computed whatever the operands hold, and is NULL where one of them is. */
    Operand cheap(List<Operand> operands, Storage storage, String value) {
        String isNull = anyNull(operands);
        if (isNull.equals(Operand.ALWAYS)) {
            return nullOf(storage);
        }
        if (isNull.equals(Operand.NEVER)) {
            return source.variable(storage, value);
        }
        String flag = source.variable(Storage.BOOLEAN, isNull).value();
        String guarded = storage == Storage.BOOLEAN ? "!" + flag + " && (" + value + ")" : value;
        return new Operand(source.variable(storage, guarded).value(), flag);
    }

    /**
     * A value that is only computed where no operand is NULL.
     *
     * @param sometimesNull whether a text or a decimal may be answered as null
     */
    Operand strict(List<Operand> operands, Storage storage, String value, boolean sometimesNull) {
        return guarded(
                operands,
                storage,
                target -> {
                    source.line(target.value() + " = " + value + ";");
                    if (sometimesNull) {
                        source.line(target.isNull() + " = " + target.value() + " == null;");
                    }
                },
                sometimesNull);
    }

    /** Lets {@code assign} write the code for rows where no operand is NULL. */
    Operand guarded(
            List<Operand> operands,
            Storage storage,
            java.util.function.Consumer<Operand> assign,
            boolean sometimesNull) {
        String isNull = anyNull(operands);
        if (isNull.equals(Operand.ALWAYS)) {
            return nullOf(storage);
        }
        Operand target = source.declare(storage);
        if (isNull.equals(Operand.NEVER)) {
            assign.accept(target);
            return sometimesNull ? target : new Operand(target.value(), Operand.NEVER);
        }
        source.line("if (" + isNull + ") { " + target.isNull() + " = true; } else {");
        assign.accept(target);
        source.line("}");
        return target;
    }

    /**
     * As {@link #guarded}, for a call that may fail: its failures get its place in the script.
     */
    Operand guarded(
            Call call, List<Operand> operands, java.util.function.Consumer<Operand> assign, boolean sometimesNull) {
        Storage storage = call.type().storage();
        Position place = call.place();
        if (place == null) {
            return guarded(operands, storage, assign, sometimesNull);
        }
        String name = source.constant(new CallPlace(place));
        return guarded(
                operands,
                storage,
                target -> {
                    source.line("try {");
                    assign.accept(target);
                    source.line("} catch (RuntimeException failure) { throw " + name + ".of(failure); }");
                },
                sometimesNull);
    }

    /** As {@link #strict}, for a call that may fail: its failures get its place in the script. */
    Operand strict(Call call, List<Operand> operands, String value, boolean sometimesNull) {
        return guarded(
                call,
                operands,
                target -> {
                    source.line(target.value() + " = " + value + ";");
                    if (sometimesNull) {
                        source.line(target.isNull() + " = " + target.value() + " == null;");
                    }
                },
                sometimesNull);
    }

    static List<Operand> map(List<Expression> expressions, Function<Expression, Operand> emit) {
        List<Operand> operands = new ArrayList<>();
        for (Expression expression : expressions) {
            operands.add(emit.apply(expression));
        }
        return operands;
    }
}
