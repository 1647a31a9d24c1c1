package io.millrace.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for scores of every kind. */
class ScoresTest {
    static List<Function<Span, Scores>> kinds() {
        return List.of(
                span -> new ClassificationScores(2, span),
                span -> new ClassificationScores(5, span),
                RegressionScores::new,
                IntervalScores::new,
                RocArea::new,
                span -> new ClusterScores(2, span));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void writingAndReadingInBetweenChangesNothing(Function<Span, Scores> kind) throws IOException {
        for (Span span : List.of(Span.all(), Span.last(1), Span.last(150), Span.fading(.5))) {
            Scores straight = kind.apply(span);
            Scores resumed = kind.apply(span);
            feed(straight, 400, 1);
            feed(resumed, 20, 2);
            resumed.read(new DataInputStream(new ByteArrayInputStream(written(straight))));
            feed(straight, 300, 3);
            feed(resumed, 300, 3);
            assertThat(written(resumed)).isEqualTo(written(straight));
            assertThat(resumed.values()).isEqualTo(straight.values());
            assertThat(resumed.bytes()).isBetween(1L, 100_000L);
        }
    }

    @Test
    void spansAreChecked() {
        assertThatThrownBy(() -> Span.last(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Span.fading(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Span.fading(1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(Span.all(), Span.last(9), Span.fading(.9)))
                .extracting(Span::toString)
                .containsExactly("all rows", "last 9 rows", "fading 0.9");
    }

    @Test
    void intervalsAreScoredByCoverageAndWidth() {
        for (Span span : List.of(Span.all(), Span.last(4))) {
            IntervalScores scores = new IntervalScores(span);
            scores.add(1, 0, 2, 1);
            scores.add(2, 0, 2, 1);
            scores.add(5, 0, 4, 2);
            scores.add(Double.NaN, 0, 4, 2);
            assertThat(scores.value("coverage")).isCloseTo(.5, within(1e-12));
            assertThat(scores.value("width")).isCloseTo(3, within(1e-12));
        }
    }

    @Test
    void groupsFarApartScoreWell() {
        for (Span span : List.of(Span.all(), Span.last(500), Span.fading(.995))) {
            ClusterScores right = new ClusterScores(2, span);
            ClusterScores wrong = new ClusterScores(2, span);
            Randomness randomness = new Randomness(5);
            for (int i = 0; i < 2000; i++) {
                int group = randomness.nextInt(3);
                double[] row = {10 * group + randomness.nextGaussian(), -10 * group + randomness.nextGaussian()};
                right.add(group, row, 1);
                wrong.add(randomness.nextInt(4) - 1, row, 1);
            }
            assertThat(right.value("groups")).isEqualTo(3);
            assertThat(right.value("distance")).isCloseTo(Math.sqrt(2), within(.1));
            assertThat(right.value("explained")).isGreaterThan(.97);
            assertThat(right.value("silhouette")).isGreaterThan(.85);
            assertThat(right.value("davies-bouldin")).isLessThan(.3);
            assertThat(right.value("noise")).isZero();
            assertThat(wrong.value("explained")).isLessThan(.1);
            assertThat(wrong.value("silhouette")).isLessThan(.1);
            assertThat(wrong.value("davies-bouldin")).isGreaterThan(3);
            assertThat(wrong.value("noise")).isCloseTo(.25, within(.06));
        }
    }

    private static void feed(Scores scores, int rows, long seed) {
        Randomness randomness = new Randomness(seed);
        for (int i = 0; i < rows; i++) {
            double value = randomness.nextGaussian();
            double share = randomness.nextDouble();
            double weight = 1 + randomness.nextInt(2);
            if (scores instanceof ClassificationScores classification) {
                double[] shares = new double[classification.classes()];
                shares[0] = share;
                shares[1] = 1 - share;
                classification.add(randomness.nextInt(shares.length), shares, weight);
            } else if (scores instanceof RegressionScores regression) {
                regression.add(value, share, weight);
            } else if (scores instanceof IntervalScores intervals) {
                intervals.add(value, -share, share, weight);
            } else if (scores instanceof RocArea area) {
                area.add(value > 0, share, weight);
            } else if (scores instanceof ClusterScores clusters) {
                clusters.add(randomness.nextInt(3) - 1, new double[] {value, share}, weight);
            }
        }
    }

    private static byte[] written(Scores scores) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        scores.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
