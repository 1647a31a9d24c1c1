package io.millrace.core.rolling;

/**
 * The count, the mean and the sum of squared distances from the mean, added to value by value (Welford) and merged
 * (Chan, Golub and LeVeque); nothing is taken away. The mean and the sum of squares are (high, low) pairs, so that a
 * large mean does not hide a small variance. Values are finite; one thread at a time.
 */
public final class Moments {
    private long count;
    private double meanHigh;
    private double meanLow;
    private double squaresHigh;
    private double squaresLow;

    public void reset() {
        count = 0;
        meanHigh = 0;
        meanLow = 0;
        squaresHigh = 0;
        squaresLow = 0;
    }

    public void add(double value) {
        double distance = distance(value, 0);
        count++;
        double step = distance / count;
        moveMean(step);
        addSquares(distance * (distance - step));
    }

    /** Takes in what another object has seen. */
    public void merge(Moments other) {
        merge(other.count, other.meanHigh, other.meanLow, other.squaresHigh + other.squaresLow);
    }

    /** Takes in {@code count} values with this mean (high, low) and this sum of squared distances from it. */
    public void merge(long otherCount, double otherHigh, double otherLow, double otherSquares) {
        if (otherCount == 0) {
            return;
        }
        if (count == 0) {
            // The distance from 0 would round the pair to one double.
            count = otherCount;
            meanHigh = otherHigh;
            meanLow = otherLow;
            squaresHigh = otherSquares;
            squaresLow = 0;
            return;
        }
        double distance = distance(otherHigh, otherLow);
        double share = (double) otherCount / (count + otherCount);
        double cross = distance * distance * (count * share);
        count += otherCount;
        moveMean(distance * share);
        addSquares(otherSquares);
        addSquares(cross);
    }

    private double distance(double high, double low) {
        double apart = high - meanHigh;
        return apart + (DoubleDouble.error(high, -meanHigh, apart) + (low - meanLow));
    }

    private void moveMean(double step) {
        double moved = meanHigh + step;
        meanLow += DoubleDouble.error(meanHigh, step, moved);
        meanHigh = moved;
    }

    private void addSquares(double squares) {
        double sum = squaresHigh + squares;
        squaresLow += DoubleDouble.error(squaresHigh, squares, sum);
        squaresHigh = sum;
    }

    public long count() {
        return count;
    }

    public double meanHigh() {
        return meanHigh;
    }

    public double meanLow() {
        return meanLow;
    }

    /** Sum of squared distances from the mean; infinite where it, or a distance, is beyond the largest double. */
    public double squares() {
        double squares = squaresHigh + squaresLow;
        return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : squares;
    }
}
