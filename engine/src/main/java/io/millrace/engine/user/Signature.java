package io.millrace.engine.user;

import io.millrace.core.type.Type;
import java.lang.reflect.Method;
import java.util.List;

/**
 * One {@code eval} of a function: what it takes and answers.
 *
 * @param parameters the types it takes; NOT NULL for primitives, which cannot be NULL
 * @param variadic whether the last parameter may be repeated, or left out
 * @param result what it answers
 */
public record Signature(Method method, List<Type> parameters, boolean variadic, Type result) {
    public Signature {
        parameters = List.copyOf(parameters);
    }

    /** Whether it can be called with so many arguments. */
    public boolean takes(int count) {
        return variadic ? count >= parameters.size() - 1 : count == parameters.size();
    }

    /** The type that an argument must have. */
    public Type parameter(int argument) {
        return parameters.get(Math.min(argument, parameters.size() - 1));
    }

    /** Its parameters, for people. */
    public String text() {
        List<String> names =
                parameters.stream().map(type -> type.withNullable(true).sql()).toList();
        return "(" + String.join(", ", names) + (variadic ? "..." : "") + ")";
    }
}
