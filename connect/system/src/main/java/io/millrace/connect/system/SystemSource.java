package io.millrace.connect.system;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.env.Environment;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/** One split without an end; it cannot be read again, so a position only counts rows. */
final class SystemSource implements Source {
    private static final Split SPLIT = new Split("0");

    private final Schema schema;
    private final MetricKind kind;
    private final ProcFolder proc;
    private final long intervalNanos;
    private final int top;
    private final Environment.Clock clock;

    SystemSource(Schema schema, MetricKind kind, ProcFolder proc, Pace pace, Environment.Clock clock) {
        this.schema = schema;
        this.kind = kind;
        this.proc = proc;
        this.intervalNanos = pace.intervalNanos();
        this.top = pace.top();
        this.clock = clock;
    }

    /**
     * How often, and how much.
     *
     * @param top how many processes at most
     */
    record Pace(long intervalNanos, int top) {}

    @Override
    public boolean bounded() {
        return false;
    }

    @Override
    public List<Split> splits() {
        return List.of(SPLIT);
    }

    @Override
    public Reader open(Split split, Position position, int[] columns, Runnable waker) {
        return new SystemReader(position.offset(), schema.select(columns));
    }

    private final class SystemReader implements Reader {
        private final Column[] wanted;
        /** Where each column is in a sampled row; -1 is the time. */
        private final int[] fields;

        private final Sample sample = Sample.of(kind, proc, top);
        private final ArrayDeque<Object[]> waiting = new ArrayDeque<>();
        private long given;
        private long sampleMicros;
        private long sampledNanos;
        private long dueNanos;
        private boolean started;

        SystemReader(long given, Schema chosen) {
            this.given = given;
            wanted = chosen.columns().toArray(new Column[0]);
            fields = new int[wanted.length];
            for (int i = 0; i < fields.length; i++) {
                String name = wanted[i].name();
                fields[i] = -1;
                for (int k = 1; k < kind.columns().size(); k++) {
                    fields[i] = kind.columns().get(k).name().equalsIgnoreCase(name) ? k - 1 : fields[i];
                }
            }
        }

        @Override
        public Poll poll(Rows rows, int maxRows) {
            if (waiting.isEmpty()) {
                long now = clock.nanos();
                if (!started) {
                    started = true;
                    dueNanos = now;
                    take(now);
                    waiting.clear();
                }
                if (now < dueNanos) {
                    return Poll.idle(dueNanos - now);
                }
                take(now);
            }
            BatchBuilder builder = rows.builder();
            for (int i = 0; i < maxRows && !waiting.isEmpty(); i++) {
                append(builder, waiting.remove());
                given++;
            }
            return waiting.isEmpty() ? Poll.idle(Math.max(1, dueNanos - clock.nanos())) : Poll.MORE;
        }

        private void take(long now) {
            try {
                // The clock's steps may be coarser than a call.
                double seconds = Math.max(now - sampledNanos, 1_000) / 1e9;
                waiting.addAll(sample.take(seconds));
            } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
                throw new ConnectorException(
                        "cannot read " + proc.root() + " for '" + kind.label() + "'", null, true, e);
            }
            sampledNanos = now;
            sampleMicros = clock.wallMicros();
            dueNanos += intervalNanos;
            if (dueNanos <= now) {
                // After a pause, as when the machine slept, there is nothing to make up for.
                dueNanos = now + intervalNanos;
            }
        }

        private void append(BatchBuilder builder, Object[] row) {
            for (int i = 0; i < fields.length; i++) {
                Type type = wanted[i].type();
                if (fields[i] < 0) {
                    long unit = (long) Math.pow(10, 6 - type.precision());
                    builder.longs(i).append(sampleMicros - Math.floorMod(sampleMicros, unit));
                    continue;
                }
                Object value = row[fields[i]];
                switch (type.storage()) {
                    case BYTES -> builder.bytes(i).append(value.toString());
                    case DOUBLE -> builder.doubles(i).append(((Number) value).doubleValue());
                    default -> builder.longs(i).append(Math.round(((Number) value).doubleValue()));
                }
            }
            builder.endRow();
        }

        @Override
        public Position position() {
            return new Position(given, "");
        }

        @Override
        public void close() {}
    }
}
