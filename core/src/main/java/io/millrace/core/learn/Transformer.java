package io.millrace.core.learn;

/** Makes rows easier to learn from: scales, encodes, fills in. What it needs for that it learns from rows before. */
public interface Transformer extends Learner {
    /** What a transformed row has, which may be more or less than what goes in. */
    Features output();

    /**
     * Transforms a row.
     *
     * @param row a place for each input feature
     * @param transformed a place for each output feature, overwritten; not the same array as {@code row}
     */
    void transform(double[] row, double[] transformed);

    /**
     * Learns a row, before transformation.
     *
     * @param target what is to be predicted for it: a number, or a class; NaN where it is not known
     */
    void learn(double[] row, double target);
}
