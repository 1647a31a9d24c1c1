package io.millrace.learn.tree;

/**
 * What is known of a leaf before its first row.
 *
 * @param weight of rows whose targets are known
 * @param mean of their targets
 * @param step how much more its targets are than what the parent's linear function says, or its mean where it has none
 */
public record Prior(double weight, double mean, double step) {
    public static final Prior NONE = new Prior(0, 0, 0);
}
