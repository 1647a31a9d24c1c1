package io.millrace.learn.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final double[] X = {2, 4, 4, 4, 5, 5, 7, 9};
    private static final double[] Y = {1, 3, 2, 5, 4, 6, 8, 7};

    /** By hand: means 5 and 4.5, squares 32 and 42, products 31. */
    @Test
    void covarianceAndCorrelation() {
        Covariance pairs = new Covariance();
        for (int i = 0; i < X.length; i++) {
            pairs.add(X[i], Y[i]);
            pairs.add(Double.NaN, Y[i]);
        }
        assertThat(pairs.count()).isEqualTo(8);
        assertThat(pairs.covariance()).isCloseTo(31 / 8.0, within(1e-12));
        assertThat(pairs.sampleCovariance()).isCloseTo(31 / 7.0, within(1e-12));
        assertThat(pairs.correlation()).isCloseTo(31 / Math.sqrt(32 * 42), within(1e-12));
        assertThat(new Covariance().correlation()).isNaN();
    }

    /** Far from 0 differences of sums would lose all digits. */
    @Test
    void covarianceFarFromZero() {
        Covariance pairs = new Covariance();
        for (int i = 0; i < X.length; i++) {
            pairs.add(1e9 + X[i], 1e9 + Y[i]);
        }
        assertThat(pairs.correlation()).isCloseTo(31 / Math.sqrt(32 * 42), within(1e-9));
    }

    /** With half for the latest: 1, then 2 and 1, then 4 and 4.5. */
    @Test
    void fadingMeanAndVariance() {
        FadingMoments moments = new FadingMoments(0.5);
        moments.add(1);
        assertThat(moments.mean()).isEqualTo(1);
        assertThat(moments.variance()).isEqualTo(0);
        moments.add(3);
        assertThat(moments.mean()).isEqualTo(2);
        assertThat(moments.variance()).isEqualTo(1);
        moments.add(Double.NaN);
        moments.add(6);
        assertThat(moments.mean()).isEqualTo(4);
        assertThat(moments.variance()).isEqualTo(4.5);
        assertThat(moments.deviation()).isEqualTo(Math.sqrt(4.5));
    }

    @Test
    void aSeriesAndItselfSomeStepsLater() {
        Autocorrelation same = new Autocorrelation(4);
        Autocorrelation opposite = new Autocorrelation(2);
        for (int i = 0; i < 100; i++) {
            double value = Math.sin(i * Math.PI / 2);
            same.add(value);
            opposite.add(value);
        }
        assertThat(same.value()).isCloseTo(1, within(1e-12));
        assertThat(opposite.value()).isCloseTo(-1, within(1e-12));
        assertThat(new Autocorrelation(1).value()).isNaN();
    }

    @Test
    void extremes() {
        Extremes extremes = new Extremes();
        assertThat(extremes.range()).isNaN();
        for (double value : new double[] {3, Double.NaN, -2, 5}) {
            extremes.add(value);
        }
        assertThat(extremes.least()).isEqualTo(-2);
        assertThat(extremes.greatest()).isEqualTo(5);
        assertThat(extremes.range()).isEqualTo(7);
    }

    @Test
    void entropyOfSharesThatArePowersOfTwo() {
        Entropy entropy = new Entropy(4, 1);
        assertThat(entropy.bits()).isZero();
        for (int value : new int[] {0, 0, 0, 0, 1, 1, 2, 3}) {
            entropy.add(value);
        }
        // 1/2, 1/4, 1/8, 1/8.
        assertThat(entropy.bits()).isCloseTo(1.75, within(1e-12));
        Entropy fading = new Entropy(2, 0.5);
        for (int i = 0; i < 100; i++) {
            fading.add(i < 50 ? 0 : 1);
        }
        assertThat(fading.bits()).isCloseTo(0, within(1e-9));
    }

    @Test
    void writtenAndReadTheyGoOn() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        FadingMoments moments = new FadingMoments(0.1);
        Autocorrelation series = new Autocorrelation(3);
        Extremes extremes = new Extremes();
        Entropy entropy = new Entropy(3, 0.9);
        for (double value : X) {
            moments.add(value);
            series.add(value * value % 5);
            extremes.add(value);
            entropy.add((int) value % 3);
        }
        moments.write(out);
        series.write(out);
        extremes.write(out);
        entropy.write(out);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        FadingMoments readMoments = new FadingMoments(0.1);
        readMoments.read(in);
        Autocorrelation readSeries = new Autocorrelation(3);
        readSeries.read(in);
        Extremes readExtremes = new Extremes();
        readExtremes.read(in);
        Entropy readEntropy = new Entropy(3, 0.9);
        readEntropy.read(in);
        readMoments.add(1);
        moments.add(1);
        readSeries.add(1);
        series.add(1);
        readEntropy.add(1);
        entropy.add(1);
        assertThat(readMoments.variance()).isEqualTo(moments.variance());
        assertThat(readSeries.value()).isEqualTo(series.value());
        assertThat(readExtremes.range()).isEqualTo(extremes.range());
        assertThat(readEntropy.bits()).isEqualTo(entropy.bits());
    }
}
