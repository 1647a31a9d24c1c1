package io.millrace.learn.numeric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The least and the greatest of numbers that come one by one. One thread at a time. */
public final class Extremes {
    private double least = Double.NaN;
    private double greatest = Double.NaN;

    /** @param value NaN is not taken */
    public void add(double value) {
        least = value < least || Double.isNaN(least) ? value : least;
        greatest = value > greatest || Double.isNaN(greatest) ? value : greatest;
    }

    /** NaN as long as nothing came. */
    public double least() {
        return least;
    }

    /** NaN as long as nothing came. */
    public double greatest() {
        return greatest;
    }

    /** How far they are apart; NaN as long as nothing came. */
    public double range() {
        return greatest - least;
    }

    public void write(DataOutput out) throws IOException {
        out.writeDouble(least);
        out.writeDouble(greatest);
    }

    public void read(DataInput in) throws IOException {
        least = in.readDouble();
        greatest = in.readDouble();
    }
}
