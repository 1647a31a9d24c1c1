package io.millrace.engine.window;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.State;
import io.millrace.engine.aggregate.AggregateTable;

/**
 * What is in the window that fires, brought together from slices, for one window after the other in the order of their
 * ends. For each window first {@link #begin}, then {@link #add} for every slice, then {@link #append} until there is no
 * more; each call handles a few thousand keys at most.
 */
interface WindowContents extends State {
    /** Has checkpoints write what later windows need. */
    void keep(OperatorStates states);

    /** The next window to fire has the slices from {@code start} on, and before {@code end}. */
    void begin(long start, long end);

    /**
     * Adds what a slice holds for some keys.
     *
     * @param from the first id to add
     * @return the first id that was not added; the slice's limit when all were
     */
    int add(long slice, AggregateTable table, int from);

    /** Appends the rows of some keys; returns whether there are more. Nothing is kept that no later window needs. */
    boolean append(BatchBuilder out);
}
