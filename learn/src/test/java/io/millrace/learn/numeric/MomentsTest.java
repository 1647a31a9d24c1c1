package io.millrace.learn.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class MomentsTest {
    /** The naive difference of sums says 0 here. */
    @Test
    void aSmallVarianceFarFromZeroIsExact() {
        Moments moments = new Moments();
        for (int i = 0; i < 1000; i++) {
            for (double value : new double[] {4, 7, 13, 16}) {
                moments.add(1e9 + value, 1);
            }
        }
        assertThat(moments.variance()).isCloseTo(22.5, within(1e-8));
        assertThat(moments.mean()).isCloseTo(1e9 + 10, within(1e-5));
    }

    @Test
    void twoPartsMergeToTheWhole() {
        Randomness randomness = new Randomness(1);
        Moments whole = new Moments();
        Moments first = new Moments();
        Moments second = new Moments();
        for (int i = 0; i < 1000; i++) {
            double value = 100 + randomness.nextGaussian();
            whole.add(value, 1 + i % 3);
            (i < 300 ? first : second).add(value, 1 + i % 3);
        }
        first.add(second);
        first.add(new Moments());
        assertThat(first.mean()).isCloseTo(whole.mean(), within(1e-12));
        assertThat(first.variance()).isCloseTo(whole.variance(), within(1e-12));
        assertThat(first.weight()).isEqualTo(whole.weight());
    }

    @Test
    void nothingIsInfinite() {
        Moments moments = new Moments();
        moments.add(Double.MAX_VALUE, 1);
        moments.add(-Double.MAX_VALUE, 1);
        moments.add(Double.NaN, 1);
        moments.add(1, Double.POSITIVE_INFINITY);
        assertThat(moments.weight()).isEqualTo(2);
        assertThat(moments.deviation()).isEqualTo(Moments.LIMIT);
    }
}
