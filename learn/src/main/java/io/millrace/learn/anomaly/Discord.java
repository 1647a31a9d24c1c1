package io.millrace.learn.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far the latest stretch of a series is from the nearest ones before: numbers become means of a few, a stretch is
 * several means, and the distance is the mean of that to its nearest three (Keogh, Lin and Fu, "HOT SAX: efficiently
 * finding the most unusual time series subsequence", ICDM 2005, look for the same in batches).
 */
final class Discord {
    private static final int NEAREST = 3;

    private final int group;
    private final int length;
    private final int memory;

    /** Means in order; when there is no room for one more, the latest {@code memory} of them move to the front. */
    private final double[] means;

    private int count;
    private double sum;
    private int pending;

    /**
     * @param group how many numbers become one
     * @param length how many of these are a stretch
     * @param memory how many of these are kept
     */
    Discord(int group, int length, int memory) {
        this.group = group;
        this.length = length;
        this.memory = memory;
        means = new double[2 * memory];
    }

    /** Whether the next number ends a stretch, of which there is a distance to others. */
    boolean isDue() {
        return pending == group - 1 && count >= 4 * length;
    }

    /** The distance of the stretch that a number ends. */
    double distance(double number) {
        double newest = (sum + number) / group;
        double nearest = Double.MAX_VALUE;
        double second = Double.MAX_VALUE;
        double third = Double.MAX_VALUE;
        int from = Math.max(0, count - memory) + length - 1;
        // Stretches that share numbers with the latest are no others.
        for (int end = from; end <= count - length; end++) {
            double difference = newest - means[end];
            double distance = difference * difference;
            for (int i = 1; i < length && distance < third; i++) {
                difference = means[count - i] - means[end - i];
                distance += difference * difference;
            }
            if (distance < nearest) {
                third = second;
                second = nearest;
                nearest = distance;
            } else if (distance < second) {
                third = second;
                second = distance;
            } else if (distance < third) {
                third = distance;
            }
        }
        return (Math.sqrt(nearest) + Math.sqrt(second) + Math.sqrt(third)) / NEAREST;
    }

    void add(double number) {
        sum += number;
        if (++pending == group) {
            if (count == means.length) {
                System.arraycopy(means, count - memory, means, 0, memory);
                count = memory;
            }
            means[count++] = sum / group;
            sum = 0;
            pending = 0;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(sum);
        out.writeInt(pending);
        out.writeInt(Math.min(count, memory));
        for (int i = Math.max(0, count - memory); i < count; i++) {
            out.writeDouble(means[i]);
        }
    }

    void read(DataInput in) throws IOException {
        sum = in.readDouble();
        pending = in.readInt();
        count = in.readInt();
        for (int i = 0; i < count; i++) {
            means[i] = in.readDouble();
        }
    }

    long bytes() {
        return 56 + 8L * means.length;
    }
}
