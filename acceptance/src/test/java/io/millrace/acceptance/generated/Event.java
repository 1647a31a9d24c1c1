package io.millrace.acceptance.generated;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the generated table.
 *
 * @param values one a column of {@link InputRows#SCHEMA}
 * @param split which split it is in
 * @param position its place in the split, from 0
 * @param epoch the epoch it is read in, from 1
 * @param seen the watermark just before it, milliseconds since 1970
 */
record Event(List<@Nullable Object> values, int split, int position, int epoch, long seen) {
    @Nullable Object value(int column) {
        return values.get(column);
    }

    /** Its event time in milliseconds; only for events that have one. */
    long millis() {
        return toMillis((LocalDateTime) values.get(InputRows.TIME));
    }

    boolean hasTime() {
        return values.get(InputRows.TIME) != null;
    }

    static long toMillis(@Nullable LocalDateTime time) {
        if (time == null) {
            throw new IllegalArgumentException("no time");
        }
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    static LocalDateTime toTime(long millis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1000), (int) Math.floorMod(millis, 1000L) * 1_000_000, ZoneOffset.UTC);
    }
}
