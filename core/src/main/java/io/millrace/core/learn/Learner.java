package io.millrace.core.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A model that also learns, row by row. What every learner promises:
 *
 * <ul>
 *   <li>Predicting changes nothing. Several threads may predict at once, as long as none learns meanwhile; so whoever
 *       predicts has no scratch space in the learner.
 *   <li>One thread at a time learns, with nobody predicting. Only there may scratch space of the learner be used.
 *   <li>Rows and arrays for answers belong to the caller: they are neither kept nor, for rows, changed.
 *   <li>The same rows in the same order with the same parameters and seed give the same learner, bit for bit, also after
 *       {@link #write} and {@link #read} in between.
 *   <li>What comes out is finite, whatever goes in.
 *   <li>Memory is bounded, however many rows come.
 * </ul>
 */
public interface Learner {
    /** Writes everything that was learned. Parameters and features are not in it. */
    void write(DataOutput out) throws IOException;

    /**
     * Takes over what {@link #write} of a learner with the same features and parameters wrote; what this one had learned
     * before is gone.
     */
    void read(DataInput in) throws IOException;

    /** Heap bytes held, roughly; cheap to ask. */
    long bytes();
}
