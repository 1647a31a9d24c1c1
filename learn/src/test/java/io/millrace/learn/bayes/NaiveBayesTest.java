package io.millrace.learn.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import org.junit.jupiter.api.Test;

class NaiveBayesTest {
    private static Classifier bayes(Features features, int classes) {
        return NaiveBayes.ALGORITHM.create(features, classes, NaiveBayes.ALGORITHM.parameters());
    }

    @Test
    void numbersAreNormallyDistributed() {
        Classifier bayes = bayes(Features.numeric(1), 2);
        // Class 0: mean 2, variance 1 of a sample; class 1: mean 6, variance 4.
        learn(bayes, 0, 1, 2, 3);
        learn(bayes, 1, 4, 6, 8);
        double first = density(3, 2, 1);
        double second = density(3, 6, 4);
        assertThat(predict(bayes, 2, 3)[0]).isCloseTo(first / (first + second), within(1e-12));
    }

    @Test
    void valuesHaveTheirShares() {
        Classifier bayes = bayes(Features.of(Feature.nominal("color", 3)), 2);
        learn(bayes, 0, 0, 0, 1);
        learn(bayes, 1, 2);
        // Laplace counts the values up to the largest that came in a class: two in the first, three in the second.
        double first = 3 / 4.0 * (2 + 1) / (3 + 2);
        double second = 1 / 4.0 * 1 / (1 + 3);
        assertThat(predict(bayes, 2, 0)[0]).isCloseTo(first / (first + second), within(1e-12));
    }

    @Test
    void aMissingFeatureSaysNothing() {
        Classifier bayes = bayes(Features.numeric(2), 2);
        Classifier narrow = bayes(Features.numeric(1), 2);
        double[][] rows = {{1, 5}, {2, 1}, {4, 4}, {3, 3}, {7, 2}};
        for (int i = 0; i < rows.length; i++) {
            bayes.learn(rows[i], i % 2, 1);
            narrow.learn(new double[] {rows[i][0]}, i % 2, 1);
        }
        assertThat(predict(bayes, 2, 2.5, Double.NaN)[1]).isCloseTo(predict(narrow, 2, 2.5)[1], within(1e-12));
    }

    @Test
    void explainsFeatureByFeature() {
        Classifier bayes = bayes(Features.numeric(2), 2);
        double[][] rows = {{1, 5}, {2, 1}, {4, 4}, {3, 3}, {7, 2}};
        for (int i = 0; i < rows.length; i++) {
            bayes.learn(rows[i], i % 2, 1);
        }
        double[] contributions = new double[2];
        double start = ((Explained) bayes).explain(new double[] {2.5, 3}, 1, contributions);
        double first = predict(bayes, 2, 2.5, Double.NaN)[1];
        assertThat(start).isCloseTo(2 / 5.0, within(1e-12));
        assertThat(contributions[0]).isCloseTo(first - 2 / 5.0, within(1e-12));
        assertThat(contributions[1]).isCloseTo(predict(bayes, 2, 2.5, 3)[1] - first, within(1e-12));
    }

    @Test
    void aRowLearnedWithAGapCountsForItsOtherFeatures() {
        Classifier bayes = bayes(Features.numeric(2), 2);
        bayes.learn(new double[] {1, Double.NaN}, 0, 1);
        bayes.learn(new double[] {2, 4}, 0, 1);
        bayes.learn(new double[] {3, 6}, 0, 1);
        bayes.learn(new double[] {4, 5}, 1, 1);
        bayes.learn(new double[] {6, 8}, 1, 1);
        double first = 3 / 5.0 * density(3, 2, 1) * density(5, 5, 2);
        double second = 2 / 5.0 * density(3, 5, 2) * density(5, 6.5, 4.5);
        assertThat(predict(bayes, 2, 3, 5)[0]).isCloseTo(first / (first + second), within(1e-12));
    }

    @Test
    void aWeightIsAsManyRows() {
        Classifier heavy = bayes(Features.numeric(1), 2);
        Classifier repeated = bayes(Features.numeric(1), 2);
        double[] values = {1, 5, 2, 7, 4, 9};
        for (int i = 0; i < values.length; i++) {
            heavy.learn(new double[] {values[i]}, i % 2, 3);
            for (int times = 0; times < 3; times++) {
                repeated.learn(new double[] {values[i]}, i % 2, 1);
            }
        }
        assertThat(predict(heavy, 2, 3)[0]).isCloseTo(predict(repeated, 2, 3)[0], within(1e-12));
    }

    @Test
    void theOrderInWhichClassesComeIsTheSame() {
        Features features = Features.of(Feature.numeric("x"), Feature.nominal("kind", 6), Feature.numeric("y"));
        Classifier inOrder = bayes(features, 4);
        Classifier inAnother = bayes(features, 4);
        int[] names = {3, 0, 2, 1};
        double[] expected = new double[4];
        double[] scores = new double[4];
        for (int i = 0; i < 200; i++) {
            // Classes come one after the other, with rows of those before, and gaps in some.
            int label = Math.min(3, (i * 7 % 11) % (1 + i / 40));
            double[] row = {label + i % 5 * 0.3, (label + i) % (2 + label), i % 13 == 4 ? Double.NaN : i % 3 - label};
            inOrder.predictThenLearn(row, label, 1, expected);
            inAnother.predictThenLearn(row, names[label], 1, scores);
            for (int j = 0; j < 4; j++) {
                assertThat(scores[names[j]]).isCloseTo(expected[j], within(1e-12));
            }
        }
        assertThat(expected).doesNotContain(0.0);
    }

