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

class HoeffdingTreeTest {
    private static final Algorithm<Classifier> ALGORITHM = HoeffdingTree.ALGORITHM;
    private static final Features MIXED =
            Features.of(Feature.numeric("x"), Feature.numeric("y"), Feature.nominal("kind", 4));

    /** The class is whether x is above 0.5, but of the kind 2 it is the other. */
    private static int label(double[] row) {
        return (row[0] > 0.5) ^ (row[2] == 2) ? 1 : 0;
    }

    private static double[] row(Randomness randomness) {
        return new double[] {randomness.nextDouble(), randomness.nextDouble(), randomness.nextInt(4)};
    }

    /** The share of right answers among the last of 20000 rows, each predicted before it was learned. */
    private static double accuracy(Classifier tree, long seed) {
        Randomness randomness = new Randomness(seed);
        double[] scores = new double[2];
        int right = 0;
        for (int i = 0; i < 20_000; i++) {
            double[] row = row(randomness);
            tree.predictThenLearn(row, label(row), 1, scores);
            right += i >= 15_000 && Classifier.best(scores) == label(row) ? 1 : 0;
        }
        return right / 5000.0;
    }

    private static Classifier tree(Parameters parameters) {
        return ALGORITHM.create(MIXED, 2, parameters);
    }

    @Test
    void learnsARuleThatNaiveBayesCannot() {
        assertThat(accuracy(tree(ALGORITHM.parameters()), 1)).isGreaterThan(0.96);
        assertThat(accuracy(tree(ALGORITHM.parameters().with("leaf-prediction", "mc")), 1))
                .isGreaterThan(0.93);
        assertThat(accuracy(tree(ALGORITHM.parameters().with("split-criterion", "gini")), 1))
                .isGreaterThan(0.96);
        assertThat(accuracy(tree(ALGORITHM.parameters().with("binary-split", true)), 1))
                .isGreaterThan(0.96);
        assertThat(accuracy(tree(ALGORITHM.parameters().with("max-depth", 1).with("leaf-prediction", "mc")), 1))
                .isLessThan(0.9);
    }

    @Test
    void explainsByTheSharesOnTheWay() {
        Classifier tree = tree(ALGORITHM.parameters().with("leaf-prediction", "mc"));
        accuracy(tree, 2);
        double[] row = {0.9, 0.5, 1};
        double[] contributions = new double[3];
        double start = ((Explained) tree).explain(row, 1, contributions);
        double[] scores = new double[2];
        tree.predict(row, scores);
        assertThat(start + contributions[0] + contributions[1] + contributions[2])
                .isCloseTo(scores[1], within(1e-9));
        assertThat(contributions[0]).isGreaterThan(0.2);
        assertThat(Math.abs(contributions[1])).isLessThan(0.05);
    }

    @Test
    void keepsWithinItsMemoryAndStillLearnsClasses() {
        Classifier small = tree(ALGORITHM.parameters().with("max-bytes", 10_000).with("grace-period", 50));
        assertThat(accuracy(small, 3)).isGreaterThan(0.7);
        assertThat(small.bytes()).isLessThan(14_000);
    }

    @Test
    void aRowWithoutTheFeatureOfASplitIsPredictedAndLearned() {
        Classifier tree = tree(ALGORITHM.parameters());
        accuracy(tree, 4);
        double[] scores = new double[2];
        tree.predictThenLearn(new double[] {Double.NaN, Double.NaN, Double.NaN}, 1, 1, scores);
        assertThat(scores[0] + scores[1]).isCloseTo(1, within(1e-9));
        tree.predictThenLearn(new double[] {0.9, 0.1, 77}, 1, 1, scores);
        assertThat(scores[0] + scores[1]).isCloseTo(1, within(1e-9));
    }

    @Test
    void aValueThatComesLateGetsABranchOfItsOwn() {
        Features features = Features.of(Feature.nominal("kind", 10));
        Classifier tree = ALGORITHM.create(features, 2, ALGORITHM.parameters());
        Randomness randomness = new Randomness(5);
        for (int i = 0; i < 3000; i++) {
            int kind = randomness.nextInt(4);
            tree.learn(new double[] {kind}, kind % 2, 1);
        }
        for (int i = 0; i < 20; i++) {
            tree.learn(new double[] {8}, 1, 1);
        }
        double[] scores = new double[2];
        tree.predict(new double[] {8}, scores);
        assertThat(scores[1]).isEqualTo(1);
    }

    @Test
    void theTwoNormalDistributionsAgree() {
        // 0.975 and the other values: tables of the normal distribution.
        assertThat(NormalDistribution.below(1.959963984540054)).isCloseTo(0.975, within(1e-15));
        assertThat(NormalDistribution.below(-3)).isCloseTo(0.0013498980316300933, within(1e-17));
        assertThat(NormalDistribution.below(0.3)).isCloseTo(0.6179114221889526, within(1e-15));
        for (double point = -9; point < 9; point += 0.0137) {
            assertThat(NormalTable.below(point)).isCloseTo(NormalDistribution.below(point), within(3e-10));
        }
    }
}
