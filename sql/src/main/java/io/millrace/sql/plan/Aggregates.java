package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.user.UserFunction;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Calls of aggregate functions. */
final class Aggregates {
    private static final Set<String> KNOWN = Set.of(
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VAR_POP",
            "VAR_SAMP",
            "FIRST_VALUE",
            "LAST_VALUE",
            "COLLECT",
            "ARRAY_AGG");
    private static final Set<String> ORDERED = Set.of("FIRST_VALUE", "LAST_VALUE", "ARRAY_AGG", "$ARRAY_AGG_DISTINCT");

    private Aggregates() {}

    /** Whether the function's result depends on the order of rows. */
    static boolean isOrdered(AggregateCall call) {
        return ORDERED.contains(call.function());
    }

    static AggregateCall call(
            String name, List<Integer> arguments, boolean distinct, int filter, List<Type> types, Type type) {
        if (UserFunction.isCode(name)) {
            return new AggregateCall(name, arguments, types, distinct, filter, -1, type);
        }
        String function = switch (name.toUpperCase(Locale.ROOT)) {
            case "STDDEV" -> "STDDEV_SAMP";
            case "VARIANCE" -> "VAR_SAMP";
            default -> name.toUpperCase(Locale.ROOT);
        };
        if (!KNOWN.contains(function)) {
            throw new QueryException(
                    "aggregate " + function + " is not supported yet",
                    null,
                    "there are " + String.join(", ", KNOWN.stream().sorted().toList()));
        }
        if (arguments.size() > 1) {
            throw new QueryException(
                    function + " takes one column",
                    null,
                    function.equals("COUNT") ? "count distinct pairs with COUNT(DISTINCT CONCAT(a, ',', b))" : null);
        }
        if (function.equals("ARRAY_AGG") && distinct) {
            return new AggregateCall("$ARRAY_AGG_DISTINCT", arguments, types, false, filter, -1, type);
        }
        boolean extreme = function.equals("MIN") || function.equals("MAX");
        if (extreme && types.get(0).kind().isNested()) {
            throw new QueryException(
                    function + " does not take " + types.get(0).sql(),
                    null,
                    "nested values have no order: take a field");
        }
        boolean counts = distinct && !function.equals("MIN") && !function.equals("MAX");
        return new AggregateCall(function, arguments, types, counts, filter, -1, type);
    }
}
