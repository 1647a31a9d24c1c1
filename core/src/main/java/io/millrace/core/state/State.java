package io.millrace.core.state;

/** A container of state that the engine owns: counted against the memory bound, and written by checkpoints. */
public interface State {
    /** Heap bytes held, roughly; cheap to ask. */
    long bytes();

    /** Rows or keys held. */
    long rows();

    /** What of it has not gone on, as of the end of the last epoch. */
    Waiting waiting();
}
