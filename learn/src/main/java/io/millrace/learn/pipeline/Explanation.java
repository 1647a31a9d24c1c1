package io.millrace.learn.pipeline;

import io.millrace.core.learn.Explained;
import java.util.Arrays;

/** Leads what transformed features add to a prediction back to the features that they were made of. */
record Explanation(Preparation preparation, Explained learner) {
    /** As {@link Explained#explain}; what was made of several features at once is part of the start. */
    double explain(double[] row, int output, double[] contributions) {
        double[] transformed = preparation.transform(row);
        double[] inner = new double[transformed.length];
        double start = learner.explain(transformed, output, inner);
        Arrays.fill(contributions, 0);
        for (int i = 0; i < inner.length; i++) {
            int source = preparation.source(i);
            if (source < 0) {
                start += inner[i];
            } else {
                contributions[source] += inner[i];
            }
        }
        return start;
    }
}
