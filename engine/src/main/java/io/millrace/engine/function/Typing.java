package io.millrace.engine.function;

import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the types of a call follow from each other, for functions of nested values, whose types are no families. */
public interface Typing {
    /** The types that arguments of the given types are cast to; null where the function does not take them. */
    @Nullable List<Type> arguments(List<Type> given);

    /** The type of the answer, NULL included, for arguments of the types that {@link #arguments} gave. */
    Type result(List<Type> arguments);
}
