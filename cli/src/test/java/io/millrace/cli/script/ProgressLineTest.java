package io.millrace.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.connect.Amount;
import io.millrace.core.env.Environment.Clock;
import io.millrace.engine.Metrics;
import io.millrace.engine.Metrics.SplitMetrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private long nanos;

    private final Clock clock = new Clock() {
        @Override
        public long wallMicros() {
            return 90_000_000;
        }

        @Override
        public long steadyMicros() {
            return 90_000_000 + nanos / 1000;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };

    private ProgressLine line(boolean bounded) {
        return new ProgressLine(new PrintStream(terminal, true, StandardCharsets.UTF_8), clock, bounded);
    }

    private static Metrics metrics(long rows, boolean ended) {
        return metrics(rows, ended, Amount.UNKNOWN);
    }

    private static Metrics metrics(long rows, boolean ended, Amount amount) {
        return new Metrics(
                1,
                0,
                60_000_000,
                List.of(),
                List.of(
                        new SplitMetrics(0, "a", rows / 2, 0, amount, 0, false, ended, 0, 0, 0),
                        new SplitMetrics(0, "b", rows - rows / 2, 0, amount, 0, false, false, 0, 0, 0)));
    }

    @Test
    void theRateIsThatSinceTheLastLine() {
        ProgressLine line = line(false);
        nanos = 2_000_000_000L;
        assertThat(line.text(metrics(3000, false)))
                .isEqualTo("3000 rows, 1500 rows/s, watermark 1970-01-01 00:01:00, lag 30.0 s");
        nanos = 2_500_000_000L;
        assertThat(line.text(metrics(1_003_000, false))).startsWith("1.00M rows, 2.00M rows/s");
    }

    @Test
    void boundedRunsSayHowManyPartsAreRead() {
        nanos = 1;
        assertThat(line(true).text(metrics(10, true)))
                .endsWith(", 1 of 2 parts read")
                .doesNotContain("lag");
    }

    @Test
    void boundedRunsSayHowMuchIsReadAndHowLongItStillTakes() {
        ProgressLine line = line(true);
        nanos = 1_000_000_000L;
        assertThat(line.text(metrics(10, false, Amount.of(50, 1000)))).endsWith("00:01:00, 5% read");
        for (int i = 2; i <= 4; i++) {
            nanos = i * 1_000_000_000L;
            line.text(metrics(10, false, Amount.of(50 * i, 1000)));
        }
        nanos = 5_000_000_000L;
        assertThat(line.text(metrics(10, false, Amount.of(250, 1000)))).endsWith(", 25% read, 15 s left");
        assertThat(line.text(metrics(10, true, Amount.of(999, 1000)))).endsWith("99% read, 15 s left");
    }

    @Test
    void aRunIsAsFarAsTheInputThatIsFurthestFromItsEnd() {
        SplitMetrics small = new SplitMetrics(0, "a", 10, 0, Amount.of(9, 10), 0, false, false, 0, 0, 0);
        SplitMetrics first = new SplitMetrics(1, "b", 10, 0, Amount.of(300, 300), 0, false, true, 0, 0, 0);
        SplitMetrics second = new SplitMetrics(1, "c", 10, 0, Amount.of(0, 700), 0, false, false, 0, 0, 0);
        assertThat(ReadShare.of(List.of(small, first, second))).isEqualTo(0.3);
        SplitMetrics unknown = new SplitMetrics(2, "d", 10, 0, Amount.UNKNOWN, 0, false, false, 0, 0, 0);
        assertThat(ReadShare.of(List.of(small, first, second, unknown))).isNaN();
        assertThat(ReadShare.of(List.of())).isNaN();
    }

    @Test
    void theLineIsErasedOnceAndOnlyWhenShown() {
        ProgressLine line = line(true);
        line.erase();
        assertThat(terminal.size()).isZero();
        line.show(metrics(10, false));
        line.erase();
        line.erase();
        String shown = terminal.toString(StandardCharsets.UTF_8);
        assertThat(shown).endsWith("read\r\u001b[K");
    }

    @Test
    void countsHaveThreeDigits() {
        assertThat(ProgressLine.count(9_999)).isEqualTo("9999");
        assertThat(ProgressLine.count(12_345)).isEqualTo("12.3k");
        assertThat(ProgressLine.count(999_900)).isEqualTo("1.00M");
        assertThat(ProgressLine.count(123_456_789_012L)).isEqualTo("123G");
    }
}
