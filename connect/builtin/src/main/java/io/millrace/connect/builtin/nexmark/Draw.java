package io.millrace.connect.builtin.nexmark;

/** Random numbers that depend on what they are for alone: the seed, the event and the purpose. */
record Draw(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Any number; two purposes of one event are independent. */
    long any(long event, int purpose) {
        return mix(mix(seed + event * GOLDEN) + purpose * GOLDEN);
    }

    /** From 0 to below {@code bound}, which is above 0. */
    long below(long bound, long event, int purpose) {
        return Math.floorMod(any(event, purpose) >>> 1, bound);
    }

    /** From 0 to below 1. */
    double unit(long event, int purpose) {
        return (any(event, purpose) >>> 11) * 0x1.0p-53;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
