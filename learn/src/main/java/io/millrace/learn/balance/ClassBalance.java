package io.millrace.learn.balance;

import io.millrace.learn.numeric.DoubleArrays;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Says how much a row of a class is to count, so that all classes seen so far count alike in the long run. A learner that
 * does this finds more of the rare class and is wrong more often about the frequent one; what it says of chances is of a
 * world in which classes are equally frequent.
 *
 * <ul>
 *   <li>{@code WEIGHT}: a row counts as (rows of all classes) / (classes * rows of its class). No chance is in it.
 *   <li>{@code UNDER}: rows of frequent classes are left out, by (rows of the rarest class) / (rows of its class).
 *   <li>{@code OVER}: rows of rare classes are learned several times, (rows of the most frequent class) / (rows of its class)
 *       on average.
 * </ul>
 *
 * <p>B. C. Wallace, K. Small, C. E. Brodley and T. A. Trikalinos, "Class imbalance, redux", ICDM 2011; in a stream, where the
 * shares are those so far, as in River's random samplers. One row never counts more than {@link #MOST}. One thread at a time.
 *
 * <pre>{@code
 * ClassBalance balance = new ClassBalance(ClassBalance.Method.WEIGHT, 2, 1);
 * classifier.learn(row, label, balance.weight(label));
 * }</pre>
 */
public final class ClassBalance {
    /** The largest weight of a row. */
    public static final double MOST = 100;

    /** How classes are made to count alike. */
    public enum Method {
        WEIGHT,
        UNDER,
        OVER
    }

    private final Method method;
    private final double[] counts;
    private final Randomness randomness;

    /** @param classes how many there may be */
    public ClassBalance(Method method, int classes, long seed) {
        this.method = method;
        counts = new double[classes];
        randomness = new Randomness(seed);
    }

    /**
     * Takes the label of a row.
     *
     * @return what the row counts, from 0 to {@link #MOST}; 0 for not at all
     */
    public double weight(int label) {
        counts[label]++;
        double total = 0;
        int present = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        for (double count : counts) {
            if (count > 0) {
                total += count;
                present++;
                least = Math.min(least, count);
                most = Math.max(most, count);
            }
        }
        return switch (method) {
            case WEIGHT -> Math.min(MOST, total / (present * counts[label]));
            case UNDER -> randomness.nextDouble() * counts[label] < least ? 1 : 0;
            case OVER -> Math.floor(Math.min(MOST - 1, most / counts[label]) + randomness.nextDouble());
        };
    }

    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(counts, out);
        randomness.write(out);
    }

    /** Takes over what {@link #write} of one of as many classes wrote. */
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(counts, in);
        randomness.read(in);
    }

    public long bytes() {
        return 56 + 8L * counts.length;
    }
}
