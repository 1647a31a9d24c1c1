package io.millrace.learn.random;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A generator of numbers whose whole state is 64 bits, so that learners can write it: SplitMix64 (Steele, Lea and Flood,
 * "Fast splittable pseudorandom number generators", OOPSLA 2014). One thread at a time.
 */
public final class Randomness {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    public Randomness(long seed) {
        state = seed;
    }

    /** The seed of the part with a number: parts that learn on threads of their own never share a generator. */
    public static long seed(long seed, int part) {
        return mix(mix(seed) + (part + 1) * GOLDEN_GAMMA);
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to below {@code bound}, which is above 0. */
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From 0 to below 1. */
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** From the normal distribution with mean 0 and deviation 1, by the polar method of Marsaglia and Bray (1964). */
    public double nextGaussian() {
        while (true) {
            double x = 2 * nextDouble() - 1;
            double y = 2 * nextDouble() - 1;
            double square = x * x + y * y;
            if (square < 1 && square > 0) {
                return x * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(state);
    }

    public void read(DataInput in) throws IOException {
        state = in.readLong();
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
