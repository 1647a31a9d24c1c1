package io.millrace.learn.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.learn.Task;
import io.millrace.core.type.Type;
import io.millrace.learn.forecast.Forecasts;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Detectors whose scores have no scale of their own. */
class AnomalyFunctionTest {
    private static final int IS_ANOMALY = 5;
    private static final int SCORE = 8;

    /** Scores a row by the sum of its squares, times something, once it has seen a few. */
    private static final class Squares implements AnomalyDetector {
        private final double scale;
        private final int warmUp;
        private int count;

        Squares(double scale, int warmUp) {
            this.scale = scale;
            this.warmUp = warmUp;
        }

        @Override
        public double score(double[] row) {
            double sum = 0;
            for (double value : row) {
                sum += scale * value * value;
            }
            return count < warmUp ? 0 : sum;
        }

        @Override
        public void learn(double[] row) {
            count++;
        }

        @Override
        public void write(DataOutput out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void read(DataInput in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long bytes() {
            return 32;
        }
    }

    private static final Algorithm<AnomalyDetector> SQUARES = new Algorithm<>(
            "squares",
            Task.ANOMALY_DETECTION,
            "",
            "",
            Set.of(),
            List.of(Parameter.real("scale", 1, 0, 1e9, ""), Parameter.whole("warm-up", 7, 5, 100, "")),
            (features, classes, parameters) -> new Squares(parameters.real("scale"), parameters.whole("warm-up")));

    private static SeriesType type(int values, Map<String, String> options) {
        List<Algorithm<?>> algorithms = new ArrayList<>(Forecasts.ALL);
        algorithms.add(SQUARES);
        return new AnomalyFunction(algorithms).define(new SeriesFunction.Request(values, Type.timestamp(3), options));
    }

    @Test
    void aScoreOfAnyScaleIsStrangeWhereItIsRare() {
        for (String scale : List.of("0.000001", "1", "1000000")) {
            Answers answers =
                    new Answers(type(2, Map.of("algorithm", "squares", "scale", scale, "confidencePercentage", "99")));
            Randomness random = new Randomness(8);
            int alarms = 0;
            int found = 0;
            for (int i = 0; i < 20_000; i++) {
                boolean isSpike = i % 1000 == 999;
                double spike = isSpike ? 8 : 0;
                byte[] answer = answers.next(random.nextGaussian() + spike, random.nextGaussian());
                boolean isAlarm = answers.isTrue(answer, IS_ANOMALY);
                found += isSpike && isAlarm ? 1 : 0;
                alarms += isAlarm ? 1 : 0;
                assertThat(answers.isNull(answer, 2))
                        .as("a forecast of two values")
                        .isTrue();
            }
            assertThat(found).as(scale).isEqualTo(20);
            assertThat(alarms).as(scale).isBetween(80, 400);
        }
    }

    @Test
    void aThresholdIsHeldAgainstTheScore() {
        Answers answers =
                new Answers(type(1, Map.of("algorithm", "squares", "threshold", "9", "minTrainingSize", "6")));
        boolean[] alarms = new boolean[20];
        for (int i = 0; i < 20; i++) {
            byte[] answer = answers.next(i);
            alarms[i] = answers.isTrue(answer, IS_ANOMALY);
            if (i >= 6) {
                assertThat(answers.number(answer, 0, SCORE)).isEqualTo(i * i);
            }
        }
        assertThat(alarms[5]).isFalse();
        assertThat(alarms[6]).isTrue();
    }

    @Test
    void theWarmUpOfADetectorIsAsLongAsTheTraining() {
        assertThat(type(1, Map.of("algorithm", "squares")).description()).isEqualTo("squares");
        assertThat(type(1, Map.of("algorithm", "squares", "minTrainingSize", "30"))
                        .description())
                .isEqualTo("squares {warm-up=30}");
        assertThat(type(1, Map.of("algorithm", "squares", "minTrainingSize", "2"))
                        .description())
                .isEqualTo("squares {warm-up=5}");
    }

    @Test
    void ordersAreNotForDetectors() {
        assertThatThrownBy(() -> type(1, Map.of("algorithm", "squares", "p", "1")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("'p' is for forecasts");
        assertThat(type(1, Map.of("p", "1", "d", "1")).description()).startsWith("arx");
    }
}
