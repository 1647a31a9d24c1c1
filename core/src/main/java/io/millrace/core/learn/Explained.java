package io.millrace.core.learn;

/** A learner whose predictions are sums: of a start, and of what each feature added. */
public interface Explained extends Learner {
    /**
     * What each feature of a row adds to the prediction. For a regressor the sum of all and the start is the prediction;
     * for a classifier it is what its score for a class is made from, before it is turned into a share: the log odds of
     * linear models, the shares of classes in the nodes of a tree.
     *
     * @param row a place for each feature
     * @param output the class, or 0 for a regressor
     * @param contributions a place for each feature, overwritten
     * @return the start
     */
    double explain(double[] row, int output, double[] contributions);
}
