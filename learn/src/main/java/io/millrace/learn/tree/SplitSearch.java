package io.millrace.learn.tree;

/**
 * Finds the cut of a feature that lowers the sum of squared errors most, from sums on both sides: what is gained by
 * giving each side a mean of its own. Made for each search.
 */
final class SplitSearch {
    private final double branchMin;
    private double best;
    private int bestCut;
    private double left;
    private double leftTargets;
    private double right;
    private double rightTargets;

    /**
     * @param branchMin the least weight of a side
     */
    SplitSearch(double branchMin) {
        this.branchMin = branchMin;
        bestCut = -1;
    }

    void offer(double leftWeight, double leftSum, double rightWeight, double rightSum, int cut) {
        if (!(leftWeight >= branchMin && rightWeight >= branchMin)) {
            return;
        }
        double difference = leftSum / leftWeight - rightSum / rightWeight;
        double gain = difference * difference * (leftWeight / (leftWeight + rightWeight)) * rightWeight;
        if (gain > best) {
            best = gain;
            bestCut = cut;
            left = leftWeight;
            leftTargets = leftSum;
            right = rightWeight;
            rightTargets = rightSum;
        }
    }

    /** How much the sum of squared errors falls; 0 where there is no cut. */
    double gain() {
        return best;
    }

    /** The best cut, or -1. */
    int cut() {
        return bestCut;
    }

    double leftWeight() {
        return left;
    }

    double leftMean() {
        return leftTargets / left;
    }

    double rightWeight() {
        return right;
    }

    double rightMean() {
        return rightTargets / right;
    }
}
