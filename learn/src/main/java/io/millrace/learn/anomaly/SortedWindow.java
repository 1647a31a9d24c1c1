package io.millrace.learn.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The latest numbers, in order of size: finding a place takes the logarithm of their count, making room for a number moves
 * those between its place and that of the number that leaves, which is one copy in memory.
 */
final class SortedWindow {
    private final double[] ring;
    private final double[] sorted;
    private int next;
    private int size;

    SortedWindow(int capacity) {
        ring = new double[capacity];
        sorted = new double[capacity];
    }

    int size() {
        return size;
    }

    /** The number with so many below it in order, from 0. */
    double get(int index) {
        return sorted[index];
    }

    double median() {
        return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    }

    /** The median distance from a number, by search on both sides of it at once. */
    double medianDistance(double center) {
        return (distance(center, (size - 1) / 2) + distance(center, size / 2)) / 2;
    }

    /** The distance with so many smaller ones. */
    private double distance(double center, int rank) {
        int count = rank + 1;
        // The nearest numbers are a run of the order: from i on, where its right end is no farther than what is left of
        // it.
        int low = 0;
        int high = size - count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (center - sorted[middle] > sorted[middle + count] - center) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(center - sorted[low], sorted[low + count - 1] - center);
    }

    /** How many numbers are below one. */
    int below(double number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(double number) {
        double plain = number + 0.0;
        int place = below(plain);
        if (size < ring.length) {
            System.arraycopy(sorted, place, sorted, place + 1, size - place);
            size++;
        } else {
            int gap = below(ring[next]);
            if (gap < place) {
                place--;
                System.arraycopy(sorted, gap + 1, sorted, gap, place - gap);
            } else {
                System.arraycopy(sorted, place, sorted, place + 1, gap - place);
            }
        }
        sorted[place] = plain;
        ring[next] = plain;
        next = (next + 1) % ring.length;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(ring[(next + ring.length - size + i) % ring.length]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readInt();
        for (int i = 0; i < size; i++) {
            ring[i] = in.readDouble();
            sorted[i] = ring[i];
        }
        Arrays.sort(sorted, 0, size);
        next = size % ring.length;
    }

    long bytes() {
        return 72 + 16L * ring.length;
    }
}
