package io.millrace.core.connect;

import io.millrace.core.batch.Batch;
import java.util.function.Predicate;

/** A source that knows from the names of its splits the values that all their rows have in some columns. */
public interface PartitionedSource extends Source {
    /**
     * Leaves out the splits that have no row that is wanted; they are not opened. Called once at most, and before anything
     * else; a {@link GrowingSource} asks again for each split that it finds later.
     *
     * @param wanted tells whether rows with such values are wanted; it is given a batch of one row, of the columns of {@link
     *     Table#partitionedBy}
     */
    void choose(Predicate<Batch> wanted);
}
