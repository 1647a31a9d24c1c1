package io.millrace.engine.pipeline;

import io.millrace.core.learn.SeriesType;
import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of an aggregate function.
 *
 * @param function as named in {@code Aggregates.ALL}, or that of a series
 * @param arguments columns of the input; empty for {@code COUNT(*)}
 * @param distinct whether equal arguments count once
 * @param filter a BOOLEAN column: only rows where it is true count; or -1
 * @param ordinal the hidden ordinal column, for functions that depend on order; or -1
 * @param details what is written in the call
 */
public record AggregateCall(
        String function,
        List<Integer> arguments,
        List<Type> argumentTypes,
        boolean distinct,
        int filter,
        int ordinal,
        Type type,
        Details details) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
        argumentTypes = List.copyOf(argumentTypes);
    }

    /** A call with nothing but columns. */
    public AggregateCall(
            String function,
            List<Integer> arguments,
            List<Type> argumentTypes,
            boolean distinct,
            int filter,
            int ordinal,
            Type type) {
        this(function, arguments, argumentTypes, distinct, filter, ordinal, type, Details.NONE);
    }

    /** The same call over other columns. */
    public AggregateCall over(List<Integer> newArguments, int newFilter, int newOrdinal) {
        return new AggregateCall(function, newArguments, argumentTypes, distinct, newFilter, newOrdinal, type, details);
    }

    /**
     * What is written in an aggregate call.
     *
     * @param constants arguments that are the same for all rows, as in {@code Expression.Literal}
     * @param descending for the last so many arguments, which are what WITHIN GROUP orders by, whether large values come
     *     first
     * @param series what is learned of each key, for functions that learn; the arguments are DOUBLE then, and perhaps a
     *     time as the last
     */
    public record Details(
            List<Object> constants,
            List<Boolean> descending,
            @Nullable SeriesType series) {
        public static final Details NONE = new Details(List.of(), List.of());

        public Details(List<Object> constants, List<Boolean> descending) {
            this(constants, descending, null);
        }

        public Details {
            constants = List.copyOf(constants);
            descending = List.copyOf(descending);
        }
    }
}
