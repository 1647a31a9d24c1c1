package io.millrace.learn.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Small groups of rows, each by its weight, its centre and its scatter around the centre. The scatter is kept as such, not
 * as a difference of sums of squares, which can get below 0.
 */
final class MicroClusters {
    final int width;
    int size;
    double[] weights = new double[8];
    double[] scatters = new double[8];
    double[] centres;
    /** When each was last brought up to date. */
    double[] times = new double[8];
    /** What the owner wants to know of each: when it began, or how late its rows were. */
    double[] marks = new double[8];
    /** The group that each belongs to, or -1. */
    int[] groups = new int[8];

    MicroClusters(int width) {
        this.width = width;
        centres = new double[8 * width];
    }

    /** The nearest to a row, or -1. */
    int nearest(double[] row, int from) {
        int nearest = -1;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            double distance = distance(i, row, from);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    /** The square of the distance of a row from a centre. */
    double distance(int index, double[] row, int from) {
        return Centres.distance(row, from, centres, index * width, width);
    }

    /** The root of the mean square of the distance of its rows to its centre. */
    double radius(int index) {
        return Math.sqrt(scatters[index] / weights[index]);
    }

    /** The radius that one would have with another row. */
    double radiusWith(int index, double[] row, double weight) {
        double all = weights[index] + weight;
        double scatter = scatters[index] + distance(index, row, 0) * (weights[index] / all) * weight;
        return Math.sqrt(scatter / all);
    }

    void fade(int index, double factor) {
        weights[index] *= factor;
        scatters[index] *= factor;
    }

    void absorb(int index, double[] row, int from, double weight, double scatter) {
        double all = weights[index] + weight;
        scatters[index] += scatter + distance(index, row, from) * (weights[index] / all) * weight;
        double share = weight / all;
        for (int i = 0; i < width; i++) {
            int place = index * width + i;
            centres[place] += share * Centres.off(row[from + i], centres[place]);
        }
        weights[index] = all;
    }

    /** A new one at a row; gaps of the row are 0. */
    int append(double[] row, double weight, double time) {
        if (size == weights.length) {
            resize(2 * size);
        }
        weights[size] = weight;
        scatters[size] = 0;
        times[size] = time;
        marks[size] = time;
        groups[size] = -1;
        for (int i = 0; i < width; i++) {
            centres[size * width + i] = Centres.off(row[i], 0);
        }
        return size++;
    }

    /** Takes one over from others. */
    int append(MicroClusters other, int index) {
        if (size == weights.length) {
            resize(2 * size);
        }
        copy(other, index, size);
        return size++;
    }

    /** Puts the last one into the place of one that is gone. */
    void remove(int index) {
        size--;
        copy(this, size, index);
    }

    private void copy(MicroClusters other, int from, int to) {
        weights[to] = other.weights[from];
        scatters[to] = other.scatters[from];
        times[to] = other.times[from];
        marks[to] = other.marks[from];
        groups[to] = other.groups[from];
        System.arraycopy(other.centres, from * width, centres, to * width, width);
    }

    private void resize(int room) {
        weights = Arrays.copyOf(weights, room);
        scatters = Arrays.copyOf(scatters, room);
        times = Arrays.copyOf(times, room);
        marks = Arrays.copyOf(marks, room);
        groups = Arrays.copyOf(groups, room);
        centres = Arrays.copyOf(centres, room * width);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(weights[i]);
            out.writeDouble(scatters[i]);
            out.writeDouble(times[i]);
            out.writeDouble(marks[i]);
            out.writeInt(groups[i]);
        }
        for (int i = 0; i < size * width; i++) {
            out.writeDouble(centres[i]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readInt();
        resize(Math.max(8, size));
        for (int i = 0; i < size; i++) {
            weights[i] = in.readDouble();
            scatters[i] = in.readDouble();
            times[i] = in.readDouble();
            marks[i] = in.readDouble();
            groups[i] = in.readInt();
        }
        for (int i = 0; i < size * width; i++) {
            centres[i] = in.readDouble();
        }
    }

    long bytes() {
        return 120 + 36L * weights.length + 8L * centres.length;
    }
}
