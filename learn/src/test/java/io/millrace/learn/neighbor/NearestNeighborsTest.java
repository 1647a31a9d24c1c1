package io.millrace.learn.neighbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.random.Randomness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNeighborsTest {
    record Known(double[] row, int arrival) {}

    /** The distance as it is defined, feature by feature. */
    private static double square(Features features, double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            boolean isEqual = one[i] == other[i] || (Double.isNaN(one[i]) && Double.isNaN(other[i]));
            if (features.isNominal(i) || Double.isNaN(one[i] - other[i])) {
                sum += isEqual ? 0 : 1;
            } else {
                sum += (one[i] - other[i]) * (one[i] - other[i]);
            }
        }
        return sum;
    }

    private static double[] row(Randomness randomness, Features features) {
        double[] row = new double[features.size()];
        for (int i = 0; i < row.length; i++) {
            // Few values, so that many distances are equal.
            row[i] = randomness.nextInt(12) == 0 ? Double.NaN : randomness.nextInt(3);
        }
        return row;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 11})
    void theWindowFindsWhatASearchOfEverythingFinds(int width) {
        for (boolean hasNominal : new boolean[] {false, true}) {
            List<Feature> all = new ArrayList<>(Features.numeric(width).all());
            if (hasNominal) {
                all.add(Feature.nominal("kind", 3));
            }
            Features features = Features.of(all);
            Randomness randomness = new Randomness(width);
            Window window = new Window(features, 50);
            List<Known> known = new ArrayList<>();
            for (int arrival = 0; arrival < 150; arrival++) {
                double[] probe = row(randomness, features);
                int[] slots = new int[4];
                double[] squares = new double[4];
                int found = window.nearest(probe, slots, squares);
                List<Known> expected = known.stream()
                        .sorted(Comparator.<Known>comparingDouble(one -> square(features, one.row(), probe))
                                .thenComparing(Known::arrival, Comparator.reverseOrder()))
                        .limit(4)
                        .toList();
                assertThat(found).isEqualTo(expected.size());
                for (int i = 0; i < found; i++) {
                    assertThat(window.answer(slots[i]))
                            .isEqualTo(expected.get(i).arrival());
                    assertThat(squares[i])
                            .isEqualTo(square(features, probe, expected.get(i).row()));
                }
                double[] row = row(randomness, features);
                window.add(row, arrival, 1);
                known.add(new Known(row, arrival));
                if (known.size() > 50) {
                    known.remove(0);
                }
            }
        }
    }

    /** Whether a point lies in the ring between two circles. */
    @Test
    void classesOfAnyShape() {
        Classifier learner = Pipelines.prepared(
                NearestNeighborsClassifier.ALGORITHM,
                Features.numeric(2),
                2,
                NearestNeighborsClassifier.ALGORITHM.parameters().with("weighted", true));
        Randomness randomness = new Randomness(1);
        double[] scores = new double[2];
        int right = 0;
        for (int i = 0; i < 3000; i++) {
            double[] row = {2 * randomness.nextDouble() - 1, 1000 * (2 * randomness.nextDouble() - 1)};
            double radius = Math.hypot(row[0], row[1] / 1000);
            int label = radius > .4 && radius < .8 ? 1 : 0;
            learner.predictThenLearn(row, label, 1, scores);
            right += i >= 1000 && Classifier.best(scores) == label ? 1 : 0;
        }
        assertThat(right / 2000.0).isGreaterThan(.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "weighted", "median"})
    void functionsOfAnyShape(String aggregation) {
        Regressor learner = Pipelines.prepared(
                NearestNeighborsRegressor.ALGORITHM,
                Features.numeric(1),
                0,
                NearestNeighborsRegressor.ALGORITHM.parameters().with("aggregation", aggregation));
        Randomness randomness = new Randomness(2);
        double error = 0;
        for (int i = 0; i < 3000; i++) {
            double[] row = {6 * randomness.nextDouble()};
            double prediction = learner.predictThenLearn(row, Math.sin(row[0]), 1);
            error += i >= 1000 ? Math.abs(prediction - Math.sin(row[0])) : 0;
        }
        assertThat(error / 2000).isLessThan(.02);
    }

    @Test
    void scoresAreSharesOfNeighboursByWeight() {
        Classifier learner = NearestNeighborsClassifier.ALGORITHM.create(
                Features.numeric(1), 3, NearestNeighborsClassifier.ALGORITHM.parameters());
        double[] scores = {9, 9, 9};
        learner.predict(new double[] {0}, scores);
        assertThat(scores).containsOnly(0);
        learner.learn(new double[] {1}, 2, 3);
        learner.learn(new double[] {5}, 0, 1);
        learner.predict(new double[] {0}, scores);
        assertThat(scores).containsExactly(.25, 0, .75);
    }

    @Test
    void theWindowForgets() {
        Regressor learner = NearestNeighborsRegressor.ALGORITHM.create(
                Features.numeric(1),
                0,
                NearestNeighborsRegressor.ALGORITHM.parameters().with("window-size", 10));
        for (int i = 0; i < 25; i++) {
            learner.learn(new double[] {0}, i, 1);
        }
        // Of ten rows that are equally near the five newest are asked.
        assertThat(learner.predict(new double[] {0})).isCloseTo(22, within(1e-12));
    }

    /** Metres and kilograms: what is near depends on neither unit, and on no scaler that still moves. */
    @Test
    void byRangeUnitsDoNotMatter() {
        Regressor one = byRange();
        Regressor other = byRange();
        Randomness randomness = new Randomness(8);
        for (int i = 0; i < 600; i++) {
            double[] row = {randomness.nextDouble(), 50 + 40 * randomness.nextDouble()};
            double[] scaled = {1024 * row[0], row[1] / 64};
            assertThat(other.predict(scaled)).isEqualTo(one.predict(row));
            one.learn(row, row[0] + row[1] / 40, 1);
            other.learn(scaled, row[0] + row[1] / 40, 1);
        }
        assertThat(one.predict(new double[] {.5, 70})).isCloseTo(.5 + 70 / 40.0, within(.1));
    }

    private static Regressor byRange() {
        return NearestNeighborsRegressor.ALGORITHM.create(
                Features.numeric(2),
                0,
                NearestNeighborsRegressor.ALGORITHM.parameters().with("distance", "range"));
    }
}
