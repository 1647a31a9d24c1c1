package io.millrace.engine.expression;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
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

    private Operand emit(Call call, Function function, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        int first = parameters.length > 0 && parameters[0] == CallSite.class ? 1 : 0;
        boolean variadic = parameters.length == first + 1 && parameters[first] == Utf8[].class;
        List<Operand> operands = new ArrayList<>();
        List<String> values = new ArrayList<>();
        String site = first == 1 ? code.source.constant(code.site(call)) : "";
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.arguments().get(i);
            Type wanted = wanted(argument.type(), variadic ? Utf8.class : parameters[first + i]);
            Operand operand = code.emitAs(argument, wanted);
            operands.add(operand);
            boolean missing = function.takesNull() && !operand.neverNull();
            values.add(missing ? "(" + operand.isNull() + " ? null : " + operand.value() + ")" : operand.value());
        }
        List<Operand> strict = function.takesNull() ? List.of() : operands;
        return code.guarded(
                call,
                strict,
                target -> {
                    String arguments = String.join(", ", values);
                    if (variadic) {
                        for (int i = 0; i < values.size(); i++) {
                            code.source.line(site + ".texts[" + i + "] = " + values.get(i) + ";");
                        }
                        arguments = site + ".texts";
                    }
                    String all = first == 0 ? arguments : arguments.isEmpty() ? site : site + ", " + arguments;
                    invoke(call, function, method, target, site, all);
                },
                function.mayAnswerNull());
    }

    private void invoke(Call call, Function function, Method method, Operand target, String site, String arguments) {
        String invocation = method.getDeclaringClass().getName() + "." + method.getName() + "(" + arguments + ")";
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
        int first = parameters.length > 0 && parameters[0] == CallSite.class ? 1 : 0;
        if (parameters.length == first + 1 && parameters[first] == Utf8[].class) {
            return types.stream().allMatch(type -> type.storage() == Storage.BYTES || type.kind() == Kind.NULL);
        }
        if (parameters.length - first != types.size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            Class<?> parameter = parameters[first + i];
            Type type = types.get(i);
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
