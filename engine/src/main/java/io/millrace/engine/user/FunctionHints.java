package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads Flink's annotations of a function's class and methods, whose classes only the class of the user sees.
 *
 * @param types reads the type that a hint names
 */
record FunctionHints(Function<String, Type> types) {
    private static final String PACKAGE = "org.apache.flink.table.annotation.";

    /** Stands for arguments of any type. */
    static final Type ANY = new Type(Kind.NULL, 0, 0, true);

    /**
     * One {@code @FunctionHint}.
     *
     * @param inputs the types of the arguments; null when it does not say them
     * @param names the names of the arguments; empty when it does not say them
     * @param output the result; null when it does not say it
     */
    record Hint(
            @Nullable List<Type> inputs,
            List<String> names,
            boolean variadic,
            @Nullable Type output) {}

    /** The hints of a class or a method, in the order in which they are written. */
    List<Hint> of(AnnotatedElement element) {
        List<Hint> hints = new ArrayList<>();
        for (Annotation annotation : element.getAnnotations()) {
            if (isA(annotation, "FunctionHint")) {
                hints.add(hint(annotation));
            } else if (isA(annotation, "FunctionHints")) {
                for (Object each : (Object[]) value(annotation, "value")) {
                    hints.add(hint(each));
                }
            }
        }
        return hints;
    }

    private Hint hint(Object annotation) {
        List<Type> inputs = null;
        List<String> names = new ArrayList<>();
        Object[] arguments = (Object[]) value(annotation, "arguments");
        Object[] given = (Object[]) value(annotation, "input");
        if (arguments.length == 0) {
            arguments = (Object[]) value(annotation, "argument");
        }
        boolean unsaid = given.length == 1 && dataType(given[0]).isEmpty();
        if (arguments.length > 0) {
            inputs = new ArrayList<>();
            for (Object argument : arguments) {
                inputs.add(dataType(value(argument, "type")).orElse(ANY));
                names.add((String) value(argument, "name"));
            }
        } else if (!unsaid) {
            inputs = Arrays.stream(given)
                    .map(input -> dataType(input).orElse(ANY))
                    .toList();
        }
        String[] said = (String[]) value(annotation, "argumentNames");
        if (names.isEmpty() && !Arrays.equals(said, new String[] {""})) {
            names = List.of(said);
        }
        Type output = dataType(value(annotation, "output")).orElse(null);
        return new Hint(inputs, names, (boolean) value(annotation, "isVarArgs"), output);
    }

    /** The type that a hint on a method, a parameter or a field says. */
    Optional<Type> type(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (isA(annotation, "DataTypeHint")) {
                return dataType(annotation);
            } else if (isA(annotation, "ArgumentHint")) {
                return dataType(value(annotation, "type"));
            }
        }
        return Optional.empty();
    }

    /** The name that a hint gives an argument. */
    static Optional<String> name(Parameter parameter) {
        for (Annotation annotation : parameter.getAnnotations()) {
            if (isA(annotation, "ArgumentHint")) {
                return Optional.of((String) value(annotation, "name")).filter(name -> !name.isEmpty());
            }
        }
        return Optional.empty();
    }

    /**
     * The type of a class, by its hint or by itself.
     *
     * @param what it is the type of, for messages
     */
    Type type(AnnotatedElement element, java.lang.reflect.Type java, Method method, String what) {
        return type(element).orElseGet(() -> inferred(element, java, method, what));
    }

    private Type inferred(AnnotatedElement element, java.lang.reflect.Type java, Method method, String what) {
        Optional<Type> decimal = decimal(element, JavaTypes.raw(java));
        if (decimal.isPresent()) {
            return decimal.get();
        }
        return JavaTypes.of(java, member -> type(member.hints()))
                .orElseThrow(
                        () -> new QueryException(
                                "the type of " + what + " of "
                                        + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                                        + " is not known: "
                                        + JavaTypes.raw(java).getSimpleName(),
                                null,
                                RowClass.isOne(JavaTypes.raw(java))
                                        ? "say it with @DataTypeHint(\"ROW<word STRING, length INT>\")"
                                        : "say it with @DataTypeHint(\"DECIMAL(10, 2)\"), or use a class such as Long or String"));
    }

    /** BigDecimal with the digits that a hint says. */
    private static Optional<Type> decimal(AnnotatedElement element, Class<?> java) {
        for (Annotation annotation : element.getAnnotations()) {
            if (java == BigDecimal.class && isA(annotation, "DataTypeHint")) {
                int precision = (int) value(annotation, "defaultDecimalPrecision");
                int scale = (int) value(annotation, "defaultDecimalScale");
                return precision > 0 ? Optional.of(Type.decimal(precision, Math.max(0, scale))) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Type> dataType(Object hint) {
        String text = (String) value(hint, "value");
        if (!text.isEmpty()) {
            return Optional.of(types.apply(text));
        } else if (value(hint, "inputGroup").toString().equals("ANY")) {
            return Optional.of(ANY);
        }
        Class<?> bridged = (Class<?>) value(hint, "bridgedTo");
        return bridged == void.class ? Optional.empty() : JavaTypes.of(bridged, member -> type(member.hints()));
    }

    private static boolean isA(Object annotation, String name) {
        return ((Annotation) annotation).annotationType().getName().equals(PACKAGE + name);
    }

    private static Object value(Object annotation, String name) {
        try {
            Class<?> type = ((Annotation) annotation).annotationType();
            return type.getMethod(name).invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: a hint without " + name, e);
        }
    }
}
