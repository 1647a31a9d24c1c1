package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.engine.table.RowCodec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Marks rows at or behind the watermark. Whether such a row is too late only an operator can tell; so that it can, and
 * can give the row back whole, the hidden late column carries the watermark just before the row, the row's ordinal, by
 * which such rows have an order that does not depend on who read them first, and the row itself. It
 * is NULL for all other rows, which are nearly all, and then costs nothing.
 *
 * <p>Sessions need a mark on the next millisecond too: a row there begins where a session ends that the watermark has
 * just closed, or would have joined it had the watermark been less.
 */
public final class LateMarker {
    private static final int HEADER_BYTES = 20;
    private static final long TICK_MICROS = 1000;
    private static final BytesVector NONE = none();

    private final int scan;
    private final long aheadMicros;
    private ByteBuffer buffer = ByteBuffer.allocate(256);

    /**
     * @param scan the index of the scan, by which the late table is found again
     * @param touching whether rows a millisecond ahead of the watermark are marked too
     */
    LateMarker(int scan, boolean touching) {
        this.scan = scan;
        aheadMicros = touching ? TICK_MICROS : 0;
    }

    private static BytesVector none() {
        BytesVector vector = new BytesVector(1);
        vector.appendNull();
        return vector;
    }

    /**
     * Marks the rows of a batch and moves a split's watermark over them.
     *
     * @param times the event time of each row
     * @param watermarks what each row says of the watermark; NULL says nothing
     * @param split where the batch was just read
     * @param columns how many of the batch's columns a late row carries
     */
    Vector mark(Batch batch, LongVector times, LongVector watermarks, SplitReader split, int columns) {
        SplitWatermark tracker = split.watermark();
        long first = split.firstOrdinal();
        int size = batch.size();
        long own = tracker.own();
        long others = tracker.others();
        long floor = tracker.floor();
        long[] time = times.values();
        long[] given = watermarks.values();
        boolean noNulls = !times.hasNulls() && !watermarks.hasNulls();
        long smallest = Long.MAX_VALUE;
        long largest = own;
        if (noNulls) {
            for (int i = 0; i < size; i++) {
                smallest = Math.min(smallest, time[i]);
                largest = Math.max(largest, given[i]);
            }
            if (smallest - aheadMicros > Math.max(floor, Math.min(largest, others))) {
                tracker.move(largest);
                return new ConstantVector(NONE, size);
            }
        }
        BytesVector marks = null;
        for (int i = 0; i < size; i++) {
            long before = Math.max(floor, Math.min(own, others));
            if (time[i] - aheadMicros <= before && !times.isNull(i)) {
                if (marks == null) {
                    marks = new BytesVector(size);
                }
                while (marks.size() < i) {
                    marks.appendNull();
                }
                buffer.clear();
                buffer.putInt(scan).putLong(before).putLong(first + i);
                buffer = RowCodec.write(batch.columns(), columns, i, buffer);
                marks.append(buffer.array(), 0, buffer.position());
            }
            if (noNulls || !watermarks.isNull(i)) {
                own = Math.max(own, given[i]);
            }
        }
        tracker.move(own);
        if (marks == null) {
            return new ConstantVector(NONE, size);
        }
        while (marks.size() < size) {
            marks.appendNull();
        }
        return marks;
    }

    /**
     * The marks of a batch, or null when no row has one.
     *
     * @param late the late column, or -1
     */
    public static @Nullable BytesVector marks(Batch batch, int late) {
        if (late < 0 || batch.column(late) instanceof ConstantVector constant && constant.isNull(0)) {
            return null;
        }
        return batch.bytes(late);
    }

    /** The watermark just before a marked row. */
    public static long watermark(byte[] mark, int offset) {
        return ByteBuffer.wrap(mark, offset + 4, 8).getLong();
    }

    /** The ordinal of a marked row: split and row number, ascending within a split. */
    public static long ordinal(byte[] mark, int offset) {
        return ByteBuffer.wrap(mark, offset + 12, 8).getLong();
    }

    /** Where in a mark the encoded row is. */
    static int rowOffset(int offset) {
        return offset + HEADER_BYTES;
    }

    /** The scan that a marked row came from. */
    public static int scan(byte[] mark, int offset) {
        return ByteBuffer.wrap(mark, offset, 4).getInt();
    }
}
