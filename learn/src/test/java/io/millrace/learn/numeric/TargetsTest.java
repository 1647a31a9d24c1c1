package io.millrace.learn.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TargetsTest {
    private static Targets learned() {
        Targets targets = new Targets();
        for (int i = 0; i < 40; i++) {
            targets.learn(10 + i % 2 * 10, 1);
        }
        return targets;
    }

    @Test
    void predictionsStayNearTheTargetsSoFar() {
        assertThat(new Targets().clamp(77)).isZero();
        Targets targets = learned();
        assertThat(targets.deviation()).isCloseTo(5, within(1e-9));
        assertThat(targets.clamp(1e9)).isCloseTo(35, within(1e-9));
        assertThat(targets.clamp(-1e9)).isCloseTo(-5, within(1e-9));
        assertThat(targets.clamp(17)).isEqualTo(17);
        assertThat(targets.clamp(Double.NaN)).isCloseTo(15, within(1e-9));
        assertThat(targets.clamp(Double.POSITIVE_INFINITY)).isCloseTo(35, within(1e-9));
    }

    @Test
    void scalingIsUndone() {
        Targets targets = learned();
        assertThat(targets.scaled(20)).isCloseTo(1, within(1e-9));
        assertThat(targets.unscaled(targets.scaled(12.5))).isCloseTo(12.5, within(1e-9));
        assertThat(new Targets().scaled(5)).isZero();
    }

    @Test
    void aTargetBeyondAllMeasureIsLimitedAndANewLevelIsNot() {
        Targets targets = learned();
        assertThat(targets.learn(1e12, 1)).isEqualTo(30);
        assertThat(targets.learn(-1e12, 1)).isEqualTo(-10);
        double taken = 0;
        for (int i = 0; i < 20; i++) {
            taken = targets.learn(1e6, 1);
        }
        assertThat(taken).isEqualTo(1e6);
    }

    @Test
    void firstTargetsAreTakenAsTheyAre() {
        Targets targets = new Targets();
        targets.learn(1, 1);
        targets.learn(2, 1);
        assertThat(targets.learn(1e6, 1)).isEqualTo(1e6);
    }
}
