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
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.WindowSpecification.AggregateWindows;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicedWindowsOperatorTest {
    private static final int KEYS = 30_000;
    private static final long SECOND = 1_000_000;
    private static final Schema INPUT =
            Schema.of(new Column("k", Type.BIGINT.notNull()), new Column("ts", Type.timestamp(3)));
    private static final Schema OUTPUT = Schema.of(
            new Column("k", Type.BIGINT.notNull()),
            new Column("n", Type.BIGINT.notNull()),
            new Column("window_start", Type.timestamp(3)),
            new Column("window_end", Type.timestamp(3)),
            new Column("window_time", Type.timestamp(3)));

    /** Counts what a call emits. */
    private static final class Counting implements Output {
        int rows;
        long sum;

        @Override
        public void emit(Batch batch) {
            rows += batch.size();
            LongVector counts = batch.longs(1);
            for (int i = 0; i < batch.size(); i++) {
                sum += counts.get(i);
            }
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    }

    @Test
    void windowsOfManyKeysFireALittleAtATime() {
        fires(new Window.Tumble(SECOND, 0), 1);
        fires(new Window.Cumulate(SECOND, 3 * SECOND, 0), 3);
        fires(new Window.Hop(SECOND, 3 * SECOND, 0), 3);
        fires(new Window.Hop(SECOND, 8 * SECOND, 0), 8);
    }

    /** All keys come once, in the first second. */
    private static void fires(Window window, int windows) {
        AggregateCall count = new AggregateCall("COUNT", List.of(), List.of(), false, -1, -1, Type.BIGINT);
        AggregateWindows spec = new AggregateWindows(window, 1, -1, List.of(0), List.of(count));
        SlicedWindowsOperator operator = new SlicedWindowsOperator(
                spec, INPUT, OUTPUT, false, new WindowClock(Type.timestamp(3), ZoneOffset.UTC));
        Counting all = new Counting();
        LongVector keys = new LongVector(KEYS);
        LongVector times = new LongVector(KEYS);
        for (int key = 0; key < KEYS; key++) {
            keys.append(key);
            times.append(key % 1000 * 1000L);
        }
        operator.process(0, new Batch(new Vector[] {keys, times}, KEYS), all);
        Progress progress = Progress.MORE;
        int calls = 0;
        while (progress == Progress.MORE) {
            int before = all.rows;
            progress = operator.advance(new Frontier(1, Long.MAX_VALUE, true), all);
            assertThat(all.rows - before).as("%s", window).isLessThanOrEqualTo(3 * 4096);
            calls++;
        }
        assertThat(all.rows).as("%s", window).isEqualTo(KEYS * windows);
        assertThat(all.sum).as("%s", window).isEqualTo(KEYS * windows);
        assertThat(calls).as("%s", window).isGreaterThan(windows * KEYS / (3 * 4096));
    }
}
