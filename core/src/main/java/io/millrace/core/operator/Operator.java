package io.millrace.core.operator;

import io.millrace.core.batch.Batch;

/**
 * One step of a query on one worker. One thread at a time calls it. It never blocks, starts no threads and knows
 * nothing of checkpoints: what it wants to keep over a restart it registers as state when it is opened.
 */
public interface Operator {
    /** Called once, before anything else. */
    default void open(OperatorContext context) {}

    /**
     * Takes a batch.
     *
     * @param input which input it comes from, from 0
     * @param batch lent for the length of this call
     */
    Progress process(int input, Batch batch, Output output);

    /**
     * An input has ended: all its rows have come. Called before {@link #advance} of the epoch in which it ended, and of
     * each later one.
     *
     * @param input which input, from 0
     */
    default void ended(int input) {}

    /**
     * The epoch ends on all inputs: publish what it changed. The frontier itself is passed on by the stage once this
     * returns {@link Progress#DONE}.
     */
    default Progress advance(Frontier frontier, Output output) {
        return Progress.DONE;
    }

    /** Called once, after anything else, also after a failure. */
    default void close() {}
}
