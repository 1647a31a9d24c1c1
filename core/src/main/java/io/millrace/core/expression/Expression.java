package io.millrace.core.expression;

import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scalar expression over the columns of one row, as data: what it means, not how it is run. */
public sealed interface Expression {
    Type type();

    /** The value of a column of the input, by position. */
    record Column(int index, Type type) implements Expression {}

    /**
     * A constant. The value is a {@code Boolean}, a {@code Long} (everything stored as LONG, in its storage unit), a
     * {@code Double}, a {@code BigDecimal} with the type's scale, a {@code String} (text), a {@code byte[]} (binary),
     * or null.
     */
    record Literal(@Nullable Object value, Type type) implements Expression {}

    /**
     * A function of other expressions, named as in the function registry: {@code "+"}, {@code "CAST"},
     * {@code "CASE"} (condition, value, condition, value, ..., default), {@code "AND"}, {@code "CHAR_LENGTH"}, ...
     * Arguments already have the types the function works on: a planner inserts casts.
     */
    record Call(String function, List<Expression> arguments, Type type) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}