    /** With two classes and with three, which are computed in different ways, and with more nominal features than go at a time. */
    @Test
    void manyFeaturesMultiply() {
        for (int classes = 2; classes <= 3; classes++) {
            Feature[] kinds = {
                Feature.nominal("a", 3), Feature.numeric("x"), Feature.nominal("b", 4), Feature.nominal("c", 2),
                Feature.nominal("d", 5), Feature.numeric("y"), Feature.nominal("e", 3), Feature.nominal("f", 9)
            };
            Features features = Features.of(kinds);
            Classifier bayes = bayes(features, classes);
            double[][] rows = new double[60 * classes][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row(kinds, i, i % classes, i % 11 == 5 ? i % kinds.length : -1);
                bayes.learn(rows[i], i % classes, 1);
            }
            for (int i = 0; i < 50; i++) {
                double[] row = row(kinds, 7 * i + 3, i % classes, i % 3 == 0 ? i % kinds.length : -1);
                double[] expected = likelihoods(features, rows, classes, row);
                double[] scores = predict(bayes, classes, row);
                for (int label = 0; label < classes; label++) {
                    assertThat(scores[label]).isCloseTo(expected[label], within(1e-12));
                }
            }
        }
    }

    private static double[] row(Feature[] kinds, int seed, int label, int missing) {
        double[] row = new double[kinds.length];
        for (int j = 0; j < row.length; j++) {
            int chance = (seed * 31 + j * 17 + seed * seed % 13) % 97;
            int values = kinds[j].values();
            row[j] = j == missing ? Double.NaN : values > 0 ? (chance + label) % values : label + chance / 40.0;
        }
        return row;
    }

    /** Rows of class i are those whose place leaves i. */
    private static double[] likelihoods(Features features, double[][] rows, int classes, double[] row) {
        double[] shares = new double[classes];
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            shares[label] = 1.0 / classes;
            for (int j = 0; j < row.length; j++) {
                int count = 0;
                int same = 0;
                double most = -1;
                double mean = 0;
                double squares = 0;
                for (int i = label; i < rows.length; i += classes) {
                    double value = rows[i][j];
                    if (!Double.isNaN(value)) {
                        count++;
                        same += value == row[j] ? 1 : 0;
                        most = Math.max(most, value);
                        mean += value;
                        squares += value * value;
                    }
                }
                mean /= count;
                if (!Double.isNaN(row[j])) {
                    shares[label] *= features.isNominal(j)
                            ? (same + 1) / (count + most + 1)
                            : density(row[j], mean, (squares - count * mean * mean) / (count - 1));
                }
            }
            sum += shares[label];
        }
        for (int label = 0; label < classes; label++) {
            shares[label] /= sum;
        }
        return shares;
    }

    /** However little rows before it weigh: a mean moves to the whole of a number that weighs enough. */
    @Test
    void hugeNumbersOfAnyWeightAreLearnedAsTheLargest() {
        ClassProfiles profiles = new ClassProfiles(Features.numeric(1));
        for (double value : new double[] {-1, 1, 0}) {
            profiles.learn(new double[] {value}, 0, 1e-9);
        }
        profiles.learn(new double[] {1e200}, 0, 1e12);
        assertThat(profiles.mean(0, 0)).isEqualTo(1e100);
    }

    @Test
    void featuresOfVeryDifferentSizeAndManyOfThemStayFinite() {
        Classifier bayes = bayes(Features.numeric(60), 2);
        for (int i = 0; i < 200; i++) {
            double[] row = new double[60];
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.pow(10, j - 30) * (i % 2 + ((i * 7 + j * 3) % 11) / 10.0);
            }
            bayes.learn(row, i % 2, 1);
        }
        double[] row = new double[60];
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.pow(10, j - 30) * 1.4;
        }
        assertThat(predict(bayes, 2, row)[1]).isGreaterThan(0.99);
    }

    @Test
    void theExponentialFunctionIsExactEnough() {
        for (double value = -699.5; value < 700; value += 0.37) {
            assertThat(Exponential.of(value)).isCloseTo(Math.exp(value), within(1e-14 * Math.exp(value)));
        }
    }

    private static void learn(Classifier bayes, int label, double... values) {
        for (double value : values) {
            bayes.learn(new double[] {value}, label, 1);
        }
    }

    private static double[] predict(Classifier bayes, int classes, double... row) {
        double[] scores = new double[classes];
        bayes.predict(row, scores);
        return scores;
    }

    private static double density(double value, double mean, double variance) {
        return Math.exp(-(value - mean) * (value - mean) / 2 / variance) / Math.sqrt(2 * Math.PI * variance);
    }
}
