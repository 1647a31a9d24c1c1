package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.TimeJoinSpecification.TimedInput;
import io.millrace.engine.scan.LateMarker;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What there is to know of the rows of one input when they arrive. One thread at a time. */
final class Arrivals {
    private final TimedInput input;
    private final int ordinal;
    private final int[] keys;
    private final int[] visible;
    private long[] watermarks = new long[16];
    private boolean[] joinable = new boolean[16];
    private long[] times = new long[0];
    private long @Nullable [] ordinals;
    private @Nullable BytesVector marks;
    private @Nullable LateRows late;

    /** @param ordinal the hidden ordinal column, or -1 */
    Arrivals(TimedInput input, int ordinal, Schema schema) {
        this.input = input;
        this.ordinal = ordinal;
        keys = input.keys().stream().mapToInt(Integer::intValue).toArray();
        visible = IntStream.range(0, schema.size())
                .filter(c -> c != input.late() && c != ordinal)
                .toArray();
    }

    void open(LateRows rows) {
        late = rows;
    }

    /** The columns but for the late one and the ordinal. */
    int[] visible() {
        return visible;
    }

    int[] keys() {
        return keys;
    }

    /** Where the keys are among the {@link #visible} columns. */
    int[] visibleKeys() {
        int[] places = new int[keys.length];
        for (int k = 0; k < keys.length; k++) {
            places[k] = Arrays.binarySearch(visible, keys[k]);
        }
        return places;
    }

    /** Looks at a batch: the other methods speak of it. */
    void look(Batch batch, long watermark) {
        int size = batch.size();
        if (watermarks.length < size) {
            watermarks = new long[size];
            joinable = new boolean[size];
        }
        LongVector time = batch.longs(input.time());
        times = time.values();
        ordinals = ordinal < 0 ? null : batch.longs(ordinal).values();
        marks = LateMarker.marks(batch, input.late());
        for (int row = 0; row < size; row++) {
            watermarks[row] = watermark;
            joinable[row] = !time.isNull(row);
        }
        BytesVector marked = marks;
        if (marked != null) {
            for (int row = 0; row < size; row++) {
                if (!marked.isNull(row)) {
                    watermarks[row] = Math.max(watermark, LateMarker.watermark(marked.data(), marked.offset(row)));
                }
            }
        }
        for (int key : keys) {
            Vector column = batch.column(key);
            if (column.hasNulls()) {
                for (int row = 0; row < size; row++) {
                    joinable[row] &= !column.isNull(row);
                }
            }
        }
    }

    /** The row's event time; anything where {@link #isJoinable} is false. */
    long time(int row) {
        return times[row];
    }

    /** The row's ordinal; 0 where there are none. */
    long ordinal(int row) {
        long[] all = ordinals;
        return all == null ? 0 : all[row];
    }

    /** The watermark that a row saw before it. */
    long watermark(int row) {
        return watermarks[row];
    }

    /** Whether a row has a time and a key. */
    boolean isJoinable(int row) {
        return joinable[row];
    }

    /** Says that a row came too late. */
    void refuse(int row) {
        LateRows rows = Objects.requireNonNull(late, "not open");
        BytesVector marked = marks;
        if (marked != null && !marked.isNull(row)) {
            rows.add(marked.data(), marked.offset(row), marked.length(row), Long.MIN_VALUE, Long.MIN_VALUE);
        } else {
            rows.count();
        }
    }

    /** The batch without its late column and its ordinals. */
    Batch visible(Batch batch) {
        Vector[] columns = new Vector[visible.length];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = batch.column(visible[c]);
        }
        return new Batch(columns, batch.size(), batch.weights());
    }
}
