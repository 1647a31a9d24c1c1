package io.millrace.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassifierTest {
    @Test
    void theBestIsTheFirstOfTheLargest() {
        assertThat(Classifier.best(new double[] {0.4, 0.6})).isEqualTo(1);
        assertThat(Classifier.best(new double[] {0.6, 0.4})).isZero();
        assertThat(Classifier.best(new double[] {0.5, 0.5})).isZero();
        assertThat(Classifier.best(new double[] {0.2, 0.4, 0.4})).isEqualTo(1);
        assertThat(Classifier.best(new double[] {1})).isZero();
    }

    @Test
    void twoScoresThatAreNotOrdinaryAreComparedLikeMore() {
        double[] all = {-1, -0.0, 0, Double.MIN_VALUE, 1, 1e308, -1e308, Double.NaN};
        for (double first : all) {
            for (double second : all) {
                assertThat(Classifier.best(new double[] {first, second}))
                        .as("%s and %s", first, second)
                        .isEqualTo(Classifier.best(new double[] {first, second, Double.NEGATIVE_INFINITY}));
            }
        }
    }
}
