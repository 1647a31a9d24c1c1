package io.millrace.learn.bayes;

import java.util.Arrays;

/** What weights of classes, in an array that may end before the last class, come to. */
public final class ClassWeights {
    private ClassWeights() {}

    /** The shares of classes in weights, with 0 for those beyond their end; all 0 where they are. */
    public static void shares(double[] weights, double[] scores) {
        Arrays.fill(scores, 0);
        double sum = sum(weights);
        if (sum > 0) {
            for (int i = 0; i < weights.length; i++) {
                scores[i] = weights[i] / sum;
            }
        }
    }

    /** The sum of the weights, in the order of the classes. */
    public static double sum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
