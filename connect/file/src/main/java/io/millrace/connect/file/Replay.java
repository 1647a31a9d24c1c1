package io.millrace.connect.file;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.env.Environment;
import io.millrace.core.type.Schema;
import java.util.Arrays;

/**
 * Plays rows back by their time: the first row that any split gives comes at once, every other one when its time has
 * come since then. Shared by the splits of a source; rows that are earlier than the first one come at once.
 */
final class Replay {
    private final Environment.Clock clock;
    private final Schema schema;
    private final int timeColumn;
    private final double speed;
    private boolean started;
    private long startMicros;
    private long startNanos;

    /** @param speed how many times faster than the rows were made */
    Replay(Environment.Clock clock, Schema schema, int timeColumn, double speed) {
        this.clock = clock;
        this.schema = schema;
        this.timeColumn = timeColumn;
        this.speed = speed;
    }

    /** The columns that the inner reader must give: the wanted ones and the time. */
    int[] columns(int[] wanted) {
        int[] columns = Arrays.copyOf(wanted, wanted.length + 1);
        columns[wanted.length] = timeColumn;
        return columns;
    }

    Reader reader(Reader inner, int[] wanted) {
        return new ReplayReader(inner, wanted.length, new BatchBuilder(schema.select(columns(wanted)), 8));
    }

    /** How long a row with that time still has to wait. */
    private synchronized long waitNanos(long micros) {
        if (!started) {
            started = true;
            startMicros = micros;
            startNanos = clock.nanos();
        }
        double dueNanos = (micros - startMicros) * 1000.0 / speed;
        return (long) (dueNanos - (clock.nanos() - startNanos));
    }

    /** Holds the next row back until it is due. */
    private final class ReplayReader implements Reader {
        private final Reader inner;
        private final int count;
        private final BatchBuilder held;
        private Source.Position position;
        private boolean ended;

        ReplayReader(Reader inner, int count, BatchBuilder held) {
            this.inner = inner;
            this.count = count;
            this.held = held;
            position = inner.position();
        }

        @Override
        public Poll poll(Rows rows, int maxRows) {
            for (int given = 0; given < maxRows; given++) {
                if (held.size() == 0) {
                    Poll poll = inner.poll(new Held(rows), 1);
                    if (held.size() == 0) {
                        position = inner.position();
                        return poll;
                    }
                    ended = poll.state() == State.END;
                }
                // An update is two rows, which go together when the new one is due.
                int last = held.size() - 1;
                long wait = held.longs(count).isNull(last)
                        ? 0
                        : waitNanos(held.longs(count).get(last));
                if (wait > 0) {
                    return Poll.idle(wait);
                }
                rows.builder().append(held.build());
                held.clear();
                position = inner.position();
                if (ended) {
                    return Poll.END;
                }
            }
            return Poll.MORE;
        }

        @Override
        public Source.Position position() {
            return position;
        }

        @Override
        public Amount amount() {
            return inner.amount();
        }

        @Override
        public void close() {
            inner.close();
        }

        /** Sends good rows here and bad ones on. */
        private final class Held implements Rows {
            private final Rows target;

            Held(Rows target) {
                this.target = target;
            }

            @Override
            public BatchBuilder builder() {
                return held;
            }

            @Override
            public void error(byte[] raw, int start, int length, String reason, long offset) {
                target.error(raw, start, length, reason, offset);
            }
        }
    }
}
