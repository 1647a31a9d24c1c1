package io.millrace.engine.value;

import io.millrace.core.text.ValueParser;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps in text as Flink reads them: a day that its month does not have becomes the last one it has, up to the 31st,
 * and 24:00:00 is the midnight after. Anything else that is no time stays unreadable.
 */
public final class ClampedTimestamp {
    /** What is answered for text that is no timestamp. */
    public static final long UNREADABLE = Long.MIN_VALUE;

    private static final int MOST_BYTES = 64;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final Pattern LATE_DAY = Pattern.compile("(\\d{1,4}-\\d{1,2}-)(29|30|31)(?!\\d)(.*)");
    private static final Pattern MIDNIGHT = Pattern.compile("([-\\d]+ )24(:00:00(?:\\.0{1,9})?)");

    private ClampedTimestamp() {}

    /**
     * Microseconds since 1970, or {@link #UNREADABLE}.
     *
     * @param zone null for a local time; else where times without an offset are, and the result is UTC
     */
    public static long read(ValueParser parser, byte[] data, int from, int to, @Nullable ZoneId zone) {
        boolean plain =
                zone == null ? parser.parseTimestamp(data, from, to) : parser.parseInstant(data, from, to, zone);
        if (plain) {
            return parser.longValue();
        }
        return to - from > MOST_BYTES ? UNREADABLE : clamped(parser, data, from, to, zone);
    }

    private static long clamped(ValueParser parser, byte[] data, int from, int to, @Nullable ZoneId zone) {
        String text = new String(data, from, to - from, StandardCharsets.UTF_8);
        Matcher midnight = MIDNIGHT.matcher(text);
        boolean dayLater = midnight.matches();
        if (dayLater) {
            text = midnight.group(1) + "00" + midnight.group(2);
        }
        Matcher late = LATE_DAY.matcher(text);
        boolean isLate = late.matches();
        int last = isLate ? Integer.parseInt(late.group(2)) : 0;
        for (int day = last; day >= (isLate ? 28 : 0); day--) {
            byte[] bytes = (isLate ? late.group(1) + day + late.group(3) : text).getBytes(StandardCharsets.UTF_8);
            if (parser.parseTimestamp(bytes, 0, bytes.length)) {
                long local = parser.longValue() + (dayLater ? MICROS_PER_DAY : 0);
                return zone == null ? local : ValueParser.toInstant(local, zone);
            }
            if (zone != null && !dayLater && parser.parseInstant(bytes, 0, bytes.length, zone)) {
                return parser.longValue();
            }
        }
        return UNREADABLE;
    }
}
