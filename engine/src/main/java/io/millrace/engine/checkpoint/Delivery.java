package io.millrace.engine.checkpoint;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.env.Environment;
import io.millrace.core.env.Environment.Tasks;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.state.StateInput;
import io.millrace.core.type.Schema;
import io.millrace.engine.checkpoint.Manifest.Results;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is safe to one sink, a checkpoint's results in one transaction, each once: what the sink has it tells by its
 * marker, the last epoch that is in it. When the sink is away, it is tried again until it is back.
 */
final class Delivery {
    private static final long FIRST_PAUSE_NANOS = 200_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;
    /** Failures are told at most so often. */
    private static final long TELL_NANOS = 30_000_000_000L;

    private static final long UNKNOWN = -1;

    private final Target target;
    private final Place place;
    private final Tasks tasks;
    private volatile long delivered = UNKNOWN;
    private long marker = UNKNOWN;
    private long pauseNanos;
    private boolean waits;
    private boolean closed;
    private boolean hasTold;
    private long toldNanos;

    /**
     * Where results go.
     *
     * @param name names the sink in the run
     * @param writer names the run and the sink, to the sink
     * @param schema of what is written
     */
    record Target(String name, String writer, Schema schema, MarkedSink sink) {}

    /** Where they come from. */
    record Place(Outboxes outboxes, StateStore store, Environment environment, Checkpointer.Options options) {}

    Delivery(Target target, Place place) {
        this.target = target;
        this.place = place;
        tasks = place.environment.threads().serial("millrace-deliver-" + target.name);
    }

    void start() {
        tasks.execute(this::deliver);
    }

    /** There is more to deliver. */
    void wake() {
        tasks.execute(this::deliver);
    }

    /** Up to which epoch the sink has everything; less than 0 when it has not been asked. */
    long delivered() {
        return delivered;
    }

    /** Waits for what is just being delivered, and closes the sink. */
    synchronized void close() {
        closed = true;
        target.sink.close();
    }

    private synchronized void deliver() {
        if (waits || closed) {
            return;
        }
        try {
            if (marker == UNKNOWN) {
                marker = target.sink.resume(target.writer);
                delivered = Math.max(marker, 0);
                place.outboxes.progress();
            }
            for (Results next = place.outboxes.next(delivered); next != null; next = place.outboxes.next(delivered)) {
                if (write(next)) {
                    target.sink.commit(next.last());
                }
                marker = next.last();
                delivered = next.last();
                place.outboxes.progress();
            }
            if (hasTold) {
                place.options
                        .say()
                        .accept("sink " + target.name + " is back; it has everything up to epoch " + delivered);
            }
            hasTold = false;
            pauseNanos = 0;
        } catch (ConnectorException e) {
            if (e.retryable()) {
                pause(e);
            } else {
                place.options.onFailure().accept(e);
            }
        } catch (IOException e) {
            place.options.onFailure().accept(StateException.notWritten("cannot read results that wait", e));
        } catch (RuntimeException | Error e) {
            place.options.onFailure().accept(e);
        }
    }

    private void pause(ConnectorException cause) {
        marker = UNKNOWN;
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, pauseNanos * 2));
        long now = place.environment.clock().nanos();
        if (!hasTold || now - toldNanos >= TELL_NANOS) {
            hasTold = true;
            toldNanos = now;
            place.options
                    .say()
                    .accept("sink " + target.name + " does not take results, which wait here until it does: "
                            + cause.getMessage());
        }
        waits = true;
        tasks.later(pauseNanos, () -> {
            waits = false;
            deliver();
        });
    }

    /** Writes what a file has for this sink and the sink has not; whether that was anything. */
    private boolean write(Results results) throws IOException {
        boolean any = false;
        BatchBuilder rows = new BatchBuilder(target.schema, 256);
        try (BlockReader reader = place.store.open(results.file())) {
            @Nullable StateInput block = reader.next();
            while (block != null) {
                if (block.readText().equals(target.name) && block.readNumber() > marker) {
                    any = true;
                    read(block, rows);
                }
                block = reader.next();
            }
        }
        flush(rows);
        return any;
    }

    private void read(StateInput block, BatchBuilder rows) {
        while (block.hasMore()) {
            long weight = block.readSigned();
            for (int c = 0; c < target.schema.size(); c++) {
                block.readValue(rows.column(c));
            }
            rows.endRow(weight);
            if (rows.isFull()) {
                flush(rows);
            }
        }
    }

    private void flush(BatchBuilder rows) {
        Batch batch = rows.build();
        if (batch.size() > 0) {
            target.sink.write(batch);
            rows.clear();
        }
    }
}
