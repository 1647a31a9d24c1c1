package io.millrace.engine.expression;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import io.millrace.engine.user.UserFunction;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of the functions of the registry: static methods, found by name and by the storage of the arguments. */
final class FunctionCode {
    private final ExpressionCode code;

    FunctionCode(ExpressionCode code) {
        this.code = code;
    }

    Operand emit(Call call) {
        if (UserFunction.isCode(call.function())) {
            return emitUser(call);
        }
        Function function = Functions.find(call.function());
        if (function == null) {
            throw new QueryException(
                    "there is no function " + call.function(), call.place(), Functions.suggestion(call.function()));
        }
        List<Type> types = call.arguments().stream().map(Expression::type).toList();
        Method method = find(function, types);
        if (method == null) {
            throw new QueryException(
                    function.name() + " does not take ("
                            + String.join(", ", types.stream().map(Type::sql).toList()) + ")",
                    call.place(),
                    "it is called as " + function.signature());
        }
        return emit(call, function, method);
    }

    /** A function of a user takes NULL, and boxes. */
    private Operand emitUser(Call call) {
        List<Type> types = call.arguments().stream().map(Expression::type).toList();
        String site = code.source.constant(code.userCalls().of(call, types));
        List<Operand> operands = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            operands.add(code.emit(argument));
        }
        code.useClock();
        return code.guarded(
                call,
                List.of(),
                target -> {
                    for (int i = 0; i < operands.size(); i++) {
                        Operand operand = operands.get(i);
                        String value = operand.alwaysNull()
                                ? "null"
                                : operand.neverNull()
                                        ? "(Object) " + boxed(call, i, operand)
                                        : "(" + operand.isNull() + " ? null : (Object) " + boxed(call, i, operand)
                                                + ")";
                        code.source.line(site + ".values[" + i + "] = " + value + ";");
                    }
                    code.source.line(target.isNull() + " = !" + site + ".call();");
                    String field = switch (call.type().storage()) {
                        case BOOLEAN -> ".booleanValue";
                        case LONG -> ".longValue";
                        case DOUBLE -> ".doubleValue";
                        case BYTES -> ".text";
                        case DECIMAL -> ".decimal";
                    };
                    code.source.line(target.value() + " = " + site + field + ";");
                },
                true);
    }

    private Operand emit(Call call, Function function, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        int first = first(parameters);
        int fixed = fixed(parameters);
        int size = call.arguments().size();
        String site = first == 1 || fixed < size
                ? code.source.constant(code.site(call).reserve(size - fixed))
                : "";
        List<Operand> strict = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Class<?> parameter =
                    i < fixed ? parameters[first + i] : parameters[parameters.length - 1].getComponentType();
            Operand operand = code.emitAs(
                    call.arguments().get(i), wanted(call.arguments().get(i).type(), parameter));
            boolean mayBeMissing = function.takesNull() && !parameter.isPrimitive();
            if (!mayBeMissing) {
                strict.add(operand);
            }
            String value = parameter == Object.class ? "(Object) " + boxed(call, i, operand) : operand.value();
            values.add(
                    mayBeMissing && !operand.neverNull() ? "(" + operand.isNull() + " ? null : " + value + ")" : value);
        }
        return code.guarded(
                call,
                strict,
                target -> {
                    List<String> arguments = new ArrayList<>(values.subList(0, Math.min(fixed, size)));
                    if (fixed < parameters.length - first) {
                        String tail = site + (isText(parameters) ? ".texts" : ".values");
                        for (int i = fixed; i < size; i++) {
                            code.source.line(tail + "[" + (i - fixed) + "] = " + values.get(i) + ";");
                        }
                        arguments.add(tail);
                    }
                    if (first == 1) {
                        arguments.add(0, site);
                    }
                    invoke(call, function, method, target, site, String.join(", ", arguments));
                },
                function.mayAnswerNull());
    }

    private static String boxed(Call call, int argument, Operand operand) {
        return switch (call.arguments().get(argument).type().storage()) {
            case BOOLEAN -> "Boolean.valueOf(" + operand.value() + ")";
            case LONG -> "Long.valueOf(" + operand.value() + ")";
            case DOUBLE -> "Double.valueOf(" + operand.value() + ")";
            case DECIMAL, BYTES -> operand.value();
        };
    }

    /** Where the parameters of the call itself begin. */
    private static int first(Class<?>[] parameters) {
        return parameters.length > 0 && parameters[0] == CallSite.class ? 1 : 0;
    }

    /** How many parameters are always there. */
    private static int fixed(Class<?>[] parameters) {
        boolean variadic = parameters.length > 0 && parameters[parameters.length - 1].isArray();
        return parameters.length - first(parameters) - (variadic ? 1 : 0);
    }

    private static boolean isText(Class<?>[] parameters) {
        return parameters[parameters.length - 1] == Utf8[].class;
    }

    private void invoke(Call call, Function function, Method method, Operand target, String site, String arguments) {
        String invocation = method.getDeclaringClass().getName() + "." + method.getName() + "(" + arguments + ")";
        if (!function.deterministic()) {
            code.useClock();
        }
        Class<?> answer = method.getReturnType();
        boolean flagged = function.mayAnswerNull() && answer.isPrimitive();
        if (flagged) {
            code.source.line(site + ".isNull = false;");
        }
        Storage storage = call.type().storage();
        if (storage == Storage.DOUBLE && answer == long.class) {
            invocation = "(double) " + invocation;
        } else if (storage == Storage.LONG && answer == double.class) {
            invocation = "(long) " + invocation;
        }
        if (call.type().kind() == Kind.FLOAT) {
            invocation = "(double) (float) " + invocation;
        } else if (storage == Storage.LONG) {
            invocation = OperatorCode.wrap(call.type().kind(), invocation);
        }
        code.source.line(target.value() + " = " + invocation + ";");
        if (flagged) {
            code.source.line(target.isNull() + " = " + site + ".isNull;");
        } else if (function.mayAnswerNull()) {
            code.source.line(target.isNull() + " = " + target.value() + " == null;");
        }
    }

    private static Type wanted(Type type, Class<?> parameter) {
        if (parameter == Object.class) {
            return type.kind() == Kind.NULL ? Type.BIGINT : type;
        }
        if (type.kind() == Kind.NULL || type.storage() == Storage.DECIMAL || type.storage() == Storage.LONG) {
            return parameter == double.class ? Type.DOUBLE : parameter == Utf8.class ? Type.STRING : type;
        }
        return type;
    }

    /** The method that takes exactly these storages, else one that takes numbers as doubles. */
    private static @Nullable Method find(Function function, List<Type> types) {
        for (boolean widened : new boolean[] {false, true}) {
            for (Method method : function.owner().getMethods()) {
                if (method.getName().equals(function.method()) && matches(method, types, widened)) {
                    return method;
                }
            }
        }
        return null;
    }

    private static boolean matches(Method method, List<Type> types, boolean widened) {
        Class<?>[] parameters = method.getParameterTypes();
        int first = first(parameters);
        int fixed = fixed(parameters);
        boolean variadic = parameters.length - first > fixed;
        if (variadic ? types.size() < fixed : types.size() != fixed) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            Type type = types.get(i);
            if (i >= fixed) {
                boolean takes = !isText(parameters) || type.storage() == Storage.BYTES || type.kind() == Kind.NULL;
                if (!takes) {
                    return false;
                }
                continue;
            }
            Class<?> parameter = parameters[first + i];
            boolean fits = type.kind() == Kind.NULL
                    || parameter == parameter(type.storage())
                    || widened && parameter == double.class && type.kind().isNumeric();
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> parameter(Storage storage) {
        return switch (storage) {
            case BOOLEAN -> boolean.class;
            case LONG -> long.class;
            case DOUBLE -> double.class;
            case DECIMAL -> Decimal.class;
            case BYTES -> Utf8.class;
        };
    }
}
