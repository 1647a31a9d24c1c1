package io.millrace.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassificationScoresTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /**
     * The confusion matrix of a Hoeffding tree on CapyMOA's small Elec2, and what CapyMOA prints for it; its F1 is made
     * from precision and recall.
     */
    @Test
    void kappaAndPrecisionAreAsCapyMoaPrintsThem() {
        ClassificationScores scores = new ClassificationScores(2, Span.all());
        int[][] confusion = {{1060, 148}, {175, 617}};
        for (int label = 0; label < 2; label++) {
            for (int guess = 0; guess < 2; guess++) {
                for (int i = 0; i < confusion[label][guess]; i++) {
                    scores.add(label, guess == 0 ? new double[] {.9, .1} : new double[] {.3, .7}, 1);
                }
            }
        }
        assertThat(100 * scores.value("accuracy")).isCloseTo(83.85, EXACT);
        assertThat(100 * scores.value("kappa")).isCloseTo(66.040037, within(1e-6));
        double precision = scores.value("precision-macro");
        double recall = scores.value("recall-macro");
        assertThat(200 * precision * recall / (precision + recall)).isCloseTo(83.0335, within(1e-4));
        assertThat(scores.value("precision")).isCloseTo(617.0 / 765, EXACT);
        assertThat(scores.value("recall")).isCloseTo(617.0 / 792, EXACT);
    }

    @Test
    void scoresAreAsCountedByHand() {
        ClassificationScores scores = new ClassificationScores(2, Span.all());
        // Labels 1 1 0 1; guesses 1 0 0 1. Same as before (0 at first): no, yes, no, no. Majority: 1 1 1 1.
        add(scores, 1, .2, .8);
        add(scores, 1, .6, .4);
        add(scores, 0, .6, .4);
        add(scores, 1, .1, .9);
        assertThat(scores.weights()).isEqualTo(4);
        assertThat(scores.value("accuracy")).isEqualTo(.75);
        // Chance: 1/4 * 2/4 + 3/4 * 2/4.
        assertThat(scores.value("kappa")).isCloseTo((.75 - .5) / .5, EXACT);
        assertThat(scores.value("kappa-m")).isCloseTo(0, EXACT);
        assertThat(scores.value("kappa-temporal")).isCloseTo((.75 - .25) / .75, EXACT);
        assertThat(scores.value("balanced-accuracy")).isCloseTo((1 + 2.0 / 3) / 2, EXACT);
        assertThat(scores.value("f1")).isCloseTo(2 * 2 / 5.0, EXACT);
        assertThat(scores.value("f1-macro")).isCloseTo((.8 + 2.0 / 3) / 2, EXACT);
        assertThat(scores.value("log-loss"))
                .isCloseTo(-(Math.log(.8) + Math.log(.4) + Math.log(.6) + Math.log(.9)) / 4, EXACT);
        assertThat(scores.value("brier")).isCloseTo((.04 + .36 + .16 + .01) / 4, EXACT);
        // The pairs of the negative .4: below .8 and .9, equal to .4.
        assertThat(scores.value("auc")).isCloseTo(2.5 / 3, EXACT);
    }

    @Test
    void classesThatNeverComeAreNoPartOfMeans() {
        ClassificationScores scores = new ClassificationScores(4, Span.all());
        scores.add(0, new double[] {1, 0, 0, 0}, 1);
        scores.add(1, new double[] {0, 0, 1, 0}, 1);
        assertThat(scores.value("balanced-accuracy")).isEqualTo(.5);
        assertThat(scores.value("recall-macro")).isCloseTo(1.0 / 3, EXACT);
        assertThat(scores.value("precision-macro")).isCloseTo(1.0 / 3, EXACT);
        assertThat(scores.value("auc")).isNaN();
        assertThat(scores.value("brier")).isEqualTo(1);
    }

    @Test
    void nothingIsDefinedBeforeTheFirstRow() {
        for (Span span : List.of(Span.all(), Span.last(5), Span.fading(.9))) {
            assertThat(new ClassificationScores(2, span).values())
                    .allSatisfy(score -> assertThat(score.value()).isNaN());
        }
    }

    @Test
    void aWindowIsWhatItsRowsAloneGive() {
        Randomness randomness = new Randomness(3);
        ClassificationScores window = new ClassificationScores(2, Span.last(100));
        ClassificationScores alone = new ClassificationScores(2, Span.last(100));
        for (int i = 0; i < 1000; i++) {
            int label = randomness.nextInt(2);
            double share = Math.min(1, .3 * label + .7 * randomness.nextDouble());
            double weight = 1 + randomness.nextInt(3);
            window.add(label, new double[] {1 - share, share}, weight);
            if (i >= 899) {
                alone.add(label, new double[] {1 - share, share}, weight);
            }
        }
        assertThat(window.values()).isEqualTo(alone.values());
        assertThat(window.value("auc")).isBetween(.7, .95);
    }

    @Test
    void aWeightIsARepetition() {
        for (Span span : List.of(Span.all(), Span.last(1000))) {
            ClassificationScores weighted = new ClassificationScores(3, span);
            ClassificationScores repeated = new ClassificationScores(3, span);
            Randomness randomness = new Randomness(4);
            for (int i = 0; i < 100; i++) {
                double[] scores = new double[3];
                scores[randomness.nextInt(3)] = 1;
                // Runs of one label, so that a repetition is no news to kappa-temporal.
                weighted.add(2, scores, 3);
                repeated.add(2, scores, 1);
                repeated.add(2, scores, 1);
                repeated.add(2, scores, 1);
            }
            assertThat(weighted.value("accuracy")).isEqualTo(repeated.value("accuracy"));
            assertThat(weighted.value("log-loss")).isCloseTo(repeated.value("log-loss"), EXACT);
            assertThat(weighted.value("f1-macro")).isEqualTo(repeated.value("f1-macro"));
        }
    }

    @Test
    void oldRowsFade() {
        ClassificationScores scores = new ClassificationScores(2, Span.fading(.99));
        double hits = 0;
        double weights = 0;
        for (int i = 0; i < 100_000; i++) {
            int label = i < 60_000 ? 0 : i % 3 == 0 ? 1 : 0;
            add(scores, label, .8, .2);
            hits = hits * .99 + (label == 0 ? 1 : 0);
            weights = weights * .99 + 1;
        }
        assertThat(scores.weights()).isCloseTo(weights, within(1e-9));
        assertThat(scores.accuracy()).isCloseTo(hits / weights, within(1e-9));
        assertThat(scores.value("auc")).isCloseTo(.5, within(1e-9));
    }

    @Test
    void aHistogramComesNearTheExactArea() {
        Randomness randomness = new Randomness(5);
        ClassificationScores exact = new ClassificationScores(2, Span.last(20_000));
        ClassificationScores binned = new ClassificationScores(2, Span.all());
        for (int i = 0; i < 20_000; i++) {
            int label = randomness.nextInt(2);
            double share = 1 / (1 + Math.exp(-label - randomness.nextGaussian()));
            exact.add(label, new double[] {1 - share, share}, 1);
            binned.add(label, new double[] {1 - share, share}, 1);
        }
        // Two normal distributions one deviation apart.
        assertThat(exact.value("auc")).isCloseTo(.7602, within(.01));
        assertThat(binned.value("auc")).isCloseTo(exact.value("auc"), within(1e-4));
    }

    private static void add(ClassificationScores scores, int label, double first, double second) {
        scores.add(label, new double[] {first, second}, 1);
    }
}
