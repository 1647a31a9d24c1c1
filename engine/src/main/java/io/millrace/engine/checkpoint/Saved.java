package io.millrace.engine.checkpoint;

/** Something that a run needs to go on and that is small. */
public interface Saved {
    /** Adds it to a checkpoint, as it is at the end of the epoch. */
    void save(Checkpoint checkpoint);
}
