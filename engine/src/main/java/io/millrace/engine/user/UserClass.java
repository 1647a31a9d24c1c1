package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Type;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A class that extends Flink's {@code ScalarFunction} or {@code AggregateFunction}: what its {@code eval} or
 * {@code accumulate} methods take and what it answers, by their Java types and by {@code @DataTypeHint} and
 * {@code @FunctionHint}.
 */
public record UserClass(UserFunction function, Kind kind, List<Signature> signatures) {
    private static final String API = "org.apache.flink.table.functions.";

    /** Which of Flink's classes it extends. */
    public enum Kind {
        SCALAR("eval", 0),
        AGGREGATE("accumulate", 1);

        private final String method;
        /** How many parameters of the method come before the arguments. */
        private final int first;

        Kind(String method, int first) {
            this.method = method;
            this.first = first;
        }
    }

    public UserClass {
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads a class.
     *
     * @param types reads the type that a hint names
     * @throws QueryException without a place, when it is no such function or its types are not known
     */
    public static UserClass of(UserFunction function, Function<String, Type> types) {
        Class<?> type = UserClasses.load(function);
        Kind kind = kind(function, type);
        Hints hints = new Hints(types);
        List<Signature> signatures = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(kind.method) && !method.isBridge()) {
                signatures.add(signature(type, kind, method, hints));
            }
        }
        if (signatures.isEmpty()) {
            throw new QueryException(
                    "class '" + type.getName() + "' has no public method " + kind.method,
                    null,
                    kind == Kind.SCALAR
                            ? "write one: public String eval(Integer x)"
                            : "write one: public void accumulate(Sum sum, Long x)");
        }
        signatures.sort(Comparator.comparing(Signature::text));
        boolean deterministic = deterministic(UserCall.instance(type));
        return new UserClass(
                new UserFunction(function.name(), function.className(), deterministic, function.jars()),
                kind,
                signatures);
    }

    private static Kind kind(UserFunction function, Class<?> type) {
        Kind kind = extendsApi(type, "ScalarFunction") ? Kind.SCALAR : Kind.AGGREGATE;
        if (kind == Kind.AGGREGATE && !extendsApi(type, "AggregateFunction")) {
            boolean table = extendsApi(type, "TableFunction");
            throw new QueryException(
                    "class '" + type.getName() + "' is "
                            + (table ? "a TableFunction, which is not supported yet" : "no function"),
                    null,
                    "it must extend " + API + "ScalarFunction or AggregateFunction");
        } else if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw new QueryException(
                    "class '" + type.getName() + "' cannot be used", null, "it must be public and not abstract");
        }
        for (Method method : type.getMethods()) {
            if (method.getName().equals("getTypeInference")
                    && !method.getDeclaringClass().getName().startsWith(API)) {
                throw new QueryException(
                        "function '" + function.name() + "' infers its types itself, which is not supported",
                        null,
                        "leave getTypeInference out, and say types with @DataTypeHint or @FunctionHint");
            }
        }
        return kind;
    }

    private static boolean extendsApi(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(API + name)) {
                return true;
            }
        }
        return false;
    }

    private static Signature signature(Class<?> type, Kind kind, Method method, Hints hints) {
        if (Modifier.isStatic(method.getModifiers())) {
            throw new QueryException(
                    method.getName() + " is static in '" + type.getName() + "'", null, "make it a method of objects");
        }
        Parameter[] parameters = method.getParameters();
        List<Type> given = hints.inputs(method);
        List<Type> types = new ArrayList<>();
        for (int i = kind.first; i < parameters.length; i++) {
            boolean last = i == parameters.length - 1 && method.isVarArgs();
            Class<?> java = last ? parameters[i].getType().getComponentType() : parameters[i].getType();
            int place = i - kind.first;
            types.add(place < given.size() ? given.get(place) : hints.type(parameters[i], java, method));
        }
        Type result = kind == Kind.SCALAR
                ? hints.result(method, method.getReturnType())
                : hints.result(method, answer(type)).withNullable(true);
        return new Signature(method, types, method.isVarArgs(), result);
    }

    /** The class that an aggregate function answers: the first argument of the class that it extends. */
    private static Class<?> answer(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getGenericSuperclass() instanceof ParameterizedType generic
                    && ((Class<?>) generic.getRawType()).getName().equals(API + "AggregateFunction")
                    && generic.getActualTypeArguments()[0] instanceof Class<?> answer) {
                return answer;
            }
        }
        return Object.class;
    }

    private static boolean deterministic(Object instance) {
        try {
            return (boolean) instance.getClass().getMethod("isDeterministic").invoke(instance);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Whether an aggregate function can take rows back. */
    public boolean isRetractable() {
        return Arrays.stream(UserClasses.load(function).getMethods())
                .anyMatch(method -> method.getName().equals("retract"));
    }

    /** The ways to call it with so many arguments. */
    public List<Signature> withCount(int count) {
        return signatures.stream().filter(each -> each.takes(count)).toList();
    }

    /** All ways to call it, for people. */
    public String text() {
        return String.join(
                ", ",
                signatures.stream().map(each -> function.name() + each.text()).toList());
    }

    /** What the cause of a failed call is called. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
        return cause == null ? failure : cause;
    }

    /** Reads Flink's annotations, whose classes only the class of the user sees. */
    private record Hints(Function<String, Type> types) {
        Type type(Parameter parameter, Class<?> java, Method method) {
            String hint = hint(parameter.getAnnotations());
            if (!hint.isEmpty()) {
                return read(hint);
            }
            return inferred(java, method, "parameter " + parameter.getName());
        }

        Type result(Method method, Class<?> java) {
            String hint = hint(method.getAnnotations());
            if (hint.isEmpty()) {
                hint = output(method.getAnnotations());
            }
            if (hint.isEmpty()) {
                hint = output(method.getDeclaringClass().getAnnotations());
            }
            if (!hint.isEmpty()) {
                return read(hint);
            }
            return inferred(java, method, "the result");
        }

        List<Type> inputs(Method method) {
            for (Object annotation : method.getAnnotations()) {
                if (isA(annotation, "FunctionHint")) {
                    Object[] inputs = (Object[]) value(annotation, "input");
                    return Arrays.stream(inputs)
                            .map(input -> read((String) value(input, "value")))
                            .toList();
                }
            }
            return List.of();
        }

        private Type inferred(Class<?> java, Method method, String what) {
            return JavaValues.type(java)
                    .orElseThrow(() -> new QueryException(
                            "the type of " + what + " of "
                                    + method.getDeclaringClass().getSimpleName() + ".eval is not known: "
                                    + java.getSimpleName(),
                            null,
                            "say it with @DataTypeHint(\"DECIMAL(10, 2)\"), or use a class such as Long or String"));
        }

        private Type read(String hint) {
            Type type = types.apply(hint);
            if (JavaValues.boxed(type).isEmpty()) {
                throw new QueryException(
                        "type " + type.sql() + " is not supported in functions of users",
                        null,
                        "hand its parts over one by one");
            }
            return type;
        }

        private static String hint(Object[] annotations) {
            for (Object annotation : annotations) {
                if (isA(annotation, "DataTypeHint")) {
                    return (String) value(annotation, "value");
                }
            }
            return "";
        }

        private static String output(Object[] annotations) {
            for (Object annotation : annotations) {
                if (isA(annotation, "FunctionHint")) {
                    return (String) value(value(annotation, "output"), "value");
                }
            }
            return "";
        }

        private static boolean isA(Object annotation, String name) {
            return ((java.lang.annotation.Annotation) annotation)
                    .annotationType()
                    .getName()
                    .equals("org.apache.flink.table.annotation." + name);
        }

        private static Object value(Object annotation, String name) {
            try {
                Class<?> type = ((java.lang.annotation.Annotation) annotation).annotationType();
                return type.getMethod(name).invoke(annotation);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("bug: a hint without " + name, e);
            }
        }
    }
}
