package io.millrace.engine.aggregate;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.user.UserFunction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The aggregate functions that come with Millrace. */
public final class Aggregates {
    public static final List<AggregateFunction> ALL = List.of(
            function(
                    "COUNT",
                    "COUNT(*) or COUNT([DISTINCT] x, ...)",
                    "How many rows, or how many without NULL.",
                    (call, changing) -> new Count()),
            function("SUM", "SUM([DISTINCT] x)", "The sum; NULL without values.", (call, changing) -> sum(call, false)),
            function(
                    "AVG",
                    "AVG([DISTINCT] x)",
                    "The mean, of the argument's type; NULL without values.",
                    (call, changing) -> sum(call, true)),
            function(
                    "MIN",
                    "MIN(x)",
                    "The smallest value; NULL without values.",
                    (call, changing) -> extreme(call, changing, false)),
            function(
                    "MAX",
                    "MAX(x)",
                    "The largest value; NULL without values.",
                    (call, changing) -> extreme(call, changing, true)),
            function(
                    "VAR_POP",
                    "VAR_POP(x)",
                    "The population variance.",
                    (call, changing) -> variance(call, false, false)),
            function(
                    "VAR_SAMP",
                    "VAR_SAMP(x), VARIANCE(x)",
                    "The sample variance; NULL for fewer than two values.",
                    (call, changing) -> variance(call, true, false)),
            function(
                    "STDDEV_POP",
                    "STDDEV_POP(x)",
                    "The population standard deviation.",
                    (call, changing) -> variance(call, false, true)),
            function(
                    "STDDEV_SAMP",
                    "STDDEV_SAMP(x), STDDEV(x)",
                    "The sample standard deviation; NULL for fewer than two values.",
                    (call, changing) -> variance(call, true, true)),
            ordered(
                    "FIRST_VALUE",
                    "FIRST_VALUE(x)",
                    "The first value that is not NULL.",
                    (call, changing) -> firstLast(call, changing, false)),
            ordered(
                    "LAST_VALUE",
                    "LAST_VALUE(x)",
                    "The last value that is not NULL.",
                    (call, changing) -> firstLast(call, changing, true)),
            function(
                    "COLLECT",
                    "COLLECT([DISTINCT] x)",
                    "A MULTISET of the values, without NULL.",
                    (call, changing) -> new Gathering(call.type(), false)),
            ordered(
                    "ARRAY_AGG",
                    "ARRAY_AGG([DISTINCT] x)",
                    "An ARRAY of the values, NULL included, in the order of the rows; NULL without rows.",
                    (call, changing) -> new Gathering(call.type(), false)));

    /** What planners make of calls of others; not for users. */
    private static final List<AggregateFunction> PARTS =
            List.of(ordered("$ARRAY_AGG_DISTINCT", "", "", (call, changing) -> new Gathering(call.type(), true)));

    private Aggregates() {}

    private static AggregateFunction function(
            String name, String signature, String meaning, AggregateFunction.Factory factory) {
        return new AggregateFunction(name, signature, meaning, false, factory);
    }

    private static AggregateFunction ordered(
            String name, String signature, String meaning, AggregateFunction.Factory factory) {
        return new AggregateFunction(name, signature, meaning, true, factory);
    }

    /** The function of that name, as written in {@link #ALL}, or the one of a user that a code names. */
    public static Optional<AggregateFunction> find(String name) {
        if (UserFunction.isCode(name)) {
            return Optional.of(function(UserFunction.shown(name), name, "A function of a user.", UserState::new));
        }
        return Stream.concat(ALL.stream(), PARTS.stream())
                .filter(function -> function.name().equals(name))
                .findFirst();
    }

    /** What computes a call in a few longs over rows that are never taken back; empty when that is not possible. */
    public static Optional<FixedAggregate> fixed(AggregateCall call) {
        if (call.distinct()) {
            return Optional.empty();
        }
        Object made = find(call.function()).orElseThrow().factory().create(call, false);
        return made instanceof FixedAggregate fixed ? Optional.of(fixed) : Optional.empty();
    }

    private static Object sum(AggregateCall call, boolean average) {
        Type argument = call.argumentTypes().get(0);
        return switch (argument.storage()) {
            case DOUBLE -> new DoubleSum(call.type().kind(), average);
            case DECIMAL -> new DecimalSum(argument.scale(), call.type(), average);
            case LONG -> new LongSum(call.type().kind(), average);
            default -> throw notFor(call, argument);
        };
    }

    private static Object extreme(AggregateCall call, boolean changing, boolean largest) {
        Type argument = call.argumentTypes().get(0);
        if (changing) {
            return new RetractableExtreme(argument, largest);
        } else if (argument.storage() == Storage.LONG) {
            return new LongExtreme(largest);
        } else if (argument.storage() == Storage.DOUBLE) {
            return new DoubleExtreme(largest);
        }
        return new ValueExtreme(argument, largest);
    }

    private static Object variance(AggregateCall call, boolean sample, boolean root) {
        Type argument = call.argumentTypes().get(0);
        if (!argument.kind().isNumeric()) {
            throw notFor(call, argument);
        }
        return new Variance(argument, call.type(), sample, root);
    }

    private static Object firstLast(AggregateCall call, boolean changing, boolean last) {
        if (changing) {
            throw new QueryException(
                    call.function() + " needs rows that are never taken back",
                    null,
                    "use MIN or MAX, or apply it before the query that changes its results");
        }
        return new FirstLast(call.argumentTypes().get(0), last);
    }

    private static QueryException notFor(AggregateCall call, Type argument) {
        return new QueryException(
                call.function() + " does not take " + argument.sql(), null, "cast the argument to a number");
    }
}
