package io.millrace.learn.tree;

import io.millrace.learn.drift.Adwin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Watches an inner node of a regression tree: whether its errors grow, and, once they did, whether the alternate tree
 * that grows beside it has become better. One thread.
 */
final class RegressionMonitor {
    static final int NONE = -1;

    private static final int ROWS_MIN = 30;
    private static final double TOLERANCE = 0.005;
    private static final double THRESHOLD = 50;
    /** What an error is cut to for ADWIN, whose bound is meant for a range. */
    private static final double ERROR_MAX = 3;

    private static final int COMPARED_MIN = 200;
    private static final int COMPARED_MAX = 5000;
    private static final double SURE = 3;

    private final @Nullable Adwin adwin;
    private int alternate = NONE;
    private long rows;
    private double mean;
    private double excess;
    private double leastExcess;
    private long compared;
    private double advantage;
    private double advantageSquares;

    /**
     * @param adwin what finds a change, or null for the test of Page and Hinkley
     */
    RegressionMonitor(@Nullable Adwin adwin) {
        this.adwin = adwin;
    }

    /** What the alternate tree has to say. */
    enum Verdict {
        OPEN,
        BETTER,
        USELESS
    }

    /** The node where the alternate tree begins, or {@link #NONE}. */
    int alternate() {
        return alternate;
    }

    void alternate(int node) {
        alternate = node;
        compared = 0;
        advantage = 0;
        advantageSquares = 0;
    }

    /**
     * Takes the error of a row.
     *
     * @param error absolute, in standard deviations of the target
     * @return whether errors have grown
     */
    boolean isChanged(double error) {
        if (adwin != null) {
            double before = adwin.mean();
            return adwin.add(Math.min(1, error / ERROR_MAX)) && adwin.mean() > before;
        }
        rows++;
        mean += (error - mean) / rows;
        excess += error - mean - TOLERANCE;
        leastExcess = Math.min(leastExcess, excess);
        if (rows < ROWS_MIN || excess - leastExcess <= THRESHOLD) {
            return false;
        }
        rows = 0;
        mean = 0;
        excess = 0;
        leastExcess = 0;
        return true;
    }

    /** Takes the errors of both trees for the same row. */
    Verdict compare(double error, double alternateError) {
        compared++;
        double difference = error - alternateError - advantage;
        advantage += difference / compared;
        advantageSquares += difference * (error - alternateError - advantage);
        if (compared < COMPARED_MIN) {
            return Verdict.OPEN;
        }
        double deviation = Math.sqrt(advantageSquares / compared / compared);
        if (advantage > SURE * deviation) {
            return Verdict.BETTER;
        }
        return compared >= COMPARED_MAX ? Verdict.USELESS : Verdict.OPEN;
    }

    long bytes() {
        return 120 + (adwin == null ? 0 : adwin.bytes());
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(alternate);
        out.writeLong(rows);
        out.writeDouble(mean);
        out.writeDouble(excess);
        out.writeDouble(leastExcess);
        out.writeLong(compared);
        out.writeDouble(advantage);
        out.writeDouble(advantageSquares);
        if (adwin != null) {
            adwin.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        alternate = in.readInt();
        rows = in.readLong();
        mean = in.readDouble();
        excess = in.readDouble();
        leastExcess = in.readDouble();
        compared = in.readLong();
        advantage = in.readDouble();
        advantageSquares = in.readDouble();
        if (adwin != null) {
            adwin.read(in);
        }
    }
}
