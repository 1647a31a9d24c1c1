package io.millrace.learn.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Series;
import io.millrace.learn.random.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What answers are computed with. */
class NumbersTest {
    @Test
    void sharesOfTheNormalDistribution() {
        assertThat(Normal.twoSided(0.95)).isCloseTo(1.959963985, within(1e-8));
        assertThat(Normal.twoSided(0.99)).isCloseTo(2.575829304, within(1e-8));
        assertThat(Normal.twoSided(0.5)).isCloseTo(0.674489750, within(1e-8));
        assertThat(Normal.twoSided(0.999)).isCloseTo(3.290526731, within(1e-8));
    }

    @Test
    void mediansAndTheirDistancesAreThoseOfSorting() {
        for (int window : new int[] {1, 2, 5, 40}) {
            RecentNumbers recent = new RecentNumbers(window);
            List<Double> all = new ArrayList<>();
            Randomness random = new Randomness(window);
            for (int i = 0; i < 300; i++) {
                double number = random.nextInt(20) - 10 + (i % 2 == 0 ? 0 : random.nextDouble());
                recent.add(number);
                all.add(number);
                List<Double> last = all.subList(Math.max(0, all.size() - window), all.size());
                double median = median(last);
                assertThat(recent.median()).isEqualTo(median);
                List<Double> distances =
                        last.stream().map(each -> Math.abs(each - median)).toList();
                assertThat(recent.medianDistance(median)).isEqualTo(median(distances));
                double mean = distances.stream().mapToDouble(each -> each).sum() / distances.size();
                assertThat(recent.meanDistance(median)).isCloseTo(mean, within(1e-12));
            }
        }
    }

    private static double median(List<Double> numbers) {
        List<Double> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    @Test
    void asManyScoresAreRareAsTheirChanceSays() {
        for (double chance : new double[] {0.1, 0.01, 0.001}) {
            Rarity rarity = new Rarity(512);
            Randomness random = new Randomness(5);
            int rare = 0;
            for (int i = 0; i < 50_000; i++) {
                double score = Math.abs(random.nextGaussian());
                rare += rarity.chance(score) < chance ? 1 : 0;
                rarity.add(score);
            }
            assertThat(rare / 50_000.0).as("%s", chance).isBetween(chance * 0.6, chance * 1.7);
        }
    }

    @Test
    void whatWasAlwaysTheSameMakesAnythingElseRare() {
        Rarity rarity = new Rarity(100);
        for (int i = 0; i < 50; i++) {
            rarity.add(0);
        }
        assertThat(rarity.chance(0)).isEqualTo(1);
        assertThat(rarity.chance(1e-6)).isLessThan(1e-9);
    }

    @Test
    void oneGapDoesNotChangeThePace() {
        Pace pace = new Pace();
        assertThat(pace.after(1)).isEqualTo(Series.NO_TIME);
        for (long time : new long[] {0, 10, 20, 20, 70, 80}) {
            pace.add(time);
        }
        assertThat(pace.after(2)).isEqualTo(100);
    }
}
