package io.millrace.core.state;

/** State that is small and written whole by every checkpoint: a watermark, a counter. One thread at a time. */
public interface Whole {
    void write(StateOutput out);

    /**
     * Takes back what {@link #write} wrote. Called for each worker that there was, on every worker that there is: so a
     * watermark, which all have in common, is simply taken, and what differs has to be brought together.
     */
    void read(StateInput in);
}
