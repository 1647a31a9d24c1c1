package io.millrace.engine.expression;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.OnlyRow;
import io.millrace.engine.value.RequiredValue;
import io.millrace.engine.value.SingleValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What decides which part of an expression is computed at all: AND, OR, CASE, COALESCE; and the tests for NULL. */
final class LogicCode {
    private final ExpressionCode code;
    private final SourceText source;

    LogicCode(ExpressionCode code) {
        this.code = code;
        this.source = code.source;
    }

    /** Null if the call is something else. */
    @Nullable Operand emit(Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "AND" -> arguments.size() == 1 ? code.emit(arguments.get(0)) : and(arguments.get(0), arguments.get(1));
            case "OR" -> arguments.size() == 1 ? code.emit(arguments.get(0)) : or(arguments.get(0), arguments.get(1));
            case "NOT" -> {
                Operand value = code.emitAs(arguments.get(0), Type.BOOLEAN);
                yield code.cheap(List.of(value), Storage.BOOLEAN, "!" + value.value());
            }
            case "IS NULL" -> truth(isNull(arguments.get(0)));
            case "IS NOT NULL" -> truth("!" + isNull(arguments.get(0)));
            case "IS TRUE" -> truth(boolOf(arguments.get(0)).value());
            case "IS NOT TRUE" -> truth("!" + boolOf(arguments.get(0)).value());
            case "IS FALSE" -> truth(isFalse(boolOf(arguments.get(0))));
            case "IS NOT FALSE" -> truth("!(" + isFalse(boolOf(arguments.get(0))) + ")");
            case "CASE" -> emitCase(arguments, call.type());
            case "NOT NULL" -> notNull(call);
            case "SINGLE VALUE" -> singleValue(call);
            case "ONLY ROW" -> onlyRow(call);
            case "COALESCE" -> coalesce(arguments, call.type());
            default -> null;
        };
    }

    /** A value, named by the second argument, that must be there. */
    private Operand notNull(Call call) {
        Operand value = code.emit(call.arguments().get(0));
        if (value.neverNull()) {
            return value;
        }
        String name = String.valueOf(((Expression.Literal) call.arguments().get(1)).value());
        String required = source.constant(new RequiredValue(name, call.place()));
        source.line("if (" + value.isNull() + ") throw " + required + ".missing();");
        return new Operand(value.value(), Operand.NEVER);
    }

    /** A value that is the only one, as the second argument counts. */
    private Operand singleValue(Call call) {
        Operand value = code.emit(call.arguments().get(0));
        Operand count = code.emit(call.arguments().get(1));
        String single = source.constant(new SingleValue(call.place()));
        source.line("if (" + count.value() + " > 1) throw " + single + ".several(" + count.value() + ");");
        return value;
    }

    /** A value of a row that is the first one of its key, as the second argument numbers them. */
    private Operand onlyRow(Call call) {
        Operand value = code.emit(call.arguments().get(0));
        Operand number = code.emit(call.arguments().get(1));
        String table = String.valueOf(((Expression.Literal) call.arguments().get(2)).value());
        String only = source.constant(new OnlyRow(table, call.place()));
        Operand key = code.emit(call.arguments().get(3));
        source.line("if (" + number.value() + " > 1) throw " + only + ".another(String.valueOf(" + key.value() + "));");
        return value;
    }

    private Operand boolOf(Expression argument) {
        return code.emitAs(argument, Type.BOOLEAN);
    }

    private String isNull(Expression argument) {
        return code.emit(argument).isNull();
    }

    private Operand truth(String value) {
        return source.variable(Storage.BOOLEAN, value);
    }

    private static String isFalse(Operand operand) {
        return operand.neverNull() ? "!" + operand.value() : "!" + operand.value() + " && !" + operand.isNull();
    }

    private Operand and(Expression left, Expression right) {
        Operand first = boolOf(left);
        Operand target = source.declare(Storage.BOOLEAN);
        source.line("if (!(" + isFalse(first) + ")) {");
        Operand second = boolOf(right);
        source.line(target.value() + " = " + first.value() + " && " + second.value() + ";");
        if (!first.neverNull() || !second.neverNull()) {
            // Neither true nor false: the first is true or unknown here.
            source.line(target.isNull() + " = !" + target.value() + " && !(" + isFalse(second) + ");");
        }
        source.line("}");
        return first.neverNull() && second.neverNull() ? new Operand(target.value(), Operand.NEVER) : target;
    }

    private Operand or(Expression left, Expression right) {
        Operand first = boolOf(left);
        Operand target = source.declare(Storage.BOOLEAN);
        source.line("if (" + first.value() + ") { " + target.value() + " = true; } else {");
        Operand second = boolOf(right);
        source.line(target.value() + " = " + second.value() + ";");
        if (!first.neverNull() || !second.neverNull()) {
            String unknown = ExpressionCode.anyNull(List.of(first, second));
            source.line(target.isNull() + " = !" + target.value() + " && " + unknown + ";");
        }
        source.line("}");
        return first.neverNull() && second.neverNull() ? new Operand(target.value(), Operand.NEVER) : target;
    }

    private Operand emitCase(List<Expression> arguments, Type type) {
        Operand target = source.declare(type.storage());
        boolean neverNull = true;
        int open = 0;
        int branches = arguments.size() / 2;
        for (int i = 0; i < branches; i++) {
            Operand condition = boolOf(arguments.get(2 * i));
            source.line("if (" + condition.value() + ") {");
            Operand value = code.emitAs(arguments.get(2 * i + 1), type);
            source.assign(target, value);
            neverNull &= value.neverNull();
            source.line("} else {");
            open++;
        }
        Operand otherwise = arguments.size() % 2 == 0
                ? code.nullOf(type.storage())
                : code.emitAs(arguments.get(arguments.size() - 1), type);
        source.assign(target, otherwise);
        neverNull &= otherwise.neverNull();
        source.line("}".repeat(open));
        return neverNull ? new Operand(target.value(), Operand.NEVER) : target;
    }

    private Operand coalesce(List<Expression> arguments, Type type) {
        Operand first = code.emitAs(arguments.get(0), type);
        if (first.neverNull() || arguments.size() == 1) {
            return first;
        }
        Operand target = source.declare(type.storage());
        source.line("if (!" + first.isNull() + ") { " + target.value() + " = " + first.value() + "; } else {");
        Operand second = code.emitAs(arguments.get(1), type);
        source.assign(target, second);
        source.line("}");
        return second.neverNull() ? new Operand(target.value(), Operand.NEVER) : target;
    }
}
