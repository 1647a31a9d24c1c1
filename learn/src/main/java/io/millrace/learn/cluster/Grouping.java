package io.millrace.learn.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Draws groups from small ones that are near each other, and keeps the numbers that they had. */
final class Grouping {
    /** How many radii a small group reaches from its centre: evenly on a line its rows would reach 1.73. */
    private static final double REACH = 2;

    private final double distanceMin;
    private final double coreWeight;
    private int nextGroup;

    /**
     * @param distanceMin at this distance two are neighbours, whatever their radius
     * @param coreWeight what one weighs that connects others
     */
    Grouping(double distanceMin, double coreWeight) {
        this.distanceMin = distanceMin;
        this.coreWeight = coreWeight;
    }

    void draw(MicroClusters clusters) {
        int[] parts = parts(clusters);
        int[] before = Arrays.copyOf(clusters.groups, clusters.size);
        int[] numbers = new int[clusters.size];
        Arrays.fill(numbers, -1);
        boolean[] isKnown = new boolean[clusters.size];
        while (true) {
            // The heaviest claim of a part on a number that nobody has got yet.
            double most = 0;
            int part = -1;
            int number = -1;
            for (int i = 0; i < clusters.size; i++) {
                if (parts[i] < 0 || before[i] < 0 || isKnown[parts[i]] || contains(numbers, before[i])) {
                    continue;
                }
                double claim = claim(clusters, parts, before, parts[i], before[i]);
                if (claim > most) {
                    most = claim;
                    part = parts[i];
                    number = before[i];
                }
            }
            if (part < 0) {
                break;
            }
            isKnown[part] = true;
            numbers[part] = number;
        }
        for (int i = 0; i < clusters.size; i++) {
            int part = parts[i];
            if (part >= 0 && !isKnown[part]) {
                isKnown[part] = true;
                numbers[part] = nextGroup++;
            }
            clusters.groups[i] = part < 0 ? -1 : numbers[part];
        }
    }

    private static double claim(MicroClusters clusters, int[] parts, int[] before, int part, int number) {
        double sum = 0;
        for (int i = 0; i < clusters.size; i++) {
            sum += parts[i] == part && before[i] == number ? clusters.weights[i] : 0;
        }
        return sum;
    }

    private static boolean contains(int[] numbers, int number) {
        for (int one : numbers) {
            if (one == number) {
                return true;
            }
        }
        return false;
    }

    /** For each the first core of its group, or -1 where it has no core near it. */
    private int[] parts(MicroClusters clusters) {
        int[] parts = new int[clusters.size];
        Arrays.fill(parts, -1);
        int[] open = new int[clusters.size];
        for (int i = 0; i < clusters.size; i++) {
            if (parts[i] >= 0 || clusters.weights[i] < coreWeight) {
                continue;
            }
            int count = 0;
            open[count++] = i;
            parts[i] = i;
            while (count > 0) {
                int core = open[--count];
                for (int j = 0; j < clusters.size; j++) {
                    boolean isNew = parts[j] < 0 && clusters.weights[j] >= coreWeight;
                    if (isNew && isNear(clusters, core, j)) {
                        parts[j] = i;
                        open[count++] = j;
                    }
                }
            }
        }
        for (int i = 0; i < clusters.size; i++) {
            if (clusters.weights[i] < coreWeight) {
                int core = nearestCore(clusters, i);
                parts[i] = core < 0 ? -1 : parts[core];
            }
        }
        return parts;
    }

    private int nearestCore(MicroClusters clusters, int index) {
        int nearest = -1;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < clusters.size; i++) {
            double distance = distance(clusters, index, i);
            if (clusters.weights[i] >= coreWeight && distance < least && isNear(clusters, index, i)) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private boolean isNear(MicroClusters clusters, int left, int right) {
        double reach = REACH * (clusters.radius(left) + clusters.radius(right));
        return Math.sqrt(distance(clusters, left, right)) <= Math.max(distanceMin, reach);
    }

    private static double distance(MicroClusters clusters, int left, int right) {
        return clusters.distance(left, clusters.centres, right * clusters.width);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(nextGroup);
    }

    void read(DataInput in) throws IOException {
        nextGroup = in.readInt();
    }
}
