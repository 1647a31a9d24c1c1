package io.millrace.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.random.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static double[] transformed(Transformer transformer, double... row) {
        double[] result = new double[transformer.output().size()];
        transformer.transform(row, result);
        return result;
    }

    @Test
    void aNumberThatNeverChangesBecomesZero() {
        Transformer selection = new VarianceThreshold(Features.numeric(3), 0.4, 3);
        selection.learn(new double[] {7, 1, 1}, 0);
        selection.learn(new double[] {7, 1.5, 3}, 0);
        assertThat(transformed(selection, 7, 1, 2)).containsExactly(7, 1, 2);
        selection.learn(new double[] {7, 1, 2}, 0);
        // Variances: 0, 1/18 and 2/3.
        assertThat(transformed(selection, 7, 1, 2)).containsExactly(0, 0, 2);
        assertThat(transformed(selection, Double.NaN, 1, Double.NaN)).containsExactly(Double.NaN, 0, Double.NaN);
        selection.learn(new double[] {9, 1, 2}, 0);
        assertThat(transformed(selection, 7, 1, 2)).containsExactly(7, 0, 2);
    }

    @Test
    void theNumberThatGoesWithTheTargetPasses() {
        Transformer selection = new BestFeatures(Features.numeric(3), 0, 1);
        assertThat(transformed(selection, 1, 2, 3)).containsExactly(1, 2, 3);
        Randomness random = new Randomness(5);
        for (int i = 0; i < 300; i++) {
            double[] row = {random.nextDouble(), random.nextDouble(), 5};
            selection.learn(row, 3 - 2 * row[1] + random.nextDouble() / 10);
        }
        assertThat(transformed(selection, 1, 2, 3)).containsExactly(0, 2, 0);
        // The world changes, and in time so does what passes.
        for (int i = 0; i < 3000; i++) {
            double[] row = {random.nextDouble(), random.nextDouble(), 5};
            selection.learn(row, 50 * row[0]);
        }
        assertThat(transformed(selection, 1, 2, 3)).containsExactly(1, 0, 0);
    }

    @Test
    void ofClassesTheNumberWhoseMeansDifferPasses() {
        Features features = Features.of(List.of(
                Feature.numeric("noise"),
                Feature.nominal("kind", 3),
                Feature.numeric("signal"),
                Feature.numeric("late")));
        Transformer selection = new BestFeatures(features, 3, 2);
        Randomness random = new Randomness(6);
        for (int i = 0; i < 600; i++) {
            int label = i % 3;
            // The means of the last one are 0, 1 and 0: a correlation with the number of the class would not see it.
            selection.learn(
                    new double[] {
                        random.nextGaussian(),
                        1,
                        random.nextGaussian() + label,
                        random.nextGaussian() + (label == 1 ? 1 : 0)
                    },
                    label);
        }
        assertThat(transformed(selection, 1, 2, 3, 4)).containsExactly(0, 2, 3, 4);
    }
}
