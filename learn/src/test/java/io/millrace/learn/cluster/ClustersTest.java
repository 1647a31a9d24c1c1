package io.millrace.learn.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Clusterer;
import io.millrace.core.learn.Features;
import io.millrace.learn.metric.ClusterScores;
import io.millrace.learn.metric.Span;
import io.millrace.learn.random.Randomness;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClustersTest {
    private static final Map<String, Integer> THREE = Map.of("clusters", 3);

    static List<Clusterer> three() {
        return List.of(
                clusterer(KMeans.ALGORITHM, THREE),
                clusterer(CluStream.ALGORITHM, THREE),
                clusterer(DenStream.ALGORITHM, Map.of("epsilon", 1)));
    }

    /** Example: three kinds of customers, of which nobody said that there are three. */
    @ParameterizedTest
    @MethodSource("three")
    void findsThreeClouds(Clusterer clusterer) {
        Randomness randomness = new Randomness(1);
        ClusterScores scores = new ClusterScores(2, Span.all());
        for (int i = 0; i < 3000; i++) {
            double[] row = cloud(i % 3, 0, randomness);
            if (i >= 1000) {
                scores.add(clusterer.predict(row), row, 1);
            }
            clusterer.learn(row, 1);
        }
        assertThat(scores.value("groups")).isEqualTo(3);
        assertThat(scores.value("explained")).isGreaterThan(.97);
        assertThat(scores.value("silhouette")).isGreaterThan(.8);
        assertThat(scores.value("noise")).isLessThan(.05);
    }

    /** Clouds wander by ten times their width; who was in group 1 at first is in it in the end. */
    @ParameterizedTest
    @MethodSource("three")
    void groupsKeepTheirNumbersWhileTheyWander(Clusterer clusterer) {
        Randomness randomness = new Randomness(2);
        int[] first = new int[3];
        for (int i = 0; i < 20_000; i++) {
            clusterer.learn(cloud(i % 3, i / 2000.0, randomness), 1);
            if (i == 999) {
                for (int j = 0; j < 3; j++) {
                    first[j] = clusterer.predict(new double[] {10 * j, -10 * j + i / 2000.0});
                }
            }
        }
        assertThat(first).doesNotHaveDuplicates().doesNotContain(-1);
        for (int j = 0; j < 3; j++) {
            assertThat(clusterer.predict(new double[] {10 * j, -10 * j + 10})).isEqualTo(first[j]);
        }
    }

    @Test
    void denseGroupsHaveAnyShape() {
        Clusterer clusterer = clusterer(DenStream.ALGORITHM, Map.of("epsilon", .4, "decaying-factor", .05));
        Randomness randomness = new Randomness(3);
        for (int i = 0; i < 6000; i++) {
            clusterer.learn(ring(randomness.nextInt(2) == 0 ? 1 : 4, randomness), 1);
        }
        Set<Integer> inner = new HashSet<>();
        Set<Integer> outer = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            inner.add(clusterer.predict(ring(1, randomness)));
            outer.add(clusterer.predict(ring(4, randomness)));
        }
        assertThat(inner).hasSize(1).doesNotContain(-1).isNotEqualTo(outer);
        assertThat(outer).hasSize(1).doesNotContain(-1);
        assertThat(clusterer.predict(new double[] {2.5, 0})).isEqualTo(-1);
        assertThat(clusterer.predict(new double[] {9, 9})).isEqualTo(-1);
    }

    @Test
    void whatIsGoneIsForgotten() {
        Clusterer clusterer = clusterer(DenStream.ALGORITHM, Map.of("epsilon", 1));
        Randomness randomness = new Randomness(4);
        for (int i = 0; i < 10_000; i++) {
            clusterer.learn(cloud(i < 3000 ? 0 : 1, 0, randomness), 1);
            if (i == 2999) {
                assertThat(clusterer.predict(new double[] {0, 0})).isNotEqualTo(-1);
            }
        }
        assertThat(clusterer.predict(new double[] {0, 0})).isEqualTo(-1);
        assertThat(clusterer.predict(new double[] {10, -10})).isNotEqualTo(-1);
        assertThat(clusterer.bytes()).isLessThan(10_000);
    }

    /** Far from 0 a difference of sums of squares would be below 0, and its root no number. */
    @Test
    void theRadiusOfRowsFarFromZeroIsRight() {
        MicroClusters clusters = new MicroClusters(1);
        clusters.append(new double[] {1e9 + 4}, 1, 0);
        for (double value : new double[] {7, 13, 16}) {
            clusters.absorb(0, new double[] {1e9 + value}, 0, 1, 0);
        }
        assertThat(clusters.radius(0)).isCloseTo(Math.sqrt(22.5), within(1e-6));
        MicroClusters other = new MicroClusters(1);
        other.append(new double[] {1e9 + 10}, 4, 0);
        other.absorb(0, clusters.centres, 0, clusters.weights[0], clusters.scatters[0]);
        assertThat(other.radius(0)).isCloseTo(Math.sqrt(22.5 / 2), within(1e-6));
    }

    private static Clusterer clusterer(Algorithm<Clusterer> algorithm, Map<String, ?> values) {
        return algorithm.create(Features.numeric(2), 0, algorithm.parameters().with(values));
    }

    private static double[] cloud(int index, double shift, Randomness randomness) {
        return new double[] {10 * index + randomness.nextGaussian(), -10 * index + shift + randomness.nextGaussian()};
    }

    private static double[] ring(double radius, Randomness randomness) {
        double angle = 2 * Math.PI * randomness.nextDouble();
        double off = radius + .05 * randomness.nextGaussian();
        return new double[] {off * Math.cos(angle), off * Math.sin(angle)};
    }
}
