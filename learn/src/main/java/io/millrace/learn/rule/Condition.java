package io.millrace.learn.rule;

import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.learn.tree.Cut;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a feature has to be for a rule to hold: a number from a least one to below another, or one of some values. A
 * missing value never is.
 *
 * @param from the least number
 * @param below what numbers are less than
 * @param values for a nominal feature those that are right; null for a number
 */
record Condition(
        int feature, double from, double below, @Nullable BitSet values) {
    /** The condition that says on which side of a cut a row is. */
    static Condition of(Cut cut, Features features, boolean isLeft) {
        long[] left = cut.left();
        if (left == null) {
            return new Condition(
                    cut.feature(),
                    isLeft ? Double.NEGATIVE_INFINITY : cut.threshold(),
                    isLeft ? cut.threshold() : Double.POSITIVE_INFINITY,
                    null);
        }
        BitSet values = BitSet.valueOf(left);
        if (!isLeft) {
            values.flip(0, features.values(cut.feature()));
        }
        return new Condition(cut.feature(), 0, 0, values);
    }

    boolean isMet(double[] row) {
        double value = row[feature];
        if (values == null) {
            return value >= from && value < below && Double.isFinite(value);
        }
        int whole = (int) value;
        return whole == value && whole >= 0 && values.get(whole);
    }

    /** Both this and another condition of the same feature. */
    Condition and(Condition other) {
        if (values == null || other.values == null) {
            return new Condition(feature, Math.max(from, other.from), Math.min(below, other.below), null);
        }
        BitSet both = (BitSet) values.clone();
        both.and(other.values);
        return new Condition(feature, 0, 0, both);
    }

    /** For people: {@code 3.0 <= temp < 8.0}. */
    String text(Features features) {
        Feature asked = features.get(feature);
        if (values != null) {
            return asked.name() + " in "
                    + values.stream().mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")"));
        }
        return (from == Double.NEGATIVE_INFINITY ? "" : from + " <= ")
                + asked.name()
                + (below == Double.POSITIVE_INFINITY ? "" : " < " + below);
    }

    long bytes() {
        return 48 + (values == null ? 0L : 48L + values.size() / 8);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(feature);
        out.writeDouble(from);
        out.writeDouble(below);
        long[] words = values == null ? new long[0] : values.toLongArray();
        out.writeInt(values == null ? -1 : words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    static Condition read(DataInput in) throws IOException {
        int feature = in.readInt();
        double from = in.readDouble();
        double below = in.readDouble();
        int count = in.readInt();
        if (count < 0) {
            return new Condition(feature, from, below, null);
        }
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = in.readLong();
        }
        return new Condition(feature, from, below, BitSet.valueOf(words));
    }
}
