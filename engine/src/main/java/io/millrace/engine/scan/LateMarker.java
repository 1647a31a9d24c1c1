package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.engine.table.RowCodec;
import java.nio.ByteBuffer;

/**
 * Marks rows at or behind the watermark. Whether such a row is too late only an operator can tell; so that it can, and
 * can give the row back whole, the hidden late column carries the watermark just before the row and the row itself. It
 * is NULL for all other rows, which are nearly all, and then costs nothing.
 */
public final class LateMarker {
    private static final int HEADER_BYTES = 12;
    private static final BytesVector NONE = none();

    private final int scan;
    private ByteBuffer buffer = ByteBuffer.allocate(256);

    /**
     * @param scan the index of the scan, by which the late table is found again
     */
    LateMarker(int scan) {
        this.scan = scan;
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
     * @param tracker the split's watermark
     * @param columns how many of the batch's columns a late row carries
     */
    Vector mark(Batch batch, LongVector times, LongVector watermarks, SplitWatermark tracker, int columns) {
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
            if (smallest > Math.max(floor, Math.min(largest, others))) {
                tracker.move(largest);
                return new ConstantVector(NONE, size);
            }
        }
        BytesVector marks = null;
        for (int i = 0; i < size; i++) {
            long before = Math.max(floor, Math.min(own, others));
            if (time[i] <= before && !times.isNull(i)) {
                if (marks == null) {
                    marks = new BytesVector(size);
                }
                while (marks.size() < i) {
                    marks.appendNull();
                }
                buffer.clear();
                buffer.putInt(scan).putLong(before);
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

    /** The watermark just before a marked row. */
    public static long watermark(byte[] mark, int offset) {
        return ByteBuffer.wrap(mark, offset + 4, HEADER_BYTES - 4).getLong();
    }

    /** The scan that a marked row came from. */
    public static int scan(byte[] mark, int offset) {
        return ByteBuffer.wrap(mark, offset, 4).getInt();
    }
}
