package io.millrace.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final long STEP = 200_000_000L;

    private final TimeLeft left = new TimeLeft(0);
    private long nanos;

    /** Goes on for so many seconds with so much done each second, from a share on; returns the share then. */
    private double go(double seconds, double from, double perSecond) {
        double share = from;
        for (int i = 0; i < Math.round(seconds * 1e9 / STEP); i++) {
            nanos += STEP;
            share += perSecond * STEP / 1e9;
            left.update(nanos, share);
        }
        return share;
    }

    @Test
    void nothingIsSaidInTheFirstMomentsOrBeforeMuchIsDone() {
        go(1.8, 0, 0.01);
        assertThat(left.text()).isEmpty();
        go(0.4, 0.018, 0.01);
        assertThat(left.text()).isNotEmpty();
        TimeLeft slow = new TimeLeft(0);
        for (int i = 1; i < 50; i++) {
            slow.update(i * STEP, i * 0.0001);
            assertThat(slow.text()).isEmpty();
        }
    }

    @Test
    void aSteadyPaceGivesTheRightTime() {
        go(30, 0, 0.01);
        assertThat(left.seconds()).isCloseTo(70, within(0.5));
        assertThat(left.text()).isEqualTo("1:10 min left");
        go(20, 0.30, 0.01);
        assertThat(left.text()).isEqualTo("50 s left");
        go(50, 0.50, 0.01);
        assertThat(left.seconds()).isCloseTo(0, within(0.5));
        assertThat(left.text()).isEqualTo("1 s left");
    }

    @Test
    void aPaceThatJumpsAboutDoesNotMakeTheTimeJump() {
        Random random = new Random(5);
        double share = go(10, 0, 0.01);
        double before = left.seconds();
        double largest = 0;
        for (int i = 0; i < 300; i++) {
            share = go(0.2, share, random.nextInt(4) == 0 ? 0.04 : 0);
            largest = Math.max(largest, Math.abs(left.seconds() - (before - 0.2)));
            before = left.seconds();
        }
        assertThat(share).isBetween(0.5, 0.9);
        assertThat(largest).isLessThan(3);
    }

    @Test
    void aNewPaceIsLearned() {
        double share = go(10, 0, 0.02);
        assertThat(left.seconds()).isCloseTo(40, within(1.0));
        share = go(40, share, 0.005);
        assertThat(left.seconds()).isCloseTo((1 - share) / 0.005, within(30.0));
    }

    @Test
    void aPauseMovesTheEndAway() {
        double share = go(10, 0, 0.05);
        double before = left.seconds();
        go(5, share, 0);
        assertThat(left.seconds()).isGreaterThan(before - 3).isLessThan(before + 20);
    }

    @Test
    void longTimesAreTold() {
        go(20, 0, 0.0005);
        assertThat(left.text()).isEqualTo("33 min left");
        TimeLeft hours = new TimeLeft(0);
        for (int i = 1; i <= 1000; i++) {
            hours.update(i * STEP, i * 0.00001);
        }
        assertThat(hours.text()).isEqualTo("5:30 h left");
    }
}
