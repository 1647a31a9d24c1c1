package io.millrace.learn.drift;

import static io.millrace.learn.drift.Streams.places;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.DriftDetector.Signal;
import io.millrace.core.learn.Features;
import io.millrace.learn.random.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The places of detection are those that River prints for the same numbers, where it has the detector. */
class DriftTest {
    private static DriftDetector create(String name) {
        return Drift.ALL.stream()
                .filter(algorithm -> algorithm.name().equals(name))
                .map(DriftTest::create)
                .findFirst()
                .orElseThrow();
    }

    private static DriftDetector create(Algorithm<?> algorithm) {
        return (DriftDetector) algorithm.create(Features.numeric(1), 0, algorithm.parameters());
    }

    private static int firstWarningAfter(DriftDetector detector, double[] values, int index) {
        return places(detector, values, Signal.WARNING).stream()
                .filter(place -> place > index)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void pageHinkleyFindsARise() {
        DriftDetector detector = new PageHinkley(30, 0.005, 50, 0.9999, Direction.BOTH);
        assertThat(places(detector, Streams.abrupt(), Signal.DRIFT)).containsExactly(1006);
        assertThat(detector.estimate()).isCloseTo(5.5, within(0.1));
    }

    @Test
    void directionsAreToldApart() {
        double[] rise = Streams.abrupt();
        double[] fall = new double[rise.length];
        for (int i = 0; i < rise.length; i++) {
            fall[i] = -rise[i];
        }
        assertThat(places(new PageHinkley(30, 0.005, 50, 0.9999, Direction.UP), rise, Signal.DRIFT))
                .containsExactly(1006);
        assertThat(places(new PageHinkley(30, 0.005, 50, 0.9999, Direction.UP), fall, Signal.DRIFT))
                .isEmpty();
        assertThat(places(new PageHinkley(30, 0.005, 50, 0.9999, Direction.DOWN), fall, Signal.DRIFT))
                .containsExactly(1006);
        assertThat(places(new Cusum(30, 0.005, 50, Direction.UP), fall, Signal.DRIFT))
                .isEmpty();
        assertThat(places(new Cusum(30, 0.005, 50, Direction.DOWN), fall, Signal.DRIFT))
                .isEqualTo(places(new Cusum(30, 0.005, 50, Direction.UP), rise, Signal.DRIFT))
                .containsExactly(1006);
    }

    @Test
    void ddmWarnsThenDetects() {
        assertThat(places(create("ddm"), Streams.errors(), Signal.DRIFT)).containsExactly(1334);
        assertThat(firstWarningAfter(create("ddm"), Streams.errors(), 0)).isEqualTo(1084);
        assertThat(firstWarningAfter(create("ddm"), Streams.errors(), 1334)).isEqualTo(1492);
    }

    @Test
    void eddmWarnsThenDetects() {
        assertThat(places(new Eddm(30, 0.8, 0.75), Streams.errors(), Signal.DRIFT))
                .containsExactly(1278);
        assertThat(firstWarningAfter(new Eddm(30, 0.8, 0.75), Streams.errors(), 0))
                .isEqualTo(1059);
    }

    @Test
    void hddmWarnsThenDetects() {
        assertThat(places(create("hddm-a"), Streams.errors(), Signal.DRIFT)).containsExactly(1206);
        assertThat(firstWarningAfter(create("hddm-a"), Streams.errors(), 0)).isEqualTo(451);
    }

    @Test
    void kswinFindsChangesOfShape() {
        assertThat(places(new Kswin(1e-4, 100, 30, 42), Streams.abrupt(), Signal.DRIFT))
                .singleElement()
                .satisfies(place -> assertThat(place).isBetween(1008, 1024));
        Randomness randomness = new Randomness(5);
        double[] wider = new double[1200];
        for (int i = 0; i < wider.length; i++) {
            wider[i] = randomness.nextGaussian() * (i < 1000 ? 1 : 10);
        }
        assertThat(places(new Kswin(1e-4, 100, 30, 42), wider, Signal.DRIFT))
                .isNotEmpty()
                .allSatisfy(place -> assertThat(place).isGreaterThan(1000));
    }

    /** The exact distribution for samples of 30: to be 14 apart has a probability of .00253, 15 of .00090. */
    @Test
    void kswinTestsWithItsAlpha() {
        double[] values = new double[100];
        for (int i = 0; i < 100; i++) {
            // The latest 30 have 15 numbers above all older ones.
            values[i] = i < 70 ? i % 35 + 0.01 * i : i % 2 == 0 ? 100 + i : -100 - i;
        }
        assertThat(places(new Kswin(0.00091, 100, 30, 1), values, Signal.DRIFT)).containsExactly(99);
        assertThat(places(new Kswin(0.00089, 100, 30, 1), values, Signal.DRIFT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "adwin, 128, 1",
        "page-hinkley, 300, 3",
        "cusum, 300, 3",
        "ddm, 2500, 20",
        "eddm, 500, 600",
        "hddm-a, 200, 6",
        "hddm-w, 200, 60",
        "stepd, 100, 120",
        "ewma-chart, 60, 600"
    })
    void aStepIsFoundInTimeAndCalmStaysCalm(String name, int delayMax, int alarmsMax) {
        int alarms = 0;
        int found = 0;
        for (int seed = 0; seed < 10; seed++) {
            DriftDetector detector = create(name);
            List<Integer> places = places(detector, Streams.step(0.2, 0.6, 10_000, delayMax, seed), Signal.DRIFT);
            alarms += (int) places.stream().filter(place -> place < 10_000).count();
            found += places.stream().anyMatch(place -> place >= 10_000) ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(8);
        assertThat(alarms).isLessThanOrEqualTo(alarmsMax);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddm", "eddm", "hddm-a", "hddm-w", "stepd", "ewma-chart"})
    void whatIsNoShareOfErrorsIsIgnored(String name) {
        DriftDetector detector = create(name);
        for (double value : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY, 7}) {
            for (int i = 0; i < 500; i++) {
                assertThat(detector.update(value)).isEqualTo(Signal.NONE);
            }
        }
        assertThat(detector.estimate()).isZero();
        detector.update(1);
        assertThat(detector.estimate()).isEqualTo(1);
    }

    @Test
    void quantilesOfTheNormalDistribution() {
        assertThat(NormalQuantile.upper(0.5)).isCloseTo(0, within(1e-9));
        assertThat(NormalQuantile.upper(0.025)).isCloseTo(1.959963984540, within(1e-9));
        assertThat(NormalQuantile.upper(0.0015)).isCloseTo(2.967737925342, within(1e-9));
        assertThat(NormalQuantile.upper(1e-9)).isCloseTo(5.997807015008, within(1e-9));
    }
}
