package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.env.Environment;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.checkpoint.KeptStates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one operator and writes down what it says. */
final class Harness implements Output, OperatorContext, OperatorContext.LateRows {
    static final long SECOND = 1_000_000;

    /** Key, time, value, late mark. */
    static final Schema INPUT = Schema.of(
            new Column("k", Type.BIGINT),
            new Column("ts", Type.timestamp(3)),
            new Column("v", Type.BIGINT),
            new Column("$late", Type.BYTES));

    final List<String> emitted = new ArrayList<>();
    final KeptStates states = new KeptStates(false);
    int late;
    int calls;
    private final Operator operator;
    private long epoch;

    /**
     * A row of an input.
     *
     * @param seen the watermark before it where it is late, else anything less than its time
     */
    record Row(@Nullable Long key, @Nullable Long time, long value, long seen) {
        static Row of(long key, long seconds, long value) {
            return new Row(key, seconds * SECOND, value, Long.MIN_VALUE);
        }

        boolean isLate() {
            return time != null && seen >= time;
        }
    }

    Harness(Operator operator) {
        this.operator = operator;
        operator.open(this);
    }

    void process(int input, Row... rows) {
        operator.process(input, batch(List.of(rows)), this);
    }

    /** Takes a row of the first input back. */
    void takeBack(Row row) {
        operator.process(0, new Batch(batch(List.of(row)).columns(), 1, new long[] {-1}), this);
    }

    static Batch batch(List<Row> rows) {
        Vector[] columns = new Vector[INPUT.size()];
        for (int c = 0; c < columns.length; c++) {
            Vector.Writable column = Vector.create(INPUT.type(c), rows.size());
            for (Row row : rows) {
                Long value = c == 0 ? row.key() : c == 1 ? row.time() : Long.valueOf(row.value());
                if (c == 3 && row.isLate()) {
                    byte[] mark = ByteBuffer.allocate(20)
                            .putInt(0)
                            .putLong(row.seen())
                            .putLong(0)
                            .array();
                    ((BytesVector) column).append(mark, 0, mark.length);
                } else if (c == 3 || value == null) {
                    column.appendNull();
                } else {
                    ((io.millrace.core.batch.LongVector) column).append(value);
                }
            }
            columns[c] = column.vector();
        }
        return new Batch(columns, rows.size());
    }

    /** Ends an epoch. */
    void advance(long watermark) {
        epoch++;
        do {
            calls++;
        } while (operator.advance(new Frontier(epoch, watermark, watermark == Long.MAX_VALUE), this) == Progress.MORE);
    }

    @Override
    public void emit(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            List<String> values = new ArrayList<>();
            for (int c = 0; c < batch.columnCount(); c++) {
                values.add(batch.column(c).isNull(row) ? "-" : text(batch, c, row));
            }
            emitted.add((batch.weight(row) == 1 ? "" : batch.weight(row) + " times ") + String.join(" ", values));
        }
    }

    private static String text(Batch batch, int column, int row) {
        return batch.column(column).flat() instanceof BytesVector
                ? "late"
                : "" + batch.longs(column).get(row);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public OperatorStates states() {
        return states;
    }

    @Override
    public Environment environment() {
        throw new AssertionError("not asked for");
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
}
