package io.millrace.learn.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.DriftDetector.Signal;
import io.millrace.learn.random.Randomness;
import org.junit.jupiter.api.Test;

class AdwinTest {
    @Test
    void theWindowShrinksToWhatCameSinceTheChange() {
        Adwin window = new Adwin(0.002);
        double[] values = Streams.abrupt();
        for (int i = 0; i < 1023; i++) {
            assertThat(window.add(values[i])).isFalse();
        }
        assertThat(window.add(values[1023])).isTrue();
        assertThat(window.width()).isEqualTo(32);
        for (int i = 1024; i < values.length; i++) {
            assertThat(window.add(values[i])).isFalse();
        }
        assertThat(window.mean()).isCloseTo(5.5, within(0.2));
    }

    /** As MOA and an independent implementation have it, neither of which forgets the window after a change. */
    @Test
    void detectsWhereOthersDo() {
        assertThat(Streams.places(new Adwin(0.002), Streams.errors(), Signal.DRIFT))
                .containsExactly(1279, 1311, 1503, 1631);
    }

    @Test
    void widthsAfterAChangeAreThoseOfOthers() {
        Adwin window = new Adwin(0.002);
        long[] widths = new long[4];
        int changes = 0;
        for (double error : Streams.errors()) {
            if (window.add(error)) {
                widths[changes++] = window.width();
            }
        }
        assertThat(widths).containsExactly(1024, 800, 864, 864);
    }

    @Test
    void meanAndVarianceAreThoseOfTheWindow() {
        Adwin window = new Adwin(1e-9);
        Randomness randomness = new Randomness(3);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 5000; i++) {
            double value = randomness.nextGaussian();
            sum += value;
            squares += value * value;
            window.add(value);
        }
        assertThat(window.width()).isEqualTo(5000);
        assertThat(window.mean()).isCloseTo(sum / 5000, within(1e-12));
        assertThat(window.variance()).isCloseTo(squares / 5000 - sum / 5000 * sum / 5000, within(1e-9));
    }

    /** Dropping sums must not leave rounding errors of large numbers behind. */
    @Test
    void largeNumbersOfThePastLeaveNoTrace() {
        Adwin window = new Adwin(0.002);
        for (int i = 0; i < 2000; i++) {
            window.add(i < 1000 ? 1e15 + i : 0.25);
        }
        assertThat(window.width()).isLessThanOrEqualTo(1000);
        assertThat(window.mean()).isEqualTo(0.25);
        assertThat(window.variance()).isZero();
    }

    @Test
    void aStepIsFoundSoonAndCalmGivesFewAlarms() {
        int alarms = 0;
        for (int seed = 0; seed < 20; seed++) {
            Adwin window = new Adwin(0.002);
            double[] values = Streams.step(0.2, 0.6, 5000, 300, seed);
            int found = -1;
            for (int i = 0; i < values.length && found < 0; i++) {
                if (window.add(values[i])) {
                    alarms += i < 5000 ? 1 : 0;
                    found = i < 5000 ? -1 : i;
                }
            }
            assertThat(found).isBetween(5000, 5128);
        }
        // 100,000 numbers in calm: 3125 times cuts were tried, of which at most delta may fail.
        assertThat(alarms).isLessThanOrEqualTo(6);
    }

    @Test
    void takesMillionsInLittleMemory() {
        Adwin window = new Adwin(0.002);
        for (int i = 0; i < 1_000_000; i++) {
            window.add(i & 1);
        }
        assertThat(window.width()).isEqualTo(1_000_000);
        assertThat(window.bytes()).isLessThan(5000);
    }
}
