package io.millrace.learn.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SketchTest {
    static List<Supplier<Sketch>> kinds() {
        return List.of(
                () -> new QuantileSketch(40, 1),
                () -> new DistinctCount(10),
                () -> new CountMinSketch(.01, .1),
                () -> new HeavyHitters(30),
                () -> new Reservoir(50, 2, 1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void writingAndReadingInBetweenChangesNothing(Supplier<Sketch> kind) throws IOException {
        Sketch straight = kind.get();
        Sketch resumed = kind.get();
        feed(straight, 3000, 1);
        feed(resumed, 5000, 2);
        resumed.read(new DataInputStream(new ByteArrayInputStream(written(straight))));
        assertThat(written(resumed)).isEqualTo(written(straight));
        feed(straight, 2000, 3);
        feed(resumed, 2000, 3);
        assertThat(written(resumed)).isEqualTo(written(straight));
        assertThat(straight.bytes()).isBetween(100L, 40_000L);
    }

    /** Example: how late are the latest? In order, in reverse, and by chance. */
    @Test
    void ranksOfQuantilesAreNearlyRight() {
        int rows = 100_000;
        for (int order = 0; order < 3; order++) {
            QuantileSketch sketch = new QuantileSketch(200, order);
            Randomness randomness = new Randomness(7);
            for (int i = 0; i < rows; i++) {
                sketch.add(order == 0 ? i : order == 1 ? rows - i : rows * randomness.nextDouble());
            }
            for (double share : new double[] {.01, .25, .5, .75, .99}) {
                assertThat(sketch.quantile(share) / rows).isCloseTo(share, within(.02));
                assertThat(sketch.rank(share * rows)).isCloseTo(share, within(.02));
            }
            assertThat(sketch.bytes()).isLessThan(32_000);
            assertThat(sketch.count()).isEqualTo(rows);
        }
    }

    @Test
    void quantilesOfFewValuesAreExact() {
        QuantileSketch sketch = new QuantileSketch(200, 1);
        assertThat(sketch.quantile(.5)).isNaN();
        for (double value : new double[] {5, 1, Double.NaN, 3, 2, 4}) {
            sketch.add(value);
        }
        assertThat(sketch.quantile(0)).isEqualTo(1);
        assertThat(sketch.quantile(.5)).isEqualTo(3);
        assertThat(sketch.quantile(.61)).isEqualTo(4);
        assertThat(sketch.quantile(1)).isEqualTo(5);
        assertThat(sketch.rank(2)).isEqualTo(.4);
    }

    @Test
    void mergedQuantilesAreAsGood() {
        QuantileSketch all = new QuantileSketch(200, 1);
        Randomness randomness = new Randomness(8);
        for (int part = 0; part < 20; part++) {
            QuantileSketch one = new QuantileSketch(200, part);
            for (int i = 0; i < 500 * (part + 1); i++) {
                one.add(part + randomness.nextDouble());
            }
            all.merge(one);
        }
        assertThat(all.count()).isEqualTo(105_000);
        // Parts 0 to 9 have 27,500 of the 105,000.
        assertThat(all.rank(10)).isCloseTo(27.5 / 105, within(.02));
        assertThat(all.quantile(0)).isBetween(0.0, .01);
        assertThat(all.bytes()).isLessThan(32_000);
    }

    @Test
    void distinctValuesAreCountedWithinTheStandardError() {
        for (int values : new int[] {0, 1, 10, 1000, 10_000, 200_000}) {
            DistinctCount sketch = new DistinctCount(12);
            for (int i = 0; i < values; i++) {
                sketch.add((long) i);
                sketch.add((long) i);
            }
            assertThat(sketch.estimate()).isCloseTo(values, within(.05 * values));
        }
        DistinctCount zeros = new DistinctCount(12);
        zeros.add(0.0);
        zeros.add(-0.0);
        assertThat(zeros.estimate()).isCloseTo(1, within(.01));
    }

    @Test
    void mergedDistinctCountsAreThoseOfAllValues() throws IOException {
        DistinctCount all = new DistinctCount(11);
        DistinctCount even = new DistinctCount(11);
        DistinctCount third = new DistinctCount(11);
        for (int i = 0; i < 30_000; i++) {
            if (i % 2 == 0) {
                even.add((long) i);
                all.add((long) i);
            }
            if (i % 3 == 0) {
                third.add((long) i);
                all.add((long) i);
            }
        }
        even.merge(third);
        assertThat(written(even)).isEqualTo(written(all));
        assertThat(even.estimate()).isCloseTo(20_000, within(2000.0));
    }

    @Test
    void countsAreNeverTooLowAndSeldomTooHigh() {
        CountMinSketch sketch = new CountMinSketch(.001, .01);
        CountMinSketch half = new CountMinSketch(.001, .01);
        Map<Long, Long> truth = new HashMap<>();
        Randomness randomness = new Randomness(9);
        for (int i = 0; i < 50_000; i++) {
            long value = skewed(randomness);
            (i % 2 == 0 ? sketch : half).add(value, 1);
            truth.merge(value, 1L, Long::sum);
        }
        sketch.merge(half);
        assertThat(sketch.total()).isEqualTo(50_000);
        int bad = 0;
        for (Map.Entry<Long, Long> entry : truth.entrySet()) {
            long excess = sketch.estimate(entry.getKey()) - entry.getValue();
            assertThat(excess).isNotNegative();
            bad += excess > 50 ? 1 : 0;
        }
        assertThat(bad).isLessThanOrEqualTo(truth.size() / 100);
    }

    @Test
    void whateverIsFrequentIsFound() {
        Map<Long, Long> truth = new HashMap<>();
        List<HeavyHitters> parts = new ArrayList<>();
        Randomness randomness = new Randomness(10);
        for (int part = 0; part < 3; part++) {
            HeavyHitters hitters = new HeavyHitters(100);
            for (int i = 0; i < 30_000; i++) {
                long value = skewed(randomness);
                hitters.add(value, 1);
                truth.merge(value, 1L, Long::sum);
            }
            check(hitters, part == 0 ? truth : Map.of());
            parts.add(hitters);
        }
        HeavyHitters all = parts.get(0);
        all.merge(parts.get(1));
        all.merge(parts.get(2));
        assertThat(all.total()).isEqualTo(90_000);
        check(all, truth);
        assertThat(all.top(3)).extracting(HeavyHitters.Hit::value).containsExactly(0L, 1L, 2L);
    }

    private static void check(HeavyHitters hitters, Map<Long, Long> truth) {
        Map<Long, HeavyHitters.Hit> found = new HashMap<>();
        hitters.top(1000).forEach(hit -> found.put(hit.value(), hit));
        truth.forEach((value, count) -> {
            HeavyHitters.Hit hit = found.get(value);
            if (hit == null) {
                assertThat(count).isLessThanOrEqualTo(hitters.total() / 100);
            } else {
                assertThat(hit.count()).isBetween(count, count + hit.excess());
                assertThat(hit.excess()).isLessThanOrEqualTo(hitters.total() / 100);
            }
        });
    }

    @Test
    void everyRowHasTheSameChance() {
        double[] chances = new double[10];
        for (int seed = 0; seed < 2000; seed++) {
            Reservoir left = new Reservoir(20, 1, seed);
            Reservoir right = new Reservoir(20, 1, -seed - 1);
            for (int i = 0; i < 200; i++) {
                (i < 140 ? left : right).add(new double[] {i});
            }
            left.merge(right);
            assertThat(left.count()).isEqualTo(200);
            for (int i = 0; i < left.size(); i++) {
                chances[(int) left.row(i)[0] / 20] += 1.0 / 2000 / 20;
            }
        }
        assertThat(chances).containsExactly(new double[] {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1}, within(.008));
    }

    /** Half of all values are 0 to 9, the lower the more often; the others hardly come twice. */
    private static long skewed(Randomness randomness) {
        if (randomness.nextInt(2) == 0) {
            return randomness.nextInt(1 + randomness.nextInt(10));
        }
        return 1000 + randomness.nextInt(100_000);
    }

    private static void feed(Sketch sketch, int rows, long seed) {
        Randomness randomness = new Randomness(seed);
        for (int i = 0; i < rows; i++) {
            if (sketch instanceof QuantileSketch quantiles) {
                quantiles.add(randomness.nextGaussian());
            } else if (sketch instanceof DistinctCount distinct) {
                distinct.add(skewed(randomness));
            } else if (sketch instanceof CountMinSketch counts) {
                counts.add(skewed(randomness), 1 + randomness.nextInt(3));
            } else if (sketch instanceof HeavyHitters hitters) {
                hitters.add(skewed(randomness), 1 + randomness.nextInt(3));
            } else if (sketch instanceof Reservoir reservoir) {
                reservoir.add(new double[] {i, randomness.nextGaussian()});
            }
        }
    }

    private static byte[] written(Sketch sketch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sketch.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
