package io.millrace.engine.aggregate;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.user.UserFunction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The aggregate functions that come with Millrace. */
public final class Aggregates {
    private static final List<AggregateFunction> BASIC = List.of(
            AggregateFunction.of(
                            "COUNT(*) or COUNT([DISTINCT] x)",
                            "How many rows, or how many without NULL.",
                            "COUNT(DISTINCT s)")
                    .by((call, changing) -> new Count()),
            AggregateFunction.of("SUM([DISTINCT] x)", "The sum; NULL without values.", "SUM(x)")
                    .by((call, changing) -> sum(call, false)),
            AggregateFunction.of(
                            "AVG([DISTINCT] x)", "The mean, of the argument's type; NULL without values.", "AVG(x)")
                    .by((call, changing) -> sum(call, true)),
            AggregateFunction.of("MIN(x)", "The smallest value; NULL without values.", "MIN(x)")
                    .ignoringDistinct()
                    .by((call, changing) -> extreme(call, changing, false)),
            AggregateFunction.of("MAX(x)", "The largest value; NULL without values.", "MAX(s)")
                    .ignoringDistinct()
                    .by((call, changing) -> extreme(call, changing, true)),
            AggregateFunction.of("VAR_POP(x)", "The population variance.", "VAR_POP(CAST(x AS DOUBLE))")
                    .by((call, changing) -> variance(call, false, false)),
            AggregateFunction.of(
                            "VAR_SAMP(x)",
                            "The sample variance; NULL for fewer than two values.",
                            "VAR_SAMP(CAST(x AS DOUBLE))")
                    .alias("VARIANCE")
                    .by((call, changing) -> variance(call, true, false)),
            AggregateFunction.of("STDDEV_POP(x)", "The population standard deviation.", "STDDEV_POP(CAST(x AS DOUBLE))")
                    .by((call, changing) -> variance(call, false, true)),
            AggregateFunction.of(
                            "STDDEV_SAMP(x)",
                            "The sample standard deviation; NULL for fewer than two values.",
                            "STDDEV_SAMP(CAST(x AS DOUBLE))")
                    .alias("STDDEV")
                    .by((call, changing) -> variance(call, true, true)),
            AggregateFunction.of("FIRST_VALUE(x)", "The first value that is not NULL.", "FIRST_VALUE(s)")
                    .uses(true, AggregateFunction.Distinct.IGNORED, AggregateFunction.Group.FORBIDDEN, -1)
                    .by((call, changing) -> firstLast(call, changing, false)),
            AggregateFunction.of("LAST_VALUE(x)", "The last value that is not NULL.", "LAST_VALUE(s)")
                    .uses(true, AggregateFunction.Distinct.IGNORED, AggregateFunction.Group.FORBIDDEN, -1)
                    .by((call, changing) -> firstLast(call, changing, true)),
            AggregateFunction.of("COLLECT([DISTINCT] x)", "A MULTISET of the values, without NULL.", "COLLECT(s)")
                    .by((call, changing) -> new Gathering(call.type(), false)),
            AggregateFunction.of(
                            "ARRAY_AGG([DISTINCT] x)",
                            "An ARRAY of the values, NULL included, in the order of the rows; NULL without rows.",
                            "ARRAY_AGG(x)")
                    .uses(true, AggregateFunction.Distinct.OWN, AggregateFunction.Group.FORBIDDEN, -1)
                    .by((call, changing) -> new Gathering(call.type(), call.distinct())));

    /** Every aggregate function once, in the order of the documentation. */
    public static final List<AggregateFunction> ALL = Stream.of(BASIC, AggregateList.ALL, BitmapAggregates.ALL)
            .flatMap(List::stream)
            .toList();

    private Aggregates() {}

    /** The function of that name or alias, as written in {@link #ALL}, or the one of a user that a code names. */
    public static Optional<AggregateFunction> find(String name) {
        if (UserFunction.isCode(name)) {
            return Optional.of(AggregateFunction.of(UserFunction.shown(name) + "()", "A function of a user.", "")
                    .by(UserState::new));
        }
        return ALL.stream()
                .filter(function ->
                        function.name().equals(name) || function.aliases().contains(name))
                .findFirst();
    }

    /** What computes a call in a few longs over rows that are never taken back; empty when that is not possible. */
    public static Optional<FixedAggregate> fixed(AggregateCall call) {
        AggregateFunction function = find(call.function()).orElseThrow();
        if (call.distinct() && function.uses().distinct() != AggregateFunction.Distinct.IGNORED) {
            return Optional.empty();
        }
        Object made = function.factory().create(call, false);
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

    static Object extreme(AggregateCall call, boolean changing, boolean largest) {
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
            return new RetractableFirstLast(call.argumentTypes().get(0), last);
        }
        return new FirstLast(call.argumentTypes().get(0), last);
    }

    private static QueryException notFor(AggregateCall call, Type argument) {
        return new QueryException(
                call.function() + " does not take " + argument.sql(), null, "cast the argument to a number");
    }
}
