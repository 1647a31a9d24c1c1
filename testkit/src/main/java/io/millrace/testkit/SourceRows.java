package io.millrace.testkit;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads splits of a source and keeps the rows and errors. */
public final class SourceRows implements Reader.Rows {
    private final Schema schema;
    private final BatchBuilder builder;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /** @param schema of the wanted columns */
    public SourceRows(Schema schema) {
        this.schema = schema;
        this.builder = new BatchBuilder(schema, 16);
    }

    /** A row that could not be decoded. */
    public record Failure(byte[] raw, String reason, long offset) {}

    @Override
    public BatchBuilder builder() {
        return builder;
    }

    @Override
    public void error(byte[] raw, int start, int length, String reason, long offset) {
        byte[] kept = new byte[Math.min(length, 64 << 10)];
        System.arraycopy(raw, start, kept, 0, kept.length);
        failures.add(new Failure(kept, reason, offset));
    }

    /** The good rows so far. */
    public List<List<@Nullable Object>> rows() {
        rows.addAll(Rows.of(builder.build(), schema));
        builder.clear();
        return rows;
    }

    /** The bad rows so far. */
    public List<Failure> failures() {
        return failures;
    }

    /** How many rows and failures there are. */
    public int count() {
        return rows().size() + failures.size();
    }

    /** Polls until the reader ends, or until it is idle {@code idlePolls} times in a row. */
    public SourceRows drain(Reader reader, int maxRows, int idlePolls) {
        int idle = 0;
        while (idle < idlePolls) {
            Reader.Poll poll = reader.poll(this, maxRows);
            rows();
            if (poll.state() == Reader.State.END) {
                break;
            }
            idle = poll.state() == Reader.State.IDLE ? idle + 1 : 0;
        }
        return this;
    }

    /**
     * Polls until the reader ends, waiting where it says so.
     *
     * @param wakings what the reader was opened with
     */
    public SourceRows drain(Reader reader, int maxRows, Wakings wakings) {
        while (true) {
            Reader.Poll poll = reader.poll(this, maxRows);
            rows();
            if (poll.state() == Reader.State.END) {
                return this;
            } else if (poll.state() == Reader.State.IDLE) {
                wakings.await(poll);
            }
        }
    }

    /** Polls until there are so many rows and failures, waiting where the reader says so. */
    public SourceRows drainUntil(Reader reader, int count, Wakings wakings) {
        while (count() < count) {
            Reader.Poll poll = reader.poll(this, count - count());
            if (poll.state() == Reader.State.IDLE) {
                wakings.await(poll);
            }
        }
        return this;
    }

    /** All rows of all splits of a bounded source, all columns. */
    public static SourceRows all(Source source, Schema schema) {
        int[] columns = new int[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
        SourceRows rows = new SourceRows(schema);
        for (Source.Split split : source.splits()) {
            Wakings wakings = new Wakings();
            try (Reader reader = source.open(split, Source.Position.START, columns, wakings)) {
                rows.drain(reader, 4096, wakings);
            }
        }
        return rows;
    }
}
