package io.millrace.engine.aggregate;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/** What is kept under an id, written for a checkpoint. */
interface StoredState {
    /** Says that checkpoints are made; complains when what is kept cannot be written. */
    default void requireKept() {}

    /** Writes what is kept under an id. */
    void write(int id, StateOutput out);

    /** Takes back what {@link #write} wrote, under an id that has been reset. */
    void read(int id, StateInput in);
}
