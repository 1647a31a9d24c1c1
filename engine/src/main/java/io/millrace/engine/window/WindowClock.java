package io.millrace.engine.window;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.state.Waiting;
import io.millrace.core.text.ValueParser;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.scan.LateMarker;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * The time in which windows are cut. A TIMESTAMP is taken as it is; moments (TIMESTAMP_LTZ) as what clocks in the
 * session's zone show, so that a window of a day begins at midnight there. All in microseconds; one thread.
 */
public final class WindowClock {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Null when nothing is to be shifted. */
    private final @Nullable ZoneId zone;

    /**
     * @param time the type of the times
     * @param zone the session's
     */
    public WindowClock(Type time, ZoneId zone) {
        boolean shifts = time.kind() == Kind.TIMESTAMP_LTZ && !zone.normalized().equals(ZoneOffset.UTC);
        this.zone = shifts ? zone.normalized() : null;
    }

    /** The times of rows as windows see them. */
    LongVector local(LongVector times) {
        if (zone == null) {
            return times;
        }
        int size = times.size();
        LongVector local = new LongVector(size);
        for (int row = 0; row < size; row++) {
            if (times.isNull(row)) {
                local.appendNull();
            } else {
                local.append(ValueParser.toLocal(times.get(row), zone));
            }
        }
        return local;
    }

    /** The local time at or before which no row is expected, when clocks may yet be put back. */
    public long watermark(long watermark) {
        if (zone == null || watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE) {
            return watermark;
        }
        long local = ValueParser.toLocal(watermark, zone);
        Instant moment = Instant.ofEpochSecond(Math.floorDiv(watermark, MICROS_PER_SECOND));
        ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
        if (next == null || !next.isOverlap()) {
            return local;
        }
        long repeated = next.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND;
        return Math.min(local, repeated - 1);
    }

    /**
     * The local watermark that a row saw: its mark's if it has one, but at least the operator's.
     *
     * @param watermark the operator's, local already
     * @param marks of the row's batch, or null
     */
    public long seen(long watermark, @Nullable BytesVector marks, int row) {
        if (marks == null || marks.isNull(row)) {
            return watermark;
        }
        return Math.max(watermark, watermark(LateMarker.watermark(marks.data(), marks.offset(row))));
    }

    /** The last moment of a window, as its time column says it. */
    long windowTime(long end) {
        long last = end - Slicing.TICK;
        return zone == null ? last : ValueParser.toInstant(last, zone);
    }

    /**
     * What waits for windows.
     *
     * @param count how many groups, sessions or rows; 0 when no window is open
     * @param start the start of the window that ends first, {@link Long#MIN_VALUE} when unknown
     * @param end its end
     */
    public Waiting waiting(long count, long start, long end) {
        return count == 0 ? Waiting.NOTHING : new Waiting(count, windowTime(end), start, end);
    }

    /** Whether a window with this end is over. */
    public static boolean isOver(long end, long watermark) {
        return Slicing.isOver(end, watermark);
    }
}
