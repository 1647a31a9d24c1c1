package io.millrace.core.state;

/**
 * The state of one operator on one worker: what is said here is counted against the memory bound, and what is kept here
 * survives a restart. Names are unique in the operator and stay the same for ever, for checkpoints know them.
 */
public interface OperatorStates {
    /** Has {@code state} counted; this alone does not make it survive. */
    void count(String name, State state);

    /**
     * Makes entries part of every checkpoint.
     *
     * @return to be told of every id before what is kept under it changes
     */
    Marks keep(String name, Entries entries);

    /**
     * Makes containers part of every checkpoint that come and go while the operator runs.
     *
     * @param opener makes them again after a restart
     */
    Parts keepParts(String name, Parts.Opener opener);

    /** Makes something small part of every checkpoint. */
    void keepWhole(String name, Whole state);

    /** Has something done once everything has been read back; it is not done in a run that begins anew. */
    void whenRestored(Runnable action);
}
