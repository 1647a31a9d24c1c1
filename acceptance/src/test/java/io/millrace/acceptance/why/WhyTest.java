package io.millrace.acceptance.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.pipeline.WaitsFor;
import io.millrace.engine.why.Explanation;
import io.millrace.engine.why.Explanation.Activity;
import io.millrace.engine.why.Explanation.OperatorStanding;
import io.millrace.engine.why.Explanation.SourceSplit;
import io.millrace.engine.why.Explanation.State;
import io.millrace.engine.why.Explanation.Wait;
import io.millrace.engine.why.ExplanationText;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WhyTest {
    private static final String WINDOWS = """
            SELECT k, window_end, SUM(n) AS s FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '5' MINUTE))
            GROUP BY k, window_start, window_end;
            """;

    private static OperatorStanding standing(Explanation why, String label) {
        return why.operators().stream()
                .filter(operator -> operator.label().startsWith(label))
                .findFirst()
                .orElseThrow();
    }

    private static SourceSplit split(Explanation why, String name) {
        return why.sources().get(0).splits().stream()
                .filter(split -> split.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String first(Explanation why) {
        return why.conclusion().get(0);
    }

    @Test
    void theSplitThatIsBehindHoldsTheWindowBack() throws Exception {
        try (ExplainedRun run = ExplainedRun.of(WINDOWS)) {
            run.give("t/a 12:09:00 x 1", "t/b 12:00:00 x 1", "t/b 12:01:00 y 2", "t/b 12:03:46 y 3");
            Explanation why = run.at("t", "12:03:41");

            assertThat(first(why))
                    .isEqualTo(
                            "Nothing is out because 3 groups wait in 'Tumble 5 min by k: SUM(n)' until the watermark "
                                    + "reaches 2026-01-01 12:04:59.999, the end of the window "
                                    + "[2026-01-01 12:00:00, 2026-01-01 12:05:00).");
            assertThat(why.conclusion().get(1))
                    .startsWith("The watermark is at 2026-01-01 12:03:41, 1 min 18.999 s short of that: "
                            + "split b of t holds it back; its last row has the time 2026-01-01 12:03:46");
            Wait wait = Objects.requireNonNull(standing(why, "Tumble").waits());
            assertThat(wait.reason()).isEqualTo(WaitsFor.WINDOW_END);
            assertThat(wait.split()).isEqualTo("b");
            assertThat(wait.shortMicros()).isEqualTo(78_999_000);
            assertThat(split(why, "b").holdsBack()).isTrue();
            assertThat(split(why, "b").behindMicros()).isEqualTo(314_000_000);
            assertThat(split(why, "a").holdsBack()).isFalse();
            assertThat(standing(why, "Tumble").rowsIn()).isEqualTo(4);
            assertThat(standing(why, "Tumble").stateRows()).isEqualTo(3);
        }
    }

    @Test
    void aSplitThatGaveNothingIsNamed() throws Exception {
        try (ExplainedRun run = ExplainedRun.of(WINDOWS)) {
            run.give("t/a 12:09:00 x 1");
            Explanation why = run.when(each -> standing(each, "Tumble").waits() != null);

            assertThat(why.conclusion().get(1))
                    .startsWith("The watermark is not known yet: split b of t holds it back; it has given no row yet");
            assertThat(why.sources().get(0).watermark()).isNull();
        }
    }

    @Test
    void anIdleSplitHoldsNothingBack() throws Exception {
        try (ExplainedRun run = ExplainedRun.withIdleTimeout("1 s", WINDOWS)) {
            run.give("t/a 12:09:00 x 1");
            Explanation why = run.when(each -> split(each, "b").activity() == Activity.IDLE);
            assertThat(split(why, "b").holdsBack()).isFalse();

            // Both are silent by and by: then only a row moves the watermark.
            why = run.when(each -> split(each, "a").activity() == Activity.IDLE
                    && each.conclusion().toString().contains("silent"));
            assertThat(why.conclusion().get(1))
                    .endsWith("short of that: all splits of t are silent, and only a row moves it on.");
        }
    }

    @Test
    void rowsThatCameTooLateAreCounted() throws Exception {
        try (ExplainedRun run = ExplainedRun.of(WINDOWS)) {
            run.give("t/a 12:00:00 x 1", "t/b 12:00:00 x 1", "t/a 12:09:00 x 1", "t/b 12:09:00 x 1");
            run.at("t", "12:08:55");
            run.give("t/a 12:00:01 x 1", "t/a 12:09:01 x 1", "t/b 12:09:01 x 1");
            Explanation why = run.at("t", "12:08:56");

            assertThat(first(why)).startsWith("1 row is out; 1 group waits in 'Tumble 5 min by k: SUM(n)' until");
            assertThat(why.conclusion()).contains("1 row came too late for 'Tumble 5 min by k: SUM(n)': see t$late.");
            assertThat(standing(why, "Tumble").lateRows()).isEqualTo(1);
            assertThat(ExplanationText.of(why)).contains("in 7, out 1, late 1, keeps 1 (");
        }
    }

    @Test
    void allComesOutAtTheEnd() throws Exception {
        try (ExplainedRun run = ExplainedRun.of(WINDOWS)) {
            run.give("t/a 12:00:00 x 1", "t/b 12:00:00 y 1");
            Explanation why = run.end();

            assertThat(why.state()).isEqualTo(State.FINISHED);
            assertThat(why.conclusion()).containsExactly("2 rows are out, and nothing waits.");
            assertThat(ExplanationText.of(why))
                    .contains("The run is over, all input has been read; epoch")
                    .doesNotContain("holds the watermark back");
        }
    }

    @Test
    void aStoppedRunTellsWhatItWaitedFor() throws Exception {
        try (ExplainedRun run = ExplainedRun.of(WINDOWS)) {
            run.give("t/a 12:00:00 x 1", "t/b 12:00:00 y 1").at("t", "11:59:55");
            run.close();
            Explanation why = run.when(each -> each.state() == State.STOPPED);
            assertThat(first(why)).startsWith("Nothing is out because 2 groups wait in 'Tumble");
            assertThat(why.conclusion().get(1)).contains("short of that: split a of t holds it back");
        }
    }

    @Test
    void aJoinWithoutPartnersTellsWhatItGot() throws Exception {
        try (ExplainedRun run = ExplainedRun.of("SELECT t.k, t.n, u.n FROM t JOIN u ON t.k = u.k;")) {
            run.give("t/a 12:00:00 x 1", "t/b 12:00:00 y 1");
            Explanation why = run.when(each -> standing(each, "Join").rowsIn() == 2);

            assertThat(first(why))
                    .startsWith("Nothing is out because 'Join")
                    .contains("has brought nothing together: it got 2 rows from")
                    .contains("and 0 rows from");
            assertThat(standing(why, "Join").forEver()).isTrue();
            assertThat(ExplanationText.of(why)).contains("some for ever");
        }
    }

    @Test
    void aFilterThatNothingPassesIsNamed() throws Exception {
        try (ExplainedRun run = ExplainedRun.of("SELECT k FROM t WHERE n > 100;")) {
            run.give("t/a 12:00:00 x 1", "t/b 12:00:00 y 1");
            Explanation why = run.when(each -> standing(each, "Where").rowsIn() == 2);
            assertThat(first(why)).isEqualTo("Nothing is out because none of 2 rows passes 'Where n > 100'.");
        }
    }

    @Test
    void whereNothingWasReadThatIsSaid() throws Exception {
        try (ExplainedRun run = ExplainedRun.of("SELECT k FROM t;")) {
            assertThat(first(run.when(why -> true))).isEqualTo("Nothing is out because table t has given no row yet.");
            Explanation why = run.end();
            assertThat(first(why)).isEqualTo("Nothing is out because table t is empty.");
        }
    }

    @Test
    void whereNothingWaitsThatIsSaid() throws Exception {
        try (ExplainedRun run = ExplainedRun.of("SELECT k, COUNT(*) AS c FROM t GROUP BY k;")) {
            run.give("t/a 12:00:00 x 1");
            Explanation why = run.when(each -> standing(each, "Result").rowsIn() > 0);
            assertThat(why.conclusion())
                    .containsExactly("1 change is out, and nothing waits: what has been read is in it.");
        }
    }
}
