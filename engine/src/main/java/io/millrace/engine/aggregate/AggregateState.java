package io.millrace.engine.aggregate;

import io.millrace.core.batch.Vector;

/** The accumulators of one aggregate call for many ids. One thread at a time. */
interface AggregateState extends StoredState {
    /** Makes the ids {@code from..to} (exclusive) hold no rows. */
    void reset(int from, int to);

    /** Adds rows; NULL arguments change nothing. */
    void add(Rows rows, Vector[] arguments);

    /** Adds to ids {@code into[i]} what {@code other}, a state of the same call, holds for {@code from[i]}. */
    void merge(int[] into, AggregateState other, int[] from, int count);

    /** Appends the results of some ids. */
    void result(int[] ids, int count, Vector.Writable out);

    /** Heap bytes held, roughly. */
    long bytes();

    /** A state that keeps a few longs or one value for an id. */
    interface Compact extends AggregateState {}
}
