package io.millrace.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.State;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.TestContext;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.WindowSpecification.AggregateAttached;
import io.millrace.engine.pipeline.WindowSpecification.Firing;
import io.millrace.testkit.Rows;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiringWindowsOperatorTest {
    private static final long SECOND = 1_000_000;
    private static final Schema INPUT = Schema.of(
            new Column("k", Type.BIGINT),
            new Column("window_start", Type.timestamp(3)),
            new Column("window_end", Type.timestamp(3)));
    private static final Schema OUTPUT = INPUT.with(new Column("n", Type.BIGINT));

    private final List<String> emitted = new ArrayList<>();
    private final Output output = new Output() {
        private boolean room;

        @Override
        public void emit(Batch batch) {
            for (int i = 0; i < batch.size(); i++) {
                List<?> row = Rows.of(batch, OUTPUT).get(i);
                emitted.add((batch.weight(i) > 0 ? "+" : "-") + row.get(0) + ":" + row.get(3));
            }
        }

        @Override
        public boolean hasRoom() {
            room = !room;
            return room;
        }
    };
    private final TestContext context = new TestContext();
    private long epoch;

    private FiringWindowsOperator open(Firing firing) {
        AggregateCall count = new AggregateCall("COUNT", List.of(), List.of(), false, -1, -1, Type.BIGINT);
        AggregateAttached spec =
                new AggregateAttached(List.of(0, 1, 2), 1, 2, Type.timestamp(3), -1, List.of(count), firing);
        FiringWindowsOperator operator =
                new FiringWindowsOperator(spec, INPUT, OUTPUT, new WindowClock(Type.timestamp(3), ZoneOffset.UTC));
        operator.open(context);
        return operator;
    }

    /** Gives rows of keys with windows that end at seconds, ends the epoch, and returns what was emitted. */
    private List<String> step(FiringWindowsOperator operator, long watermarkSeconds, long... keysAndEnds) {
        LongVector keys = new LongVector(8);
        LongVector starts = new LongVector(8);
        LongVector ends = new LongVector(8);
        for (int i = 0; i < keysAndEnds.length; i += 2) {
            keys.append(keysAndEnds[i]);
            starts.append((keysAndEnds[i + 1] - 10) * SECOND);
            ends.append(keysAndEnds[i + 1] * SECOND);
        }
        operator.process(0, new Batch(new Vector[] {keys, starts, ends}, keysAndEnds.length / 2), output);
        emitted.clear();
        Frontier frontier = new Frontier(++epoch, watermarkSeconds * SECOND, false);
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE) {
            progress = operator.advance(frontier, output);
        }
        return List.copyOf(emitted);
    }

    private long held() {
        return context.registered().stream().mapToLong(State::rows).sum();
    }

    @Test
    void earlyResultsComeWithEachEpochAndStay() {
        FiringWindowsOperator operator = open(new Firing(true, 0, 0, 0));
        assertThat(step(operator, 0, 1, 10, 2, 10)).containsExactly("+1:1", "+2:1");
        assertThat(step(operator, 5, 1, 10)).containsExactly("-1:1", "+1:2");
        assertThat(step(operator, 11)).as("nothing new at the end").isEmpty();
        assertThat(held()).isZero();
        assertThat(step(operator, 12, 1, 10)).as("too late").isEmpty();
        assertThat(context.refused()).isEqualTo(1);
    }

    @Test
    void earlyResultsWaitForTheirDelayButNotForTheEnd() {
        FiringWindowsOperator operator = open(new Firing(true, 60 * SECOND, 0, 0));
        assertThat(step(operator, 0, 1, 10)).as("the first at once").containsExactly("+1:1");
        context.pass(59 * SECOND);
        assertThat(step(operator, 0, 1, 10, 2, 20)).isEmpty();
        context.pass(SECOND);
        assertThat(step(operator, 0)).containsExactly("-1:1", "+1:2", "+2:1");
        assertThat(step(operator, 1, 1, 10, 2, 20)).isEmpty();
        assertThat(step(operator, 10)).as("the window that ended").containsExactly("-1:2", "+1:3");
        assertThat(step(operator, 20)).containsExactly("-2:1", "+2:2");
        assertThat(held()).isZero();
    }

    @Test
    void lateRowsCorrectUntilTheyAreTooLate() {
        FiringWindowsOperator operator = open(new Firing(false, 0, 5 * SECOND, 0));
        assertThat(step(operator, 0, 1, 10)).as("nothing before the end").isEmpty();
        assertThat(step(operator, 11)).containsExactly("+1:1");
        assertThat(step(operator, 12, 1, 10, 2, 10)).containsExactlyInAnyOrder("-1:1", "+1:2", "+2:1");
        assertThat(step(operator, 14, 1, 10)).containsExactly("-1:2", "+1:3");
        assertThat(step(operator, 15)).isEmpty();
        assertThat(held()).isZero();
        assertThat(step(operator, 16, 1, 10)).isEmpty();
        assertThat(context.refused()).isEqualTo(1);
    }

    @Test
    void correctionsThatWaitAreNotLostWhenTheWindowIsForgotten() {
        FiringWindowsOperator operator = open(new Firing(false, 0, 5 * SECOND, 3 * SECOND));
        step(operator, 11, 1, 10);
        assertThat(step(operator, 12, 1, 10)).containsExactly("-1:1", "+1:2");
        assertThat(step(operator, 13, 1, 10)).as("waits").isEmpty();
        assertThat(step(operator, 15)).containsExactly("-1:2", "+1:3");
        assertThat(held()).isZero();
    }
}
