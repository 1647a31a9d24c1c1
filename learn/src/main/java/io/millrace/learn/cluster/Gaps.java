package io.millrace.learn.cluster;

/** Missing values of rows that are kept. */
final class Gaps {
    private Gaps() {}

    /** Puts the mean of its column into the place of every value that is not finite. */
    static void fill(double[] rows, int size, int width) {
        for (int column = 0; column < width; column++) {
            double mean = 0;
            int count = 0;
            for (int i = 0; i < size; i++) {
                double value = rows[i * width + column];
                if (Double.isFinite(value)) {
                    mean += Centres.off(value, mean) / ++count;
                }
            }
            for (int i = 0; i < size; i++) {
                if (!Double.isFinite(rows[i * width + column])) {
                    rows[i * width + column] = mean;
                }
            }
        }
    }
}
