package io.millrace.learn.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How rare a score is among those of late: by its rank, and beyond the highest fiftieth by an exponential tail with the
 * mean of what these are above it (the case of a peaks-over-threshold model without shape; Siffer et al. 2017), so that
 * what was never there has a chance too.
 */
final class Rarity {
    private static final double TAIL = 0.02;
    private static final double LEAST_SCALE = 1e-12;
    private static final double LEAST_SHARE = 0.01;

    private final RecentNumbers scores;

    Rarity(int span) {
        scores = new RecentNumbers(span);
    }

    /** The chance of such a score or a larger one, if all is as before; 1 without scores. */
    double chance(double score) {
        int count = scores.count();
        if (count == 0) {
            return 1;
        }
        int above = (int) Math.ceil(TAIL * count);
        double threshold = scores.get(count - above);
        if (score <= threshold) {
            return (count - scores.below(score) + 1.0) / (count + 1.0);
        }
        double excess = 0;
        for (int i = count - above; i < count; i++) {
            excess += (scores.get(i) - threshold) / above;
        }
        double scale = Math.max(excess, LEAST_SCALE + LEAST_SHARE * Math.abs(threshold));
        return above / (count + 1.0) * Math.exp((threshold - score) / scale);
    }

    void add(double score) {
        scores.add(score);
    }

    void write(DataOutput out) throws IOException {
        scores.write(out);
    }

    void read(DataInput in) throws IOException {
        scores.read(in);
    }

    long bytes() {
        return 16 + scores.bytes();
    }
}
