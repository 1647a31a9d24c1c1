package io.millrace.engine.checkpoint;

/** Says with which epochs a checkpoint is made; with the last one there always is one. */
@FunctionalInterface
public interface Pace {
    /**
     * An epoch ends.
     *
     * @param nanos how long ago the last checkpoint began; less than 0 while one is being written, or while there is to
     *     be none because the disk had no room
     */
    boolean isDue(long epoch, long nanos);

    /** So long after the last one began, at least. */
    static Pace every(long intervalNanos) {
        return (epoch, nanos) -> nanos >= Math.max(0, intervalNanos);
    }
}
