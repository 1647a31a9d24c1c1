package io.millrace.engine.expression;

import io.millrace.core.batch.Batch;

/** A compiled filter with projections. It owns what it answers and reuses it: one thread at a time. */
public interface Calculation {
    /**
     * Keeps the rows for which the filter is true and computes the projections of them; weights go along. The result is
     * lent until the next call, and no longer than {@code input}, whose vectors it may contain.
     *
     * @throws io.millrace.core.error.DataException where a row cannot be computed: a division by zero, a failed cast
     */
    Batch apply(Batch input);

    /** Closes the objects of users' functions. */
    default void close() {}
}
