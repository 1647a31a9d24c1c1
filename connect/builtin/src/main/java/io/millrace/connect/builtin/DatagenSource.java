package io.millrace.connect.builtin;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.env.Environment;
import java.util.List;

/** One split; its position is the number of the next row. */
final class DatagenSource implements Source {
    private static final Split SPLIT = new Split("0");
    private static final int MOST_ROWS = 4096;

    private final List<FieldGenerator> generators;
    private final long rows;
    private final long rowsPerSecond;
    private final Environment.Clock clock;

    DatagenSource(List<FieldGenerator> generators, long rows, long rowsPerSecond, Environment.Clock clock) {
        this.generators = generators;
        this.rows = rows;
        this.rowsPerSecond = rowsPerSecond;
        this.clock = clock;
    }

    @Override
    public boolean bounded() {
        return rows != Long.MAX_VALUE;
    }

    @Override
    public List<Split> splits() {
        return List.of(SPLIT);
    }

    @Override
    public Reader open(Split split, Position position, int[] columns, Runnable waker) {
        return new DatagenReader(position.offset(), columns);
    }

    private final class DatagenReader implements Reader {
        private final int[] columns;
        private final long first;
        private long next;
        private long startNanos = Long.MIN_VALUE;

        DatagenReader(long first, int[] columns) {
            this.first = first;
            this.next = first;
            this.columns = columns;
        }

        @Override
        public Poll poll(Rows out, int maxRows) {
            if (next >= rows) {
                return Poll.END;
            }
            long now = clock.nanos();
            if (startNanos == Long.MIN_VALUE) {
                startNanos = now;
            }
            // The first row is due at once, row n after n-1 shares of a second.
            double elapsedSeconds = (now - startNanos) / 1e9;
            long due = first + 1 + (long) Math.min(elapsedSeconds * rowsPerSecond, 0x1p60);
            long to = Math.min(Math.min(due, rows), next + Math.min(maxRows, MOST_ROWS));
            if (to <= next) {
                double waitSeconds = (double) (next - first) / rowsPerSecond - elapsedSeconds;
                return Poll.idle(Math.max(1, (long) (waitSeconds * 1e9)));
            }
            BatchBuilder builder = out.builder();
            long nowMicros = clock.wallMicros();
            for (int i = 0; i < columns.length; i++) {
                generators.get(columns[i]).append(builder.column(i), next, to, nowMicros);
            }
            builder.endRows((int) (to - next));
            next = to;
            return next >= rows ? Poll.END : Poll.MORE;
        }

        @Override
        public Position position() {
            return new Position(next, "");
        }

        @Override
        public Amount amount() {
            return bounded() ? Amount.of(next, rows) : Amount.UNKNOWN;
        }

        @Override
        public void close() {}
    }
}
