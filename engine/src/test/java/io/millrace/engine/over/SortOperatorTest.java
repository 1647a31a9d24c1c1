package io.millrace.engine.over;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.TestContext;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.pipeline.Specification.SortRows;
import io.millrace.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SortOperatorTest {
    private static final Schema ROWS = Schema.of(new Column("t", Type.BIGINT), new Column("v", Type.STRING));

    private final List<String> emitted = new ArrayList<>();
    private long epoch;
    private final TestContext context = new TestContext();

    private final Output output = new Output() {
        @Override
        public void emit(Batch batch) {
            Rows.of(batch, ROWS).forEach(row -> emitted.add(row.get(0) + " " + row.get(1)));
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    };

    private SortOperator open(SortRows spec) {
        SortOperator operator = new SortOperator(spec, ROWS);
        operator.open(context);
        return operator;
    }

    private List<String> advance(SortOperator operator, long watermark, boolean last) {
        emitted.clear();
        assertThat(operator.advance(new Frontier(++epoch, watermark, last), output))
                .isEqualTo(Progress.DONE);
        return List.copyOf(emitted);
    }

    private static Batch rows(@Nullable Object... values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            rows.add(Rows.row(values[i], values[i + 1]));
        }
        return Rows.batch(ROWS, rows);
    }

    @Test
    void byTimeRowsGoOnWhenTheWatermarkPassesThem() {
        List<SortColumn> order = List.of(new SortColumn(0, false, true), new SortColumn(1, true, false));
        SortOperator operator = open(new SortRows(order, 0, -1, -1));
        operator.process(0, rows(5L, "a", 3L, "b", 5L, "c"), output);
        assertThat(advance(operator, 3, false)).containsExactly("3 b");
        operator.process(0, rows(4L, "d", 3L, "late", 5L, "b", 9L, "e"), output);
        assertThat(advance(operator, 5, false)).containsExactly("4 d", "5 c", "5 b", "5 a");
        assertThat(context.refused()).isEqualTo(1);
        assertThat(advance(operator, Long.MAX_VALUE, true)).containsExactly("9 e");
    }

    @Test
    void otherOrdersAreKnownAtTheEndWithoutWhatWasTakenBack() {
        SortOperator operator = open(new SortRows(List.of(new SortColumn(1, false, true)), -1, -1, -1));
        operator.process(0, rows(1L, "c", 2L, null, 3L, "a", 4L, "b"), output);
        Batch taken = rows(4L, "b");
        operator.process(0, new Batch(taken.columns(), 1, new long[] {-1}), output);
        assertThat(advance(operator, 3, false)).isEmpty();
        assertThat(advance(operator, Long.MAX_VALUE, true)).containsExactly("2 null", "3 a", "1 c");
    }

    @Test
    void manyRowsComeInSeveralBatches() {
        SortOperator operator = open(new SortRows(List.of(new SortColumn(0, true, false)), -1, -1, -1));
        List<List<@Nullable Object>> many = new ArrayList<>();
        for (long i = 0; i < 10_000; i++) {
            many.add(Rows.row(i * 7919 % 10_000, "x"));
        }
        operator.process(0, Rows.batch(ROWS, many), output);
        List<String> sorted = advance(operator, Long.MAX_VALUE, true);
        assertThat(sorted).hasSize(10_000).startsWith("9999 x", "9998 x").endsWith("0 x");
    }
}
