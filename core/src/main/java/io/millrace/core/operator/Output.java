package io.millrace.core.operator;

import io.millrace.core.batch.Batch;

/** Where an operator hands on its rows. */
public interface Output {
    /** Lends a batch downstream. Never blocks and never refuses; an empty batch is ignored. */
    void emit(Batch batch);

    /**
     * Whether there is room downstream. An operator that has much to emit asks between batches, and answers
     * {@link Progress#MORE} when there is none.
     */
    boolean hasRoom();
}
