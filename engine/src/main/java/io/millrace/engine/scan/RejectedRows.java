package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.table.RowCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What a scan's table cannot use, kept so that it can be queried: {@code t$late} or {@code t$errors}. Holds the newest
 * 100,000 rows and counts beyond. Safe for use by all workers.
 */
public final class RejectedRows {
    /** The columns of every {@code t$errors}. */
    public static final Schema ERRORS = Schema.of(
            new Column("raw_text", Type.STRING),
            new Column("reason", Type.STRING),
            new Column("split", Type.STRING),
            new Column("record_position", Type.BIGINT),
            new Column("epoch", Type.BIGINT));

    /** What follows a table's own columns in {@code t$late}. */
    public static final Schema LATE_SUFFIX = Schema.of(
            new Column("operator", Type.STRING),
            new Column("window_start", Type.timestamp(3)),
            new Column("window_end", Type.timestamp(3)),
            new Column("watermark_time", Type.timestamp(3)),
            new Column("epoch", Type.BIGINT));

    static final int LIMIT_ROWS = 100_000;
    private static final int LIMIT_RAW_BYTES = 1 << 16;
    private static final int SEGMENT_ROWS = 4096;

    private final Schema schema;
    private final LongSupplier epoch;
    private final ArrayDeque<BatchBuilder> segments = new ArrayDeque<>();
    private long kept;
    private volatile long count;

    /**
     * @param schema the columns kept
     * @param epoch tells the epoch that is open, to which records that cannot be decoded belong
     */
    public RejectedRows(Schema schema, LongSupplier epoch) {
        this.schema = schema;
        this.epoch = epoch;
    }

    /** The late table of a scan with these visible columns. */
    public static Schema lateSchema(Schema visible) {
        return visible.with(LATE_SUFFIX.columns().toArray(new Column[0]));
    }

    public Schema schema() {
        return schema;
    }

    /** How many rows there ever were. */
    public long count() {
        return count;
    }

    /** Adds a record that could not be decoded; bytes that are no UTF-8 are shown as replacement characters. */
    synchronized void addError(byte[] raw, int start, int length, String reason, String split, long position) {
        BatchBuilder builder = segment();
        int size = Math.min(length, LIMIT_RAW_BYTES);
        builder.bytes(0).append(new String(raw, start, size, StandardCharsets.UTF_8));
        builder.bytes(1).append(reason);
        builder.bytes(2).append(split);
        builder.longs(3).append(position);
        builder.longs(4).append(epoch.getAsLong());
        end(builder);
    }

    /**
     * Adds a late row.
     *
     * @param row as {@link LateMarker} encoded it
     * @param lateEpoch the epoch that the row is of
     */
    public synchronized void addLate(
            byte[] row, int offset, int length, String operator, long windowStart, long windowEnd, long lateEpoch) {
        BatchBuilder builder = segment();
        ByteBuffer in = ByteBuffer.wrap(row, offset, length);
        in.position(LateMarker.rowOffset(offset));
        long watermark = LateMarker.watermark(row, offset);
        int own = schema.size() - LATE_SUFFIX.size();
        RowCodec.read(in, own, builder);
        builder.bytes(own).append(operator);
        appendTime(builder, own + 1, windowStart);
        appendTime(builder, own + 2, windowEnd);
        appendTime(builder, own + 3, watermark);
        builder.longs(own + 4).append(lateEpoch);
        end(builder);
    }

    private static void appendTime(BatchBuilder builder, int column, long micros) {
        if (micros == Long.MIN_VALUE) {
            builder.longs(column).appendNull();
        } else {
            builder.longs(column).append(micros);
        }
    }

    private BatchBuilder segment() {
        BatchBuilder newest = segments.peekLast();
        if (newest == null || newest.size() >= SEGMENT_ROWS) {
            newest = new BatchBuilder(schema, 64);
            segments.add(newest);
        }
        return newest;
    }

    private void end(BatchBuilder builder) {
        builder.endRow();
        kept++;
        long before = count;
        count = before + 1;
        if (kept > LIMIT_ROWS + SEGMENT_ROWS) {
            kept -= segments.removeFirst().size();
        }
    }

    /**
     * Some rows, copied.
     *
     * @param end how many rows there had ever been when they were copied
     */
    public record Part(List<Batch> batches, long end) {}

    /** The rows after the first {@code given}, oldest first, as far as they are still kept. */
    public synchronized Part after(long given) {
        List<Batch> copy = new ArrayList<>();
        long number = count - kept;
        for (BatchBuilder segment : segments) {
            int from = (int) Math.max(0, Math.min(segment.size(), given - number));
            if (from < segment.size()) {
                int[] rows = IntStream.range(from, segment.size()).toArray();
                copy.add(segment.build().select(rows, rows.length));
            }
            number += segment.size();
        }
        return new Part(copy, count);
    }
}
