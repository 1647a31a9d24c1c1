package io.millrace.engine.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to call a function.
 *
 * @param arguments the arguments in order
 * @param variadic whether the last argument may be repeated
 * @param typing if not null, what says all about the types instead; of the result then only its NULLs count
 */
public record Overload(
        List<Family> arguments,
        boolean variadic,
        ResultType result,
        @Nullable Typing typing) {
    public Overload {
        arguments = List.copyOf(arguments);
    }

    public Overload(List<Family> arguments, boolean variadic, ResultType result) {
        this(arguments, variadic, result, null);
    }
}
