package io.millrace.bench.learn.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.bench.learn.nab.Points.Result;
import io.millrace.bench.learn.nab.Series.Window;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers were made by hand from the rules: the sigmoid at -1 is 0.986614298, at -0.5 it is 0.848283640. */
class PointsTest {
    private static final double AT_LEFT_EDGE = 2 / (1 + Math.exp(-5)) - 1;
    private static final double IN_THE_MIDDLE = 2 / (1 + Math.exp(-2.5)) - 1;

    /** 100 rows, of which 15 are on probation, with a window of rows 40 to 49. */
    private static Series series(Window... windows) {
        return new Series("category", "name", new double[100], 1, List.of(windows));
    }

    private static Points points(Profile profile, Series series, int... alarms) {
        double[] scores = new double[100];
        for (int alarm : alarms) {
            scores[alarm] = 1;
        }
        Points points = new Points(profile);
        points.add(series, scores);
        return points;
    }

    private static double raw(Profile profile, int... alarms) {
        return points(profile, series(new Window(40, 49)), alarms).at(0.5).raw();
    }

    @Test
    void aWindowIsWorthMoreTheEarlierItIsFound() {
        assertThat(raw(Profile.STANDARD, 40)).isEqualTo(1);
        assertThat(raw(Profile.STANDARD, 45)).isCloseTo(IN_THE_MIDDLE / AT_LEFT_EDGE, within(1e-12));
        assertThat(raw(Profile.STANDARD, 49)).isCloseTo((2 / (1 + Math.exp(-0.5)) - 1) / AT_LEFT_EDGE, within(1e-12));
    }

    @Test
    void onlyTheEarliestAlarmInAWindowCounts() {
        assertThat(raw(Profile.STANDARD, 45, 42, 49, 48)).isEqualTo(raw(Profile.STANDARD, 42));
    }

    @Test
    void aMissedWindowCosts() {
        assertThat(raw(Profile.STANDARD)).isEqualTo(-1);
        assertThat(raw(Profile.FEW_FALSE_ALARMS)).isEqualTo(-1);
        assertThat(raw(Profile.FEW_MISSED)).isEqualTo(-2);
    }

    @Test
    void aFalseAlarmCostsMoreFarFromTheLastWindow() {
        assertThat(raw(Profile.STANDARD, 40, 20)).isCloseTo(1 - 0.11, within(1e-12));
        assertThat(raw(Profile.FEW_FALSE_ALARMS, 40, 20)).isCloseTo(1 - 0.22, within(1e-12));
        // 5 rows after a window of 10: 5/9 of its length.
        double near = 2 / (1 + Math.exp(5 * 5.0 / 9)) - 1;
        assertThat(raw(Profile.STANDARD, 40, 54)).isCloseTo(1 + 0.11 * near, within(1e-12));
        assertThat(raw(Profile.STANDARD, 40, 77)).isCloseTo(1 - 0.11, within(1e-12));
    }

    @Test
    void probationIsNotScored() {
        assertThat(raw(Profile.STANDARD, 40, 3, 14)).isEqualTo(1);
        assertThat(raw(Profile.STANDARD, 40, 15)).isCloseTo(1 - 0.11, within(1e-12));
        assertThat(new Series("", "", new double[100_000], 1, List.of()).probation())
                .isEqualTo(750);
    }

    @Test
    void aWindowThatBeginsOnProbationIsFoundByWhatIsLeftOfIt() {
        Series series = series(new Window(10, 19));
        assertThat(points(Profile.STANDARD, series, 12).at(0.5).raw()).isEqualTo(-1);
        assertThat(points(Profile.STANDARD, series, 12, 15).at(0.5).raw())
                .isCloseTo(IN_THE_MIDDLE / AT_LEFT_EDGE, within(1e-12));
        assertThat(points(Profile.STANDARD, series(new Window(2, 9))).at(0.5).raw())
                .isZero();
    }

    @Test
    void theBestThresholdIsTheHighestThatEarnsMost() {
        double[] scores = new double[100];
        scores[45] = 0.9;
        scores[40] = 0.7;
        scores[20] = 0.6;
        Points points = new Points(Profile.STANDARD);
        points.add(series(new Window(40, 49)), scores);
        Result best = points.best();
        assertThat(best).isEqualTo(new Result(0.7, 1, 1, 0));
        scores[40] = 0;
        points = new Points(Profile.STANDARD);
        points.add(series(new Window(40, 49)), scores);
        assertThat(points.best().threshold()).isEqualTo(0.9);
    }

    @Test
    void noAlarmIsWorthNothingAndAllFoundAtOnceAHundred() {
        Series two = series(new Window(40, 49), new Window(60, 69));
        for (Profile profile : Profile.ALL) {
            Points silent = points(profile, two);
            assertThat(silent.normalized(silent.at(0.5).raw())).isZero();
            Points perfect = points(profile, two, 40, 60);
            assertThat(perfect.normalized(perfect.at(0.5).raw())).isCloseTo(100, within(1e-12));
        }
        Points half = points(Profile.STANDARD, two, 60);
        assertThat(half.normalized(half.at(0.5).raw())).isCloseTo(50, within(1e-12));
    }

    @Test
    void thresholdsOfOtherCategoriesAreChosenWithoutTheirOwn() {
        double[] loud = new double[100];
        loud[40] = 0.9;
        loud[20] = 0.8;
        double[] quiet = new double[100];
        quiet[40] = 0.5;
        List<Series> corpus = List.of(
                new Series("a", "loud", loud, 1, List.of(new Window(40, 49))),
                new Series("b", "quiet", quiet, 1, List.of(new Window(40, 49))));
        Benchmark benchmark = new Benchmark(corpus, List.of(loud, quiet));
        // One threshold for both: 0.5 finds both windows with a false alarm.
        assertThat(benchmark.score(Profile.STANDARD)).isCloseTo(100 * (4 - 0.11) / 4, within(1e-9));
        // That of the quiet one gives the loud one its false alarm; that of the loud one finds nothing in the quiet
        // one.
        assertThat(benchmark.acrossCategories(Profile.STANDARD)).isCloseTo(100 * (2 - 0.11) / 4, within(1e-9));
    }

    @Test
    void labelsAndRowsAreRead() {
        List<String> names = new ArrayList<>();
        Map<String, List<LocalDateTime>> labels = new HashMap<>();
        Corpus.readLabels(
                "{\"a/none.csv\": [], \"b/one.csv\": [[\"2014-04-10 07:15:00.000000\", \"2014-04-10 07:25:00.000000\"]]}",
                names,
                labels);
        assertThat(names).containsExactly("a/none.csv", "b/one.csv");
        Series series = Corpus.series(
                "b/one.csv",
                List.of(
                        "timestamp,value",
                        "2014-04-10 07:10:00,1",
                        "2014-04-10 07:15:00,2.5",
                        "2014-04-10 07:20:00,3",
                        "2014-04-10 07:25:00,4"),
                labels.get("b/one.csv"));
        assertThat(series.category()).isEqualTo("b");
        assertThat(series.values()).containsExactly(1, 2.5, 3, 4);
        assertThat(series.windows()).containsExactly(new Window(1, 3));
        assertThat(series.days()).isEqualTo(15 / (24.0 * 60));
    }
}
