package io.millrace.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.State;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.checkpoint.KeptStates;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.WindowSpecification.AggregateWindows;
import io.millrace.engine.pipeline.WindowSpecification.AssignWindows;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sessions cost, whether they are aggregated or not. */
class SessionOperatorsTest {
    private static final long SECOND = 1_000_000;
    private static final Column KEY = new Column("k", Type.BIGINT);
    private static final Column TIME = new Column("ts", Type.timestamp(3));
    private static final Schema INPUT = Schema.of(KEY, TIME);
    private static final Window SESSION = new Window.Session(10 * SECOND);

    /** An operator, with what it gave and what it keeps. */
    private static final class Bench implements OperatorContext, LateRows, Output {
        final Operator operator;
        final List<Integer> batchSizes = new ArrayList<>();
        final Map<String, Long> windows = new HashMap<>();
        final KeptStates states = new KeptStates(false);
        private final int windowColumn;
        long late;
        int room = Integer.MAX_VALUE;
        private long epoch;

        Bench(boolean aggregates) {
            Column start = new Column("window_start", Type.timestamp(3));
            Column end = new Column("window_end", Type.timestamp(3));
            Column last = new Column("window_time", Type.timestamp(3));
            if (aggregates) {
                AggregateCall count =
                        new AggregateCall("COUNT", List.of(), List.of(), false, -1, -1, Type.BIGINT.notNull());
                operator = WindowOperators.aggregate(
                        new AggregateWindows(SESSION, 1, -1, List.of(0), List.of(count)),
                        INPUT,
                        Schema.of(KEY, new Column("n", Type.BIGINT), start, end, last),
                        false,
                        ZoneOffset.UTC);
            } else {
                operator = WindowOperators.assign(
                        new AssignWindows(SESSION, 1, -1, List.of(0)),
                        INPUT,
                        Schema.of(KEY, TIME, start, end, last),
                        ZoneOffset.UTC);
            }
            windowColumn = 2;
            operator.open(this);
        }

        /** Gives {@code count} rows with keys from {@code firstKey}, {@code keyStep} apart, all at one time. */
        void rows(long firstKey, int keyStep, int count, long second) {
            BatchBuilder rows = new BatchBuilder(INPUT, count);
            for (int i = 0; i < count; i++) {
                rows.longs(0).append(firstKey + (long) i * keyStep);
                rows.longs(1).append(second * SECOND);
                rows.endRow();
            }
            operator.process(0, rows.build(), this);
        }

        /** Ends the epoch, as often as the operator asks for it. */
        int end(long second) {
            epoch++;
            int calls = 1;
            while (operator.advance(new Frontier(epoch, second * SECOND, false), this) == Progress.MORE) {
                room = 1;
                calls++;
            }
            return calls;
        }

        @Override
        public void emit(Batch batch) {
            if (batch.size() > 0) {
                room--;
                batchSizes.add(batch.size());
            }
            for (int i = 0; i < batch.size(); i++) {
                String window = batch.longs(0).get(i) + " until "
                        + batch.longs(windowColumn + 1).get(i) / SECOND;
                windows.merge(window, 1L, Long::sum);
            }
        }

        @Override
        public boolean hasRoom() {
            return room > 0;
        }

        @Override
        public OperatorStates states() {
            return states;
        }

        @Override
        public Environment environment() {
            return new SystemEnvironment(1);
        }

        @Override
        public LateRows lateRows() {
            return this;
        }

        @Override
        public Lifetime lifetime() {
            return new Lifetime() {
                @Override
                public long micros(int input) {
                    return 0;
                }

                @Override
                public void count(long expired) {
                    throw new AssertionError("nothing expires");
                }
            };
        }

        @Override
        public Share share() {
            return new Share(0, 1);
        }

        @Override
        public void add(byte[] row, int offset, int length, long windowStart, long windowEnd) {
            late++;
        }

        @Override
        public void count() {
            late++;
        }

        long bytes() {
            return states.counted().stream().mapToLong(State::bytes).sum();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysThatOnlyCameLateAreForgotten(boolean aggregates) {
        Bench bench = new Bench(aggregates);
        bench.end(1000);
        bench.rows(0, 1, 1000, 5);
        bench.end(1000);
        long bytes = bench.bytes();
        for (int i = 1; i <= 50; i++) {
            bench.rows(i * 1000L, 1, 1000, 5);
            bench.end(1000);
        }
        assertThat(bench.late).isEqualTo(51_000);
        assertThat(bench.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyThatCameLateAndInTimeKeepsItsSession(boolean aggregates) {
        Bench bench = new Bench(aggregates);
        bench.end(1000);
        bench.rows(7, 0, 3, 5);
        bench.rows(7, 0, 2, 1001);
        bench.rows(7, 0, 4, 6);
        bench.rows(8, 0, 1, 6);
        bench.rows(9, 0, 1, 1002);
        bench.end(2000);
        assertThat(bench.late).isEqualTo(8);
        assertThat(bench.windows.keySet()).containsExactlyInAnyOrder("7 until 1011", "9 until 1012");
    }

    /** Looking through the batch for each of its rows would take minutes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHugeBatchOfLateRowsIsReadOnce(boolean aggregates) {
        Bench bench = new Bench(aggregates);
        bench.end(1000);
        int count = 1 << 20;
        bench.rows(0, 1, count, 5);
        bench.end(1000);
        assertThat(bench.late).isEqualTo(count);
        assertThat(bench.windows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 4097, 10_000})
    void aLongSessionComesInSeveralBatches(int size) {
        Bench bench = new Bench(false);
        bench.rows(1, 0, size, 5);
        bench.rows(2, 0, size, 6);
        bench.rows(3, 0, 1, 500);
        bench.room = 0;
        assertThat(bench.end(100)).isGreaterThan(1);
        assertThat(bench.windows).isEqualTo(Map.of("1 until 15", (long) size, "2 until 16", (long) size));
        assertThat(bench.batchSizes).allMatch(rows -> rows <= Batch.TARGET_ROWS);
        bench.end(600);
        assertThat(bench.windows).hasSize(3);
    }
}
