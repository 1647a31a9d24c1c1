package io.millrace.engine.expression;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Type;
import java.util.List;
import java.util.Set;

/**
 * Lets the functions of collections see collections alone: a single value becomes an array of it, and an answer that is
 * an element is taken out of an array.
 */
final class Collections {
    private static final Set<String> TAKING_ELEMENTS =
            Set.of("ARRAY_APPEND", "ARRAY_PREPEND", "ARRAY_CONTAINS", "ARRAY_POSITION", "ARRAY_REMOVE");
    private static final Set<String> GIVING_ELEMENTS = Set.of("ELEMENT", "ARRAY_MAX", "ARRAY_MIN");

    private Collections() {}

    static Expression normalize(Call call) {
        if (TAKING_ELEMENTS.contains(call.function())) {
            Expression array = call.arguments().get(0);
            Type alone = Type.array(array.type().child(0)).notNull();
            Call value = new Call("ARRAY", List.of(call.arguments().get(1)), alone);
            return call.with(call.function(), List.of(array, value));
        } else if (GIVING_ELEMENTS.contains(call.function())) {
            Type array = Type.array(call.type());
            Call chosen = new Call(call.function(), call.arguments(), array, call.place());
            return new Call("ITEM", List.of(chosen, new Literal(1L, Type.INT.notNull())), call.type(), call.place());
        }
        return call;
    }
}
