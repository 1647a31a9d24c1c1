package io.millrace.learn.bayes;

import java.util.Arrays;

/** What features add to the answers of naive Bayes. */
public final class BayesExplanation {
    private BayesExplanation() {}

    /**
     * What the features of a row add to the share of a class, one after the other in their order: each what it changes in the
     * share by those before it.
     *
     * @param contributions a place for each feature; what they add is added there
     * @return the share of the class without any feature
     */
    public static double explain(ClassProfiles profiles, double[] row, int label, double[] contributions) {
        double[] known = new double[row.length];
        Arrays.fill(known, Double.NaN);
        double[] scores = new double[Math.max(profiles.weights().length, label + 1)];
        profiles.predict(known, scores);
        double start = scores[label];
        double before = start;
        for (int i = 0; i < row.length; i++) {
            known[i] = row[i];
            profiles.predict(known, scores);
            contributions[i] += scores[label] - before;
            before = scores[label];
        }
        return start;
    }
}
