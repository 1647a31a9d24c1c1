package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.table.RowCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What a scan's table cannot use, kept so that it can be queried: {@code t$late} or {@code t$errors}. Holds the newest
 * 100,000 rows and counts beyond. Safe for use by all workers.
 */
public final class RejectedRows implements Entries {
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
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private long kept;
    private volatile long count;
    private final TreeMap<Long, Batch> restored = new TreeMap<>();
    private long savedEpoch;
    private Marks marks = Marks.OFF;

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
        Segment newest = segments.peekLast();
        if (newest == null || newest.rows.size() >= SEGMENT_ROWS) {
            newest = new Segment(new BatchBuilder(schema, 64));
            segments.add(newest);
        }
        return newest.rows;
    }

    private void end(BatchBuilder builder) {
        builder.endRow();
        segments.getLast().look(epochs(builder).get(builder.size() - 1));
        marks.touch(id(count));
        kept++;
        long before = count;
        count = before + 1;
        if (kept > LIMIT_ROWS + SEGMENT_ROWS) {
            int gone = segments.element().rows.size();
            for (int i = 0; i < gone; i++) {
                marks.remove(id(count - kept + i));
            }
            segments.remove();
            kept -= gone;
        }
    }

    /** Under which id checkpoints know a row, of those that are kept at a time. */
    private static int id(long number) {
        return (int) (number % (LIMIT_ROWS + 2 * SEGMENT_ROWS));
    }

    private LongVector epochs(BatchBuilder rows) {
        return rows.longs(schema.size() - 1);
    }

    /** All rows that are still kept, oldest first, copied. */
    public synchronized List<Batch> all() {
        return segments.stream()
                .map(segment -> select(segment.rows, row -> true))
                .toList();
    }

    /** Those of one epoch. */
    public synchronized List<Batch> of(long wanted) {
        List<Batch> copy = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.lowest <= wanted && wanted <= segment.highest) {
                LongVector own = epochs(segment.rows);
                copy.add(select(segment.rows, row -> own.get(row) == wanted));
            }
        }
        return copy;
    }

    private static Batch select(BatchBuilder rows, IntPredicate wanted) {
        int[] chosen = IntStream.range(0, rows.size()).filter(wanted).toArray();
        return rows.build().select(chosen, chosen.length);
    }

    /** Has the rows survive a restart. */
    public synchronized void keep(OperatorStates states) {
        marks = states.keep("rows", this);
        states.keepWhole("count", new Counted());
        states.whenRestored(this::restore);
    }

    /**
     * Lets a checkpoint take the rows: meanwhile none come.
     *
     * @param ended the epoch that is in the checkpoint; there may be rows of later ones
     */
    public synchronized void save(long ended, Runnable capture) {
        savedEpoch = ended;
        capture.run();
    }

    @Override
    public int group(int id) {
        return 0;
    }

    @Override
    public synchronized void write(int id, StateOutput out) {
        long number = count - kept;
        number += Math.floorMod(id - number, (long) (LIMIT_ROWS + 2 * SEGMENT_ROWS));
        long at = number - (count - kept);
        for (Segment segment : segments) {
            if (at < segment.rows.size()) {
                out.writeNumber(number);
                out.writeRow(segment.rows.build().columns(), (int) at);
                return;
            }
            at -= segment.rows.size();
        }
        throw new IllegalStateException("bug: a row that is not kept");
    }

    @Override
    public synchronized void read(StateInput in) {
        BatchBuilder one = new BatchBuilder(schema, 1);
        long number = in.readNumber();
        for (int c = 0; c < schema.size(); c++) {
            in.readValue(one.column(c));
        }
        one.endRow();
        if (epochs(one).get(0) < epoch.getAsLong()) {
            restored.put(number, one.build());
        }
    }

    private synchronized void restore() {
        long all = count;
        count = all - restored.size();
        for (Batch row : restored.values()) {
            BatchBuilder builder = segment();
            for (int c = 0; c < schema.size(); c++) {
                builder.column(c).append(row.column(c), 0);
            }
            end(builder);
        }
        restored.clear();
    }

    /** How many rows there ever were. */
    private final class Counted implements Whole {
        @Override
        public void write(StateOutput out) {
            long later = 0;
            for (Segment segment : segments) {
                if (segment.highest > savedEpoch) {
                    LongVector own = epochs(segment.rows);
                    later += IntStream.range(0, segment.rows.size())
                            .filter(row -> own.get(row) > savedEpoch)
                            .count();
                }
            }
            out.writeNumber(count - later);
        }

        @Override
        public void read(StateInput in) {
            count = in.readNumber();
        }
    }

    /** Some rows that came one after another. */
    private static final class Segment {
        final BatchBuilder rows;
        long lowest = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;

        Segment(BatchBuilder rows) {
            this.rows = rows;
        }

        void look(long epoch) {
            lowest = Math.min(lowest, epoch);
            highest = Math.max(highest, epoch);
        }
    }
}
