package io.millrace.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.learn.baseline.LastLabel;
import io.millrace.learn.baseline.LastValue;
import io.millrace.learn.baseline.MajorityClass;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final double[] ROW = {};

    /** The example of the documentation: which of two baselines is better where labels come in runs? */
    @Test
    void tellsWhichLearnerIsBetter() {
        Evaluation last = Evaluation.of(classifier("last"), 2, Span.all());
        Evaluation majority = Evaluation.of(classifier("majority"), 2, Span.all());
        for (int i = 0; i < 1000; i++) {
            int label = i / 10 % 2;
            last.add(ROW, label);
            majority.add(ROW, label);
        }
        assertThat(last.scores().value("accuracy")).isCloseTo(.901, within(1e-9));
        assertThat(last.scores().value("kappa-temporal")).isCloseTo(0, within(1e-9));
        assertThat(majority.scores().value("kappa-temporal")).isLessThan(-4);
    }

    @Test
    void predictionsScoredLaterGiveTheSame() {
        Regressor alone = LastValue.ALGORITHM.create(Features.numeric(0));
        Evaluation evaluation = Evaluation.of(LastValue.ALGORITHM.create(Features.numeric(0)), Span.all());
        RegressionScores scores = new RegressionScores(Span.all());
        Randomness randomness = new Randomness(1);
        for (int i = 0; i < 200; i++) {
            double truth = i % 9 == 0 ? Double.NaN : randomness.nextGaussian();
            double prediction = alone.predict(ROW);
            assertThat(evaluation.add(ROW, truth)).isEqualTo(prediction);
            scores.add(truth, prediction, 1);
            alone.learn(ROW, truth, 1);
        }
        assertThat(evaluation.values()).isEqualTo(scores.values());
    }

    @Test
    void lateAnswersScoreWhatWasPredictedThen() {
        Evaluation evaluation = Evaluation.of(LastValue.ALGORITHM.create(Features.numeric(0)), Span.all())
                .delayed(3);
        for (int i = 0; i < 100; i++) {
            // When row i is predicted, the answers up to row i - 4 have come.
            assertThat(evaluation.add(ROW, i)).isEqualTo(Math.max(0, i - 4));
        }
        assertThat(((RegressionScores) evaluation.scores()).weights()).isEqualTo(97);
        evaluation.finish();
        assertThat(((RegressionScores) evaluation.scores()).weights()).isEqualTo(100);
        assertThat(evaluation.scores().value("mae")).isCloseTo((0 + 1 + 2 + 3 + 96 * 4) / 100.0, within(1e-12));
    }

    @Test
    void lateLabelsScoreClassifiersToo() {
        Evaluation prompt = Evaluation.of(classifier("last"), 2, Span.all());
        Evaluation late = Evaluation.of(classifier("last"), 2, Span.all()).delayed(10);
        for (int i = 0; i < 1000; i++) {
            prompt.add(ROW, i / 20 % 2);
            late.add(ROW, i / 20 % 2);
        }
        late.finish();
        assertThat(prompt.scores().value("accuracy")).isGreaterThan(.94);
        assertThat(late.scores().value("accuracy")).isBetween(.4, .6);
    }

    private static Classifier classifier(String name) {
        return name.equals("last")
                ? LastLabel.ALGORITHM.create(Features.numeric(0), 2, LastLabel.ALGORITHM.parameters())
                : MajorityClass.ALGORITHM.create(Features.numeric(0), 2, MajorityClass.ALGORITHM.parameters());
    }
}
