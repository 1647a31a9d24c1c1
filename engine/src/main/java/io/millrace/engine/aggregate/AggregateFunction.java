package io.millrace.engine.aggregate;

import io.millrace.engine.pipeline.Specification.AggregateCall;

/**
 * An aggregate function as the registry lists it.
 *
 * @param name as in SQL
 * @param signature how it is called, for the reference
 * @param meaning one sentence for the reference
 * @param ordered whether its result depends on the order of rows
 * @param factory makes it for a call
 */
public record AggregateFunction(String name, String signature, String meaning, boolean ordered, Factory factory) {
    /** Makes what computes a call. */
    interface Factory {
        /**
         * Either a {@link FixedAggregate} or an {@link AggregateState}.
         *
         * @param changing whether rows may be taken back
         */
        Object create(AggregateCall call, boolean changing);
    }
}
