package io.millrace.sql.validate;

import io.millrace.engine.aggregate.AggregateFunction;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Optionality;

/** An aggregate function of the engine's registry, as Calcite sees it. */
public final class RegisteredAggregate extends SqlAggFunction {
    /** Ends the name of a function that orders its rows the other way round. */
    public static final String DESCENDING = " DESC";

    RegisteredAggregate(String name, AggregateFunction function) {
        super(
                name,
                null,
                SqlKind.OTHER_FUNCTION,
                signature(function)::resultType,
                null,
                signature(function),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                group(function));
    }

    private static Signature signature(AggregateFunction function) {
        return new Signature(function.name(), function.signature(), function.overloads());
    }

    private static Optionality group(AggregateFunction function) {
        return switch (function.uses().group()) {
            case FORBIDDEN -> Optionality.FORBIDDEN;
            case OPTIONAL -> Optionality.OPTIONAL;
            // What it orders by has become an argument.
            case REQUIRED -> Optionality.FORBIDDEN;
        };
    }
}
