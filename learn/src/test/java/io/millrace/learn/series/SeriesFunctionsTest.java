package io.millrace.learn.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.learn.random.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every series promises, and what the answers of each function are worth. */
class SeriesFunctionsTest {
    private static final int FORECAST_VALUE = 1;
    private static final int IS_ANOMALY = 5;
    private static final double[] ODD = {
        0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        1e300,
        -1e300,
        1e-320,
        Double.MAX_VALUE,
        5,
        5,
        5,
        -Double.MIN_VALUE
    };

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("ML_DETECT_ANOMALIES", 1, Map.of("minTrainingSize", "20")),
                Arguments.of("ML_DETECT_ANOMALIES", 1, Map.of("minTrainingSize", "20", "algorithm", "holt-winters")),
                Arguments.of(
                        "ML_DETECT_ANOMALIES",
                        1,
                        Map.of("minTrainingSize", "20", "algorithm", "seasonal-naive", "m", "7")),
                Arguments.of("ML_DETECT_ANOMALIES_ROBUST", 1, Map.of("window", "30", "imputeOutliers", "true")),
                Arguments.of("ML_DETECT_ANOMALIES_ROBUST", 3, Map.of("window", "30", "minTrainingSize", "5")),
                Arguments.of("ML_FORECAST", 1, Map.of("minTrainingSize", "20", "horizon", "70", "m", "7")),
                Arguments.of("ML_FORECAST", 1, Map.of("minTrainingSize", "60", "horizon", "2", "enableStl", "true")),
                Arguments.of("ML_DETECT_DRIFT", 1, Map.of()));
    }

    private static double[] row(Randomness random, int index, int values) {
        double[] row = new double[values];
        for (int i = 0; i < values; i++) {
            boolean isOdd = index % 3 == 0 && index > 100;
            row[i] = isOdd ? ODD[random.nextInt(ODD.length)] : index % 7 + random.nextGaussian();
        }
        return row;
    }

    @ParameterizedTest
    @MethodSource("all")
    void goesOnBitForBitAfterItWasWrittenAndRead(String function, int values, Map<String, String> options)
            throws IOException {
        Answers one = new Answers(function, values, options);
        Answers other = new Answers(function, values, options);
        Randomness random = new Randomness(1);
        for (int i = 0; i < 700; i++) {
            double[] row = row(random, i, values);
            byte[] answer = one.next(row);
            assertThat(other.next(row)).as("row %d", i).isEqualTo(answer);
            if (i == 50 || i == 400) {
                ByteArrayOutputStream written = new ByteArrayOutputStream();
                other.series.write(new DataOutputStream(written));
                other = new Answers(function, values, options).after(other);
                other.series.read(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void holdsAsMuchAsBeforeWhateverComes(String function, int values, Map<String, String> options) {
        Answers answers = new Answers(function, values, options);
        Randomness random = new Randomness(2);
        for (int i = 0; i < 3000; i++) {
            answers.next(row(random, i, values));
        }
        long before = answers.series.bytes();
        for (int i = 3000; i < 9000; i++) {
            answers.next(row(random, i, values));
        }
        assertThat(answers.series.bytes()).isLessThanOrEqualTo(before + before / 4);
    }

    @Test
    void answersAreOfTheRowsBeforeAlone() {
        Answers one = new Answers("ML_DETECT_ANOMALIES", 1, Map.of("minTrainingSize", "20", "algorithm", "theta"));
        Answers other = new Answers("ML_DETECT_ANOMALIES", 1, Map.of("minTrainingSize", "20", "algorithm", "theta"));
        for (int i = 0; i < 30; i++) {
            one.next(i % 5);
            other.next(i % 5);
        }
        assertThat(other.number(other.next(1000), 0, 2)).isEqualTo(one.number(one.next(0), 0, 2));
    }

    @Test
    void aSpikeIsFoundInNoiseAndFalseAlarmsAreAsRareAsAskedFor() {
        for (String algorithm : new String[] {"holt-winters", "naive", "theta"}) {
            Answers answers =
                    new Answers("ML_DETECT_ANOMALIES", 1, Map.of("algorithm", algorithm, "confidencePercentage", "99"));
            Randomness random = new Randomness(3);
            int falseAlarms = 0;
            int found = 0;
            for (int i = 0; i < 20_000; i++) {
                boolean isSpike = i % 500 == 499;
                byte[] answer = answers.next(random.nextGaussian() + (isSpike ? 12 : 0));
                boolean isAlarm = answers.isTrue(answer, IS_ANOMALY);
                found += isSpike && isAlarm ? 1 : 0;
                falseAlarms += !isSpike && isAlarm ? 1 : 0;
            }
            assertThat(found).as(algorithm).isEqualTo(40);
            assertThat(falseAlarms).as(algorithm).isBetween(60, 500);
        }
    }

    @Test
    void boundsHoldAsManyValuesAsTheyAreFor() {
        Answers answers = new Answers("ML_FORECAST", 1, Map.of("horizon", "3", "algorithm", "naive"));
        Randomness random = new Randomness(4);
        double value = 0;
        byte[][] made = new byte[3][];
        int[] inside = new int[3];
        int count = 0;
        for (int i = 0; i < 5000; i++) {
            value += random.nextGaussian();
            for (int step = 0; i > 300 && step < 3; step++) {
                byte[] before = made[Math.floorMod(i - 1 - step, 3)];
                boolean isInside = value >= answers.number(before, step, 2) && value <= answers.number(before, step, 3);
                inside[step] += isInside ? 1 : 0;
            }
            count += i > 300 ? 1 : 0;
            made[i % 3] = answers.next(value);
        }
        for (int step = 0; step < 3; step++) {
            assertThat((double) inside[step] / count).as("step %d", step).isBetween(0.935, 0.965);
        }
    }

    @Test
    void aSeasonGoesOn() {
        Answers answers = new Answers("ML_FORECAST", 1, Map.of("horizon", "24", "m", "24"));
        byte[] answer = {};
        for (int i = 0; i < 480; i++) {
            answer = answers.next(100 + 10 * Math.sin(i * Math.PI / 12));
        }
        for (int step = 0; step < 24; step++) {
            double expected = 100 + 10 * Math.sin((480 + step) * Math.PI / 12);
            assertThat(Math.abs(answers.number(answer, step, FORECAST_VALUE) - expected))
                    .isLessThan(0.5);
        }
    }

    @Test
    void theLengthOfASeasonIsFound() {
        Randomness random = new Randomness(6);
        for (int season : new int[] {2, 7, 12, 24, 48}) {
            double[] values = new double[160];
            double[] pattern = doubles(random, season);
            for (int i = 0; i < values.length; i++) {
                values[i] = 10 * Math.sin(2 * Math.PI * i / season)
                        + 5 * pattern[i % season]
                        + i * 0.3
                        + random.nextGaussian();
                values[i] += season == 2 ? 10 * (i % 2) : 0;
            }
            assertThat(FoundSeason.find(values)).as("season %d", season).isEqualTo(season);
        }
    }

    private static double[] doubles(Randomness random, int count) {
        double[] all = new double[count];
        for (int i = 0; i < count; i++) {
            all[i] = random.nextDouble();
        }
        return all;
    }

    @Test
    void thereIsNoSeasonWhereThereIsNone() {
        Randomness random = new Randomness(7);
        double[] noise = new double[400];
        double[] walk = new double[400];
        double[] line = new double[400];
        for (int i = 0; i < 400; i++) {
            noise[i] = random.nextGaussian();
            walk[i] = (i == 0 ? 0 : walk[i - 1] * 0.9) + random.nextGaussian();
            line[i] = 3.3 * i;
        }
        assertThat(FoundSeason.find(noise)).isEqualTo(1);
        assertThat(FoundSeason.find(walk)).isEqualTo(1);
        assertThat(FoundSeason.find(line)).isEqualTo(1);
        assertThat(FoundSeason.find(new double[200])).isEqualTo(1);
        assertThat(FoundSeason.find(new double[] {1, 2})).isEqualTo(1);
    }

    @Test
    void nothingIsSaidBeforeThereIsEnough() {
        Answers anomalies = new Answers("ML_DETECT_ANOMALIES", 1, Map.of());
        Answers forecasts = new Answers("ML_FORECAST", 1, Map.of());
        for (int i = 0; i < 200; i++) {
            assertThat(anomalies.isNull(anomalies.next(i % 3), IS_ANOMALY))
                    .as("row %d", i)
                    .isEqualTo(i < 128);
            assertThat(forecasts.next(i % 3).length == 0).as("row %d", i).isEqualTo(i < 127);
        }
    }
}
