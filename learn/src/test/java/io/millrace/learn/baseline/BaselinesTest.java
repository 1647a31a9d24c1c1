package io.millrace.learn.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import org.junit.jupiter.api.Test;

/** Answers that are counted by hand: each is given before the row is learned. */
class BaselinesTest {
    private static final double[] ROW = {};

    private static int[] guesses(Algorithm<Classifier> algorithm, int... labels) {
        Classifier classifier = algorithm.create(Features.numeric(0), 3, algorithm.parameters());
        int[] guesses = new int[labels.length];
        double[] scores = new double[3];
        for (int i = 0; i < labels.length; i++) {
            classifier.predictThenLearn(ROW, labels[i], 1, scores);
            guesses[i] = Classifier.best(scores);
        }
        return guesses;
    }

    private static double[] predictions(Algorithm<Regressor> algorithm, double... targets) {
        Regressor regressor = algorithm.create(Features.numeric(0));
        double[] predictions = new double[targets.length];
        for (int i = 0; i < targets.length; i++) {
            predictions[i] = regressor.predictThenLearn(ROW, targets[i], 1);
        }
        return predictions;
    }

    @Test
    void theLastLabelFollowsWhatCame() {
        assertThat(guesses(LastLabel.ALGORITHM, 2, 1, 1, 0, 2)).containsExactly(0, 2, 1, 1, 0);
    }

    /** Of classes that came equally often it is the first. */
    @Test
    void theMajorityChangesWhenItIsOutvoted() {
        assertThat(guesses(MajorityClass.ALGORITHM, 2, 1, 1, 2, 2, 0)).containsExactly(0, 2, 1, 1, 1, 2);
    }

    @Test
    void aWeightCountsAsRows() {
        Classifier majority =
                MajorityClass.ALGORITHM.create(Features.numeric(0), 2, MajorityClass.ALGORITHM.parameters());
        majority.learn(ROW, 0, 1);
        majority.learn(ROW, 0, 1);
        majority.learn(ROW, 1, 3);
        double[] scores = new double[2];
        majority.predict(ROW, scores);
        assertThat(scores).containsExactly(.4, .6);
    }

    @Test
    void theLastValueFollowsWhatCame() {
        assertThat(predictions(LastValue.ALGORITHM, 4, -2, Double.NaN, 7, 1)).containsExactly(0, 4, -2, -2, 7);
    }

    @Test
    void theMeanIsOfAllTargetsSoFar() {
        assertThat(predictions(TargetMean.ALGORITHM, 4, 8, Double.NaN, 0, 1)).containsExactly(0, 4, 6, 6, 4);
    }
}
