package io.millrace.learn.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class ExtremelyFastDecisionTreeTest {
    private static final Algorithm<Classifier> ALGORITHM = ExtremelyFastDecisionTree.ALGORITHM;
    private static final Features FEATURES =
            Features.of(Feature.numeric("x"), Feature.numeric("y"), Feature.nominal("kind", 3));

    private static double[] row(Randomness randomness) {
        return new double[] {randomness.nextDouble(), randomness.nextDouble(), randomness.nextInt(3)};
    }

    /** Two features that tell about as much: a Hoeffding tree waits for the better one, this one does not. */
    private static int label(double[] row) {
        return row[0] + row[1] > 1 ? 1 : 0;
    }

    private static double accuracy(Classifier tree, int rows) {
        Randomness randomness = new Randomness(1);
        double[] scores = new double[2];
        int right = 0;
        for (int i = 0; i < rows; i++) {
            double[] row = row(randomness);
            tree.predictThenLearn(row, label(row), 1, scores);
            right += Classifier.best(scores) == label(row) ? 1 : 0;
        }
        return right / (double) rows;
    }

    private static Parameters majority(Algorithm<Classifier> algorithm) {
        return algorithm.parameters().with("leaf-prediction", "mc");
    }

    @Test
    void isSoonerRightThanAHoeffdingTree() {
        Classifier patient = HoeffdingTree.ALGORITHM.create(FEATURES, 2, majority(HoeffdingTree.ALGORITHM));
        Classifier fast = ALGORITHM.create(FEATURES, 2, majority(ALGORITHM));
        assertThat(accuracy(fast, 4000)).isGreaterThan(accuracy(patient, 4000) + 0.05);
    }

    @Test
    void aSplitThatTurnsOutToBeWorseIsReplaced() {
        // At first x tells the class, later y.
        Classifier tree = ALGORITHM.create(
                FEATURES,
                2,
                majority(ALGORITHM).with("reevaluation-period", 500).with("max-depth", 1));
        Classifier rigid = ALGORITHM.create(
                FEATURES,
                2,
                majority(ALGORITHM).with("reevaluation-period", 1_000_000).with("max-depth", 1));
        Randomness randomness = new Randomness(2);
        for (int i = 0; i < 20_000; i++) {
            double[] row = row(randomness);
            int label = row[i < 1000 ? 0 : 1] > 0.5 ? 1 : 0;
            tree.learn(row, label, 1);
            rigid.learn(row, label, 1);
        }
        double[] scores = new double[2];
        tree.predict(new double[] {0.9, 0.1, 0}, scores);
        assertThat(scores[0]).isGreaterThan(0.9);
        rigid.predict(new double[] {0.9, 0.1, 0}, scores);
        assertThat(scores[0]).isLessThan(0.6);
    }

    @Test
    void aFeatureThatTellsNothingIsNotSplit() {
        Classifier tree = ALGORITHM.create(FEATURES, 2, majority(ALGORITHM));
        Randomness randomness = new Randomness(3);
        long before = 0;
        for (int i = 0; i < 600; i++) {
            tree.learn(new double[] {0.5, 0.5, 1}, randomness.nextInt(2), 1);
            before = i == 10 ? tree.bytes() : before;
        }
        assertThat(tree.bytes()).isLessThan(before + 200);
    }

    @Test
    void explainsByTheSharesOnTheWay() {
        Classifier tree = ALGORITHM.create(FEATURES, 2, majority(ALGORITHM));
        accuracy(tree, 4000);
        double[] row = {0.9, 0.8, 1};
        double[] contributions = new double[3];
        double start = ((Explained) tree).explain(row, 1, contributions);
        double[] scores = new double[2];
        tree.predict(row, scores);
        assertThat(start + contributions[0] + contributions[1] + contributions[2])
                .isCloseTo(scores[1], within(1e-9));
        assertThat(contributions[0] + contributions[1]).isGreaterThan(0.3);
    }
}
