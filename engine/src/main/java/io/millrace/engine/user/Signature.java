package io.millrace.engine.user;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.lang.reflect.Method;
import java.util.List;

/**
 * One {@code eval} of a function: what it takes and answers.
 *
 * @param parameters the types it takes; NOT NULL for primitives, which cannot be NULL; of kind NULL where it takes any
 * @param names the names of the parameters, for named arguments; empty when they are not known
 * @param variadic whether the last parameter may be repeated, or left out
 * @param result what it answers
 */
public record Signature(Method method, List<Type> parameters, List<String> names, boolean variadic, Type result) {
    public Signature {
        parameters = List.copyOf(parameters);
        names = List.copyOf(names);
    }

    /** Whether it can be called with so many arguments. */
    public boolean takes(int count) {
        return variadic ? count >= parameters.size() - 1 : count == parameters.size();
    }

    /** The type that an argument must have. */
    public Type parameter(int argument) {
        return parameters.get(Math.min(argument, parameters.size() - 1));
    }

    /** Whether an argument may be of any type. */
    public boolean takesAny(int argument) {
        return parameter(argument).kind() == Kind.NULL;
    }

    /** Its parameters, for people. */
    public String text() {
        List<String> names = parameters.stream()
                .map(type -> type.kind() == Kind.NULL ? "any" : type.sql())
                .toList();
        return "(" + String.join(", ", names) + (variadic ? "..." : "") + ")";
    }
}
