package io.millrace.core.expression;

import io.millrace.core.error.QueryException.Position;
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
     *
     * @param place where in the script it stands, for the errors of rows that it cannot be computed for; null when that
     *     is not known. It says nothing of the value: calls that differ in it alone are equal.
     */
    record Call(
            String function,
            List<Expression> arguments,
            Type type,
            @Nullable Position place) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** A call that stands nowhere. */
        public Call(String function, List<Expression> arguments, Type type) {
            this(function, arguments, type, null);
        }

        /** A call of the same type, in the same place. */
        public Call with(String otherFunction, List<Expression> otherArguments) {
            return new Call(otherFunction, otherArguments, type, place);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call call
                    && function.equals(call.function)
                    && type.equals(call.type)
                    && arguments.equals(call.arguments);
        }

        @Override
        public int hashCode() {
            return (function.hashCode() * 31 + arguments.hashCode()) * 31 + type.hashCode();
        }
    }
}
