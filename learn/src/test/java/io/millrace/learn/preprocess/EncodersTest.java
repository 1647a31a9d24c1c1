package io.millrace.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Transformer;
import org.junit.jupiter.api.Test;

class EncodersTest {
    private static final Features MIXED = Features.of(Feature.numeric("price"), Feature.nominal("size", 3));

    private static double[] transformed(Transformer transformer, double... row) {
        double[] transformed = new double[transformer.output().size()];
        transformer.transform(row, transformed);
        return transformed;
    }

    private static Transformer of(Algorithm<Transformer> algorithm, Features features, int classes, Object... given) {
        var parameters = algorithm.parameters();
        for (int i = 0; i < given.length; i += 2) {
            parameters = parameters.with((String) given[i], given[i + 1]);
        }
        return algorithm.create(features, classes, parameters);
    }

    @Test
    void oneHotMakesAColumnForEachValue() {
        Transformer encoder = OneHot.ALGORITHM.create(MIXED);
        assertThat(encoder.output().all())
                .extracting(Feature::name)
                .containsExactly("price", "size=0", "size=1", "size=2");
        assertThat(transformed(encoder, 3.5, 1)).containsExactly(3.5, 0, 1, 0);
        assertThat(transformed(encoder, 3.5, Double.NaN)).containsExactly(3.5, 0, 0, 0);
        assertThat(transformed(encoder, 3.5, 3)).containsExactly(3.5, 0, 0, 0);
    }

    @Test
    void oneHotLeavesOneColumnToTheRest() {
        Transformer encoder = of(OneHot.ALGORITHM, Features.of(Feature.nominal("zone", 10_000)), 0, "max-values", 2);
        assertThat(encoder.output().all()).extracting(Feature::name).containsExactly("zone=0", "zone=1", "zone=other");
        assertThat(transformed(encoder, 1)).containsExactly(0, 1, 0);
        assertThat(transformed(encoder, 2)).containsExactly(0, 0, 1);
        assertThat(transformed(encoder, 9_999)).containsExactly(0, 0, 1);
    }

    @Test
    void ordinalTakesTheIndex() {
        Transformer encoder = Ordinal.ALGORITHM.create(MIXED);
        assertThat(encoder.output().isNominal(1)).isFalse();
        assertThat(transformed(encoder, 3.5, 2)).containsExactly(3.5, 2);
        assertThat(transformed(encoder, 3.5, 3)).containsExactly(3.5, Double.NaN);
    }

    @Test
    void targetEncoderIsTheMeanTargetDrawnToTheMeanOfAll() {
        Transformer encoder = of(TargetEncoder.ALGORITHM, MIXED, 0, "m", 2);
        assertThat(transformed(encoder, 1, 0)).containsExactly(1, 0);
        encoder.learn(new double[] {1, 0}, 10);
        encoder.learn(new double[] {1, 0}, 20);
        encoder.learn(new double[] {1, 2}, 60);
        encoder.learn(new double[] {1, 1}, Double.NaN);
        // The mean of all is 30; value 0 has (10 + 20 + 2 * 30) / (2 + 2).
        assertThat(transformed(encoder, 1, 0)[1]).isCloseTo(22.5, within(1e-12));
        assertThat(transformed(encoder, 1, 2)[1]).isCloseTo(40, within(1e-12));
        assertThat(transformed(encoder, 1, 1)[1]).isCloseTo(30, within(1e-12));
        assertThat(transformed(encoder, 1, Double.NaN)[1]).isCloseTo(30, within(1e-12));
    }

    @Test
    void targetEncoderHasAColumnForEachOfSeveralClasses() {
        Transformer encoder = of(TargetEncoder.ALGORITHM, MIXED, 3, "m", 0);
        assertThat(encoder.output().size()).isEqualTo(4);
        encoder.learn(new double[] {1, 0}, 2);
        encoder.learn(new double[] {1, 0}, 1);
        assertThat(transformed(encoder, 7, 0)).containsExactly(7, 0, .5, .5);
    }

    @Test
    void featureHasherHasAFixedWidth() {
        Features features = Features.of(Feature.nominal("user", 1_000_000), Feature.numeric("price"));
        Transformer hasher = of(FeatureHasher.ALGORITHM, features, 0, "n-features", 8);
        assertThat(hasher.output().size()).isEqualTo(9);
        double sum = 0;
        for (int user = 0; user < 1000; user++) {
            double[] row = transformed(hasher, user, 3);
            assertThat(row[0]).isEqualTo(3);
            double magnitudes = -3;
            for (double value : row) {
                magnitudes += Math.abs(value);
                sum += value;
            }
            assertThat(magnitudes).isEqualTo(1);
        }
        assertThat(sum - 3000).isBetween(-150.0, 150.0);
        assertThat(transformed(hasher, Double.NaN, 3)).containsExactly(3, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void imputerFillsWithTheMeanAndTheMostFrequentValue() {
        Transformer imputer = Imputer.ALGORITHM.create(MIXED);
        double[] gaps = {Double.NaN, Double.NaN};
        assertThat(transformed(imputer, gaps)).containsExactly(0, 0);
        imputer.learn(new double[] {2, 2}, 0);
        imputer.learn(new double[] {4, 1}, 0);
        imputer.learn(new double[] {Double.POSITIVE_INFINITY, 1}, 0);
        assertThat(transformed(imputer, gaps)).containsExactly(3, 1);
        assertThat(gaps).containsExactly(Double.NaN, Double.NaN);
        assertThat(transformed(imputer, 9, 0)).containsExactly(9, 0);
    }

    @Test
    void imputerFillsWithThePreviousValueAndTellsOfGaps() {
        Transformer imputer = of(Imputer.ALGORITHM, MIXED, 0, "method", "previous", "flags", true);
        imputer.learn(new double[] {2, 2}, 0);
        imputer.learn(new double[] {5, Double.NaN}, 0);
        assertThat(transformed(imputer, Double.NaN, Double.NaN)).containsExactly(5, 2, 1, 1);
        assertThat(transformed(imputer, 1, 77)).containsExactly(1, 2, 0, 1);
        assertThat(imputer.output().get(2).name()).isEqualTo("price is missing");
    }

    @Test
    void imputerFillsWithAConstant() {
        Transformer imputer = of(Imputer.ALGORITHM, MIXED, 0, "method", "constant", "value", -1);
        imputer.learn(new double[] {2, 2}, 0);
        assertThat(transformed(imputer, Double.NaN, Double.NaN)).containsExactly(-1, 0);
    }
}
