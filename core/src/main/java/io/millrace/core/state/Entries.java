package io.millrace.core.state;

/**
 * State that is kept under dense ids: what of it a checkpoint writes, and how it is read again. What is written of an
 * id has all that is known of it, keys included: it is read into a container that may have other ids for the same keys,
 * and in any order. One thread at a time.
 */
public interface Entries {
    /** The group of what belongs to no key: every worker gets it. */
    int ALL_WORKERS = -1;

    /**
     * The key group that an id belongs to, from 0 to 127, by which a restart with another number of workers finds the
     * worker that needs it; 0 where all rows are on the first worker, {@link #ALL_WORKERS} for what all need.
     */
    int group(int id);

    /** Writes what is kept under an id that was touched and not removed. */
    void write(int id, StateOutput out);

    /** Takes back what {@link #write} wrote, and touches the id that it is kept under now. */
    void read(StateInput in);
}
