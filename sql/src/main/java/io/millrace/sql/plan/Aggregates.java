package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateFunction;
import io.millrace.engine.aggregate.AggregateFunction.Distinct;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.AggregateCall.Details;
import io.millrace.sql.validate.RegisteredAggregate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.RelFieldCollation;
import org.jspecify.annotations.Nullable;

/** Calls of aggregate functions. */
final class Aggregates {
    private Aggregates() {}

    /** The columns that a call is over. */
    interface Columns {
        Type type(int column);

        /** What computes a column, if that is known. */
        @Nullable Expression value(int column);
    }

    /** The columns of a relation. */
    static Columns columns(Relation input) {
        return new Columns() {
            @Override
            public Type type(int column) {
                return input.schema().type(column);
            }

            @Override
            public @Nullable Expression value(int column) {
                return input instanceof Calc calc ? calc.projections().get(column) : null;
            }
        };
    }

    /** Whether the function's result depends on the order of rows. */
    static boolean isOrdered(AggregateCall call) {
        return io.millrace.engine.aggregate.Aggregates.find(call.function())
                .map(function -> function.uses().ordered())
                .orElse(false);
    }

    private static AggregateFunction find(String name) {
        // Calcite has a function for each way to treat NULL in JSON.
        String upper = name.toUpperCase(Locale.ROOT).replaceFirst("_(NULL|ABSENT)_ON_NULL$", "");
        return io.millrace.engine.aggregate.Aggregates.find(upper)
                .orElseThrow(() -> new QueryException(
                        "aggregate " + upper + " is not supported yet",
                        null,
                        Suggestions.didYouMean(
                                upper,
                                io.millrace.engine.aggregate.Aggregates.ALL.stream()
                                        .map(AggregateFunction::name)
                                        .toList())));
    }

    /**
     * @param arguments columns
     * @param filter a column, or -1
     * @param order of WITHIN GROUP
     * @param type of the result
     */
    static AggregateCall call(
            String name,
            List<Integer> arguments,
            boolean distinct,
            int filter,
            List<RelFieldCollation> order,
            Columns columns,
            Type type) {
        boolean reversed = name.endsWith(RegisteredAggregate.DESCENDING);
        AggregateFunction function =
                find(reversed ? name.substring(0, name.length() - RegisteredAggregate.DESCENDING.length()) : name);
        List<Integer> kept = new ArrayList<>();
        List<Object> constants = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (i == function.uses().constant()) {
                constants.addAll(constants(function, columns.value(arguments.get(i))));
            } else {
                kept.add(arguments.get(i));
            }
        }
        if (name.endsWith("_ON_NULL")) {
            constants.add(name.contains("_ABSENT_") ? "ABSENT" : "NULL");
        }
        List<Boolean> descending = new ArrayList<>();
        for (RelFieldCollation column : order) {
            kept.add(column.getFieldIndex());
            descending.add(column.getDirection().isDescending());
        }
        if (reversed) {
            descending.add(true);
        }
        boolean counts = distinct && function.uses().distinct() != Distinct.IGNORED;
        boolean single = function.overloads().isEmpty() && !function.name().equals("JSON_OBJECTAGG")
                || counts && function.uses().distinct() == Distinct.COUNTS;
        if (single && kept.size() > 1) {
            throw new QueryException(
                    function.name() + (function.overloads().isEmpty() ? "" : " with DISTINCT") + " takes one column",
                    null,
                    function.name().equals("COUNT")
                            ? "count distinct pairs with COUNT(DISTINCT CONCAT(a, ',', b))"
                            : null);
        }
        List<Type> types = kept.stream().map(columns::type).toList();
        boolean extreme = function.name().equals("MIN") || function.name().equals("MAX");
        if (extreme && !types.get(0).kind().hasOrder()) {
            throw new QueryException(
                    function.name() + " does not take " + types.get(0).sql(),
                    null,
                    "such values have no order" + (types.get(0).kind().isNested() ? ": take a field" : ""));
        }
        return new AggregateCall(
                function.name(), kept, types, counts, filter, -1, type, new Details(constants, descending));
    }

    /** The constant that a function takes, or all those in an array of constants. */
    private static List<Object> constants(AggregateFunction function, @Nullable Expression value) {
        if (!(value instanceof Expression.Call call) || !call.function().equals("ARRAY")) {
            return List.of(constant(function, value));
        }
        List<Object> all = new ArrayList<>();
        for (Expression each : call.arguments()) {
            all.add(constant(function, each));
        }
        return all;
    }

    private static Object constant(AggregateFunction function, @Nullable Expression value) {
        if (!(value instanceof Expression.Literal literal) || literal.value() == null) {
            throw new QueryException(
                    function.name() + " takes a constant there", null, "it is called as " + function.signature());
        }
        if (literal.value() instanceof Number number) {
            BigDecimal part = new BigDecimal(number.toString());
            if (part.signum() < 0 || part.compareTo(BigDecimal.ONE) > 0) {
                throw new QueryException(
                        function.name() + " takes a part from 0 to 1, not " + part.toPlainString(),
                        null,
                        "the quarter below is 0.25, the middle 0.5");
            }
        }
        return literal.value();
    }
}
