package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartGridTest {
    private static Series line(long... times) {
        Series series = new Series("line");
        for (long time : times) {
            series.add(time, time);
        }
        return series;
    }

    @Test
    void fewPointsAreKeptExactly() {
        Series first = line(10_000, 20_000, 35_000);
        Series second = line(20_000, 40_000);
        ChartGrid.Points points = ChartGrid.of(List.of(first, second), Long.MIN_VALUE, 600);
        assertThat(points.times()).containsExactly(10_000, 20_000, 35_000, 40_000);
        assertThat(points.values()[0]).containsExactly(10_000, 20_000, 35_000, Double.NaN);
        assertThat(points.values()[1]).containsExactly(Double.NaN, 20_000, Double.NaN, 40_000);
    }

    @Test
    void aSpikeSurvivesWhateverTheNumberOfPoints() {
        Series series = new Series("line");
        for (int i = 0; i < 1_000_000; i++) {
            series.add(i * 1_000L, i == 333_333 ? 9_999 : i == 777_777 ? -9_999 : 1);
        }
        ChartGrid.Points points = ChartGrid.of(List.of(series), Long.MIN_VALUE, 500);
        assertThat(points.times()).hasSizeLessThan(1_100);
        assertThat(Arrays.stream(points.values()[0]).max()).hasValue(9_999);
        assertThat(Arrays.stream(points.values()[0]).min()).hasValue(-9_999);
    }

    @Test
    void recentPointsStayExactInALongHistory() {
        Series series = new Series("line");
        for (int i = 0; i < 1_000_000; i++) {
            series.add(i * 1_000L, i);
        }
        ChartGrid.Points points = ChartGrid.of(List.of(series), 999_800_000L, 800);
        assertThat(points.times()).hasSize(200);
        assertThat(points.values()[0][199]).isEqualTo(999_999);
        assertThat(series.latest()).isEqualTo(999_999);
    }

    @Test
    void timesAscendEvenWhenPointsCameOutOfOrder() {
        Series series = new Series("line");
        for (int i = 0; i < 20_000; i++) {
            series.add((i ^ 7) * 1_000L, i);
        }
        for (long from : new long[] {Long.MIN_VALUE, 19_000_000L}) {
            long[] times = ChartGrid.of(List.of(series), from, 700).times();
            assertThat(times).isSorted().isNotEmpty();
        }
    }

    @Test
    void aGrowingChartOnlySendsWhatIsNew() {
        Series series = line(1_000_000, 2_000_000, 3_000_000);
        SentLines sent = new SentLines();
        assertThat(change(sent, series)).contains("\"all\":true").contains("\"x\":[1000,2000,3000]");
        assertThat(change(sent, series)).isEqualTo("{}");
        series.add(3_100_000, 5);
        assertThat(change(sent, series)).contains("\"all\":false,\"head\":0,\"keep\":3,\"x\":[3100],\"y\":[[5]]");
    }

    private static String change(SentLines sent, Series series) {
        Json json = new Json();
        json.open('{');
        sent.write(json, List.of(series), ChartGrid.of(List.of(series), Long.MIN_VALUE, 500));
        return json.close('}').finish();
    }
}
