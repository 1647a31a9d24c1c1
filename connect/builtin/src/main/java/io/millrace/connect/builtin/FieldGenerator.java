package io.millrace.connect.builtin;

import io.millrace.core.batch.Vector;

/** Makes the values of one column. It has no state, so that any row can be made at any time. */
interface FieldGenerator {
    /**
     * Appends the values of the rows {@code from..to} (exclusive).
     *
     * @param nowMicros the moment, for times that are relative to it
     */
    void append(Vector.Writable column, long from, long to, long nowMicros);

    /** How many rows there are before the generator has no more. */
    default long rows() {
        return Long.MAX_VALUE;
    }

    /** A well mixed number for a row of a column. */
    static long random(long seed, long row) {
        long mixed = (row + 1) * 0x9E3779B97F4A7C15L + seed;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** A number in 0..1 (exclusive) from a random one. */
    static double fraction(long random) {
        return (random >>> 11) * 0x1.0p-53;
    }
}
