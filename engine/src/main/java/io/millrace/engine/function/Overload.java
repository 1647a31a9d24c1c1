package io.millrace.engine.function;

import java.util.List;

/**
 * One way to call a function.
 *
 * @param arguments the arguments in order
 * @param variadic whether the last argument may be repeated
 */
public record Overload(List<Family> arguments, boolean variadic, ResultType result) {
    public Overload {
        arguments = List.copyOf(arguments);
    }
}
