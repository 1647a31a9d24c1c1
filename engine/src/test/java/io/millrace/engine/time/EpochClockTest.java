package io.millrace.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.env.Environment;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Exchange;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochClockTest {
    private static final long MILLI = 1_000_000;

    private long nanos;

    private final Environment.Clock clock = new Environment.Clock() {
        @Override
        public long wallMicros() {
            return 0;
        }

        @Override
        public long steadyMicros() {
            return nanos / 1000;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };

    private EpochClock clockFor(boolean processingTime) {
        Specification all = new Specification.UnionAll();
        Node scan = new Node(0, "scan", "Scan", all, List.of(), Schema.of(), false, List.of(), false);
        List<Input> inputs = List.of(new Input(0, new Exchange.Forward()));
        Node window = new Node(1, "window", "Window", all, inputs, Schema.of(), false, List.of(), processingTime);
        EpochClock epochs = new EpochClock(new Pipeline(List.of(scan, window)), clock, () -> {});
        epochs.join(true);
        epochs.begin();
        return epochs;
    }

    @Test
    void withoutRowsNoEpochEndsWhereTheWatermarkDecides() {
        EpochClock epochs = clockFor(false);
        nanos += 1_000 * MILLI;
        assertThat(epochs.consider(false, false)).isEqualTo(Long.MAX_VALUE);
        assertThat(epochs.closing()).isFalse();
    }

    @Test
    void timeGoesOnWithoutRowsWhereProcessingTimeDecides() {
        EpochClock epochs = clockFor(true);
        nanos += 10 * MILLI;
        assertThat(epochs.consider(false, false)).isEqualTo(90 * MILLI);
        assertThat(epochs.closing()).isFalse();
        nanos += 90 * MILLI;
        assertThat(epochs.consider(false, false)).isZero();
        assertThat(epochs.closing()).isTrue();
        epochs.report(0, EpochClock.NO_ACTIVE_SPLIT, false);
        assertThat(epochs.latest().epoch()).isEqualTo(1);
        assertThat(epochs.latest().watermark(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(epochs.latest().watermark(1))
                .as("a row of the same millisecond is not late")
                .isEqualTo(100_000 - 1);
    }

    @Test
    void allTimeIsOverWhenTheInputsHaveEnded() {
        EpochClock epochs = clockFor(true);
        epochs.report(0, Long.MAX_VALUE, true);
        assertThat(epochs.latest().last()).isTrue();
        assertThat(epochs.latest().watermark(1)).isEqualTo(Long.MAX_VALUE);
    }
}
