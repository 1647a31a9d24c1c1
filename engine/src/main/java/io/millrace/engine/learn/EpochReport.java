package io.millrace.engine.learn;

/** Something that a model tells of itself. */
interface EpochReport {
    /** The epoch at whose end it was so; 0 for before the run. */
    long epoch();
}
