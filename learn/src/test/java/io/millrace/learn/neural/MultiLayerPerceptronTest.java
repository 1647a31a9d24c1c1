package io.millrace.learn.neural;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.linear.LinearRegression;
import io.millrace.learn.linear.LogisticRegression;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class MultiLayerPerceptronTest {
    private static Regressor regressor(Features features, Object... given) {
        var parameters = MultiLayerPerceptronRegressor.ALGORITHM.parameters();
        for (int i = 0; i < given.length; i += 2) {
            parameters = parameters.with((String) given[i], given[i + 1]);
        }
        return Pipelines.prepared(MultiLayerPerceptronRegressor.ALGORITHM, features, 0, parameters);
    }

    /** Of two numbers and a kind of which each turns the meaning of another: no sum tells it. */
    private static double meanError(Regressor learner, long seed) {
        Randomness randomness = new Randomness(seed);
        double sum = 0;
        for (int i = 0; i < 6000; i++) {
            double[] row = {randomness.nextGaussian(), 100 * randomness.nextGaussian(), randomness.nextInt(2)};
            double target = 1000 + row[0] * row[1] * (row[2] == 1 ? 1 : -1);
            double error = Math.abs(learner.predictThenLearn(row, target, 1) - target);
            sum += i >= 4000 ? error : 0;
        }
        return sum / 2000;
    }

    @Test
    void featuresThatMatterTogether() {
        Features features = Features.of(Feature.numeric("a"), Feature.numeric("b"), Feature.nominal("kind", 2));
        Regressor linear =
                Pipelines.prepared(LinearRegression.ALGORITHM, features, 0, LinearRegression.ALGORITHM.parameters());
        double linearError = meanError(linear, 1);
        assertThat(linearError).isGreaterThan(50);
        assertThat(meanError(regressor(features), 1)).isLessThan(linearError / 2.5);
        assertThat(meanError(regressor(features, "hidden", 16, "hidden-2", 8), 1))
                .isLessThan(linearError / 2.5);
    }

    @Test
    void learningRowsAgainHelpsWhereThereAreFew() {
        Features features = Features.of(Feature.numeric("a"), Feature.numeric("b"), Feature.nominal("kind", 2));
        double without = meanError(regressor(features, "replays", 0), 2);
        double with = meanError(regressor(features, "replays", 6), 2);
        assertThat(with).isLessThan(.8 * without);
    }

    @Test
    void classesThatNoLineSeparates() {
        Features features = Features.numeric(2);
        Classifier network = Pipelines.prepared(
                MultiLayerPerceptronClassifier.ALGORITHM,
                features,
                3,
                MultiLayerPerceptronClassifier.ALGORITHM.parameters().with("learning-rate", .01));
        Classifier linear = Pipelines.prepared(
                LogisticRegression.ALGORITHM, features, 3, LogisticRegression.ALGORITHM.parameters());
        Randomness randomness = new Randomness(3);
        double[] scores = new double[3];
        int networkRight = 0;
        int linearRight = 0;
        for (int i = 0; i < 5000; i++) {
            double[] row = {randomness.nextGaussian(), randomness.nextGaussian()};
            double square = row[0] * row[0] + row[1] * row[1];
            int label = square < .7 ? 0 : square < 2 ? 1 : 2;
            network.predictThenLearn(row, label, 1, scores);
            networkRight += i >= 3000 && Classifier.best(scores) == label ? 1 : 0;
            linear.predictThenLearn(row, label, 1, scores);
            linearRight += i >= 3000 && Classifier.best(scores) == label ? 1 : 0;
        }
        assertThat(linearRight / 2000.0).isLessThan(.5);
        assertThat(networkRight / 2000.0).isGreaterThan(.88);
    }

    /** One in ten targets is 100 too high; what is wanted is the usual one. */
    @Test
    void outliersPullNoHarderOnDemand() {
        Regressor plain = regressor(Features.numeric(1));
        Regressor robust = regressor(Features.numeric(1), "huber-threshold", .1);
        Randomness randomness = new Randomness(4);
        double plainError = 0;
        double robustError = 0;
        for (int i = 0; i < 4000; i++) {
            double[] row = {randomness.nextGaussian()};
            double usual = 10 * row[0];
            double target = usual + (i % 10 == 9 ? 100 : 0);
            double plainAnswer = plain.predictThenLearn(row, target, 1);
            double robustAnswer = robust.predictThenLearn(row, target, 1);
            plainError += i >= 2000 ? Math.abs(plainAnswer - usual) : 0;
            robustError += i >= 2000 ? Math.abs(robustAnswer - usual) : 0;
        }
        assertThat(robustError).isLessThan(plainError / 2);
    }

    @Test
    void anotherSeedIsAnotherNetwork() {
        Features features = Features.numeric(1);
        Regressor one = regressor(features, "seed", 1);
        Regressor other = regressor(features, "seed", 2);
        for (int i = 0; i < 20; i++) {
            one.learn(new double[] {i}, i, 1);
            other.learn(new double[] {i}, i, 1);
        }
        assertThat(one.predict(new double[] {7})).isNotEqualTo(other.predict(new double[] {7}));
    }
}
