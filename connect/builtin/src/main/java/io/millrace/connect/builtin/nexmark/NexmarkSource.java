package io.millrace.connect.builtin.nexmark;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.env.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One split; its position is the number of the next event. */
final class NexmarkSource implements Source {
    private static final Split SPLIT = new Split("0");
    private static final int MOST_ROWS = 4096;

    private final Events events;
    private final Events.@Nullable Kind kind;
    private final List<ColumnMaker> makers;
    private final long count;
    private final boolean paced;
    private final Environment.Clock clock;

    /**
     * @param kind which events are rows; null for all
     * @param makers for each column of the table
     * @param count how many events there are, {@link Long#MAX_VALUE} without end
     * @param paced whether events come when they are due
     */
    NexmarkSource(
            Events events,
            Events.@Nullable Kind kind,
            List<ColumnMaker> makers,
            long count,
            boolean paced,
            Environment.Clock clock) {
        this.events = events;
        this.kind = kind;
        this.makers = List.copyOf(makers);
        this.count = count;
        this.paced = paced;
        this.clock = clock;
    }

    @Override
    public boolean bounded() {
        return count != Long.MAX_VALUE;
    }

    @Override
    public boolean live() {
        return paced;
    }

    @Override
    public List<Split> splits() {
        return List.of(SPLIT);
    }

    @Override
    public Reader open(Split split, Position position, int[] columns, Runnable waker) {
        return new NexmarkReader(position.offset(), columns);
    }

    private final class NexmarkReader implements Reader {
        private final int[] columns;
        private final long[] chosen = new long[MOST_ROWS];
        private final long first;
        private long next;
        private long startNanos = Long.MIN_VALUE;

        NexmarkReader(long first, int[] columns) {
            this.first = first;
            this.next = first;
            this.columns = columns;
        }

        @Override
        public Poll poll(Rows out, int maxRows) {
            long to = paced ? Math.min(count, due()) : count;
            int rows = 0;
            while (next < to && rows < Math.min(maxRows, MOST_ROWS)) {
                if (kind == null || events.kind(next) == kind) {
                    chosen[rows++] = next;
                }
                next++;
            }
            BatchBuilder builder = out.builder();
            for (int i = 0; i < columns.length; i++) {
                ColumnMaker maker = makers.get(columns[i]);
                for (int row = 0; row < rows; row++) {
                    maker.append(builder.column(i), chosen[row]);
                }
            }
            builder.endRows(rows);
            if (next >= count) {
                return Poll.END;
            }
            return next < to ? Poll.MORE : Poll.idle(waitNanos());
        }

        /** The number of the first event that is not due yet. */
        private long due() {
            if (startNanos == Long.MIN_VALUE) {
                startNanos = clock.nanos();
            }
            double seconds = (clock.nanos() - startNanos) / 1e9;
            return first + 1 + (long) Math.min(seconds * events.perSecond(), 0x1p60);
        }

        private long waitNanos() {
            double dueSeconds = (double) (next - first) / events.perSecond();
            return Math.max(1, (long) (dueSeconds * 1e9) - (clock.nanos() - startNanos));
        }

        @Override
        public Position position() {
            return new Position(next, "");
        }

        @Override
        public Amount amount() {
            return bounded() ? Amount.of(next, count) : Amount.UNKNOWN;
        }

        @Override
        public void close() {}
    }
}
