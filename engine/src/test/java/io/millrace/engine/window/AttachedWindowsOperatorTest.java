package io.millrace.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.TestContext;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.WindowSpecification.AggregateAttached;
import io.millrace.engine.pipeline.WindowSpecification.Firing;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachedWindowsOperatorTest {
    private static final long SECOND = 1_000_000;
    private static final Column START =
            new Column("window_start", Type.timestamp(3).notNull());
    private static final Column END = new Column("window_end", Type.timestamp(3).notNull());
    private static final Schema INPUT = Schema.of(new Column("k", Type.BIGINT), START, END);
    private static final Schema OUTPUT =
            Schema.of(new Column("k", Type.BIGINT), START, END, new Column("n", Type.BIGINT.notNull()));

    private final List<String> emitted = new ArrayList<>();

    private final Output output = new Output() {
        @Override
        public void emit(Batch batch) {
            for (int row = 0; row < batch.size(); row++) {
                emitted.add(batch.longs(0).get(row) + " " + batch.longs(2).get(row) / SECOND + " "
                        + batch.longs(3).get(row));
            }
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    };

    private final TestContext context = new TestContext();

    private AttachedWindowsOperator open() {
        AggregateCall count = new AggregateCall("COUNT", List.of(), List.of(), false, -1, -1, Type.BIGINT);
        AggregateAttached spec =
                new AggregateAttached(List.of(0, 1, 2), 1, 2, Type.timestamp(3), -1, List.of(count), Firing.ONCE);
        AttachedWindowsOperator operator =
                new AttachedWindowsOperator(spec, INPUT, OUTPUT, new WindowClock(Type.timestamp(3), ZoneOffset.UTC));
        operator.open(context);
        return operator;
    }

    /** Rows of the key with the window that ends at the second. */
    private static Batch rows(long... keysAndEnds) {
        LongVector keys = new LongVector(8);
        LongVector starts = new LongVector(8);
        LongVector ends = new LongVector(8);
        for (int i = 0; i < keysAndEnds.length; i += 2) {
            keys.append(keysAndEnds[i]);
            starts.append((keysAndEnds[i + 1] - 10) * SECOND);
            ends.append(keysAndEnds[i + 1] * SECOND);
        }
        return new Batch(new Vector[] {keys, starts, ends}, keysAndEnds.length / 2);
    }

    private void advance(AttachedWindowsOperator operator, long epoch, long watermark) {
        assertThat(operator.advance(new Frontier(epoch, watermark, false), output))
                .isEqualTo(Progress.DONE);
    }

    @Test
    void groupsComeWhenTheirWindowsAreOverAndAreForgotten() {
        AttachedWindowsOperator operator = open();
        operator.process(0, rows(1, 20, 1, 10, 2, 10, 1, 10), output);
        advance(operator, 1, 10 * SECOND - 1001);
        assertThat(emitted).isEmpty();
        operator.process(0, rows(2, 10), output);
        advance(operator, 2, 10 * SECOND - 1000);
        assertThat(emitted).containsExactly("1 10 2", "2 10 2");
        assertThat(context.registered().get(0).rows()).isEqualTo(1);
        advance(operator, 3, Long.MAX_VALUE);
        assertThat(emitted).containsExactly("1 10 2", "2 10 2", "1 20 1");
        assertThat(context.registered().get(0).rows()).isZero();
    }

    @Test
    void aWindowThatIsOverTakesNoRow() {
        AttachedWindowsOperator operator = open();
        advance(operator, 1, 10 * SECOND);
        operator.process(0, rows(1, 10, 1, 20), output);
        advance(operator, 2, Long.MAX_VALUE);
        assertThat(emitted).containsExactly("1 20 1");
        assertThat(context.refused()).isEqualTo(1);
    }

    @Test
    void memoryIsUsedAgain() {
        AttachedWindowsOperator operator = open();
        long bytes = 0;
        for (int second = 1; second < 2000; second++) {
            operator.process(0, rows(second, second, second + 1, second), output);
            advance(operator, second, second * SECOND);
            bytes = second == 10 ? context.registered().get(0).bytes() : bytes;
        }
        assertThat(emitted).hasSize(2 * 1999);
        assertThat(context.registered().get(0).bytes()).isLessThanOrEqualTo(bytes);
    }

    @Test
    void manyGroupsComeALittleAtATime() {
        AttachedWindowsOperator operator = open();
        long[] rows = new long[2 * 30_000];
        for (int i = 0; i < 30_000; i++) {
            rows[2 * i] = i;
            rows[2 * i + 1] = 10;
        }
        operator.process(0, rows(rows), output);
        int calls = 1;
        while (operator.advance(new Frontier(1, Long.MAX_VALUE, true), output) == Progress.MORE) {
            calls++;
        }
        assertThat(calls).isGreaterThan(3);
        assertThat(emitted).hasSize(30_000).doesNotHaveDuplicates();
    }
}
