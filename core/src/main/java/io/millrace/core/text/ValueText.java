package io.millrace.core.text;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.bitmap.Bitmap;
import io.millrace.core.nested.NestedText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The one place that turns values into text: what CSV, JSON, the terminal and the live page show.
 *
 * <ul>
 *   <li>BOOLEAN {@code true}; integers in decimal; DECIMAL plain, with its scale; FLOAT and DOUBLE see {@link
 *       ShortestNumber}
 *   <li>DATE {@code 2026-01-31}; TIME {@code 23:59:59} or {@code 23:59:59.999}
 *   <li>TIMESTAMP(p) {@code 2026-01-31 23:59:59.999} with exactly p fraction digits and no point for p = 0;
 *       TIMESTAMP_LTZ(p) the same in the given zone, followed by that moment's offset: {@code +01:00}, or {@code Z} for UTC
 *   <li>intervals as in Flink: {@code +1-02} (years and months), {@code -3 04:05:06.789} (days and time)
 *   <li>text as it is; binary {@code x'cafe'}; BITMAP {@code {1,2,100000}}; VARIANT is JSON
 *   <li>ROW, ARRAY, MAP and MULTISET as JSON, see {@link NestedText}
 * </ul>
 */
public final class ValueText {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private ValueText() {}

    /** Appends a value that is not NULL; what NULL looks like is the caller's business. */
    public static void append(StringBuilder out, Vector vector, int row, Type type, ZoneId zone) {
        Vector flat = vector;
        int at = row;
        if (vector instanceof ConstantVector constant) {
            flat = constant.value();
            at = 0;
        }
        if (flat instanceof LongVector longs) {
            appendLong(out, longs.get(at), type, zone);
        } else if (flat instanceof DoubleVector doubles) {
            appendDouble(out, doubles.values()[at], type);
        } else if (flat instanceof BytesVector bytes && type.kind().isNested()) {
            NestedText.shown(zone).append(out, bytes.data(), bytes.offset(at), bytes.length(at), type);
        } else if (flat instanceof BytesVector bytes) {
            appendBytes(out, bytes.data(), bytes.offset(at), bytes.length(at), type);
        } else if (flat instanceof DecimalVector decimals) {
            appendDecimal(out, decimals.high()[at], decimals.low()[at], type.scale());
        } else {
            out.append(((BooleanVector) flat).get(at));
        }
    }

    /** The text of a value that is not NULL. */
    public static String of(Vector vector, int row, Type type, ZoneId zone) {
        StringBuilder out = new StringBuilder();
        append(out, vector, row, type, zone);
        return out.toString();
    }

    /** Appends a value that is stored as a long. */
    public static void appendLong(StringBuilder out, long value, Type type, ZoneId zone) {
        switch (type.kind()) {
            case DATE -> appendDate(out, value);
            case TIME -> appendTime(out, value, Math.max(type.precision(), value % 1000 == 0 ? 0 : 3));
            case TIMESTAMP -> appendTimestamp(out, value, type.precision());
            case TIMESTAMP_LTZ -> {
                long seconds = Math.floorDiv(value, 1_000_000L);
                ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(seconds));
                appendTimestamp(out, value + offset.getTotalSeconds() * 1_000_000L, type.precision());
                out.append(offset.getId());
            }
            case INTERVAL_MONTH -> appendMonths(out, value);
            case INTERVAL_SECOND -> appendMillis(out, value);
            default -> out.append(value);
        }
    }

    /** Appends a DOUBLE or, if the type says so, a FLOAT. */
    public static void appendDouble(StringBuilder out, double value, Type type) {
        if (type.kind() == Kind.FLOAT) {
            ShortestNumber.append(out, (float) value);
        } else {
            ShortestNumber.append(out, value);
        }
    }

    /** Appends text, binary as {@code x'..'} or a BITMAP. */
    public static void appendBytes(StringBuilder out, byte[] data, int offset, int length, Type type) {
        if (type.kind().isBytes()) {
            out.append("x'");
            for (int i = offset; i < offset + length; i++) {
                out.append(HEX[data[i] >> 4 & 15]).append(HEX[data[i] & 15]);
            }
            out.append('\'');
            return;
        } else if (type.kind() == Kind.BITMAP) {
            Bitmap.append(out, data, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (data[i] < 0) {
                out.append(new String(data, i, offset + length - i, StandardCharsets.UTF_8));
                return;
            }
            out.append((char) data[i]);
        }
    }

    /** Appends a 128-bit unscaled number with {@code scale} fraction digits. */
    public static void appendDecimal(StringBuilder out, long high, long low, int scale) {
        int start = out.length();
        if (high == low >> 63) {
            out.append(low);
        } else {
            BigInteger unscaled = BigInteger.valueOf(high)
                    .shiftLeft(64)
                    .or(BigInteger.valueOf(low).and(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)));
            out.append(unscaled);
        }
        if (scale == 0) {
            return;
        }
        int first = out.charAt(start) == '-' ? start + 1 : start;
        int missing = scale + 1 - (out.length() - first);
        if (missing > 0) {
            out.insert(first, "0".repeat(missing));
        }
        out.insert(out.length() - scale, '.');
    }

    /** Appends days since 1970. */
    public static void appendDate(StringBuilder out, long days) {
        int packed = CivilDate.pack(days);
        int year = CivilDate.year(packed);
        if (year < 0) {
            out.append('-');
        }
        appendPadded(out, Math.abs(year), 4);
        out.append('-');
        appendPadded(out, CivilDate.month(packed), 2);
        out.append('-');
        appendPadded(out, CivilDate.day(packed), 2);
    }

    /** Appends milliseconds of the day with so many fraction digits, at most 3. */
    public static void appendTime(StringBuilder out, long millis, int digits) {
        appendClock(out, millis / 1000, millis % 1000 * 1000, Math.min(digits, 3));
    }

    /** Appends microseconds since 1970 as they are, without a zone, with so many fraction digits, at most 6. */
    public static void appendTimestamp(StringBuilder out, long micros, int digits) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
        appendDate(out, days);
        out.append(' ');
        appendClock(out, seconds - days * SECONDS_PER_DAY, micros - seconds * 1_000_000, digits);
    }

    private static void appendClock(StringBuilder out, long secondOfDay, long micros, int digits) {
        appendPadded(out, secondOfDay / 3600, 2);
        out.append(':');
        appendPadded(out, secondOfDay / 60 % 60, 2);
        out.append(':');
        appendPadded(out, secondOfDay % 60, 2);
        if (digits > 0) {
            out.append('.');
            long left = micros;
            long unit = 100_000;
            for (int i = 0; i < digits; i++) {
                out.append((char) ('0' + (unit == 0 ? 0 : left / unit)));
                left = unit == 0 ? 0 : left % unit;
                unit /= 10;
            }
        }
    }

    private static void appendMonths(StringBuilder out, long months) {
        long magnitude = Math.abs(months);
        out.append(months < 0 ? '-' : '+').append(magnitude / 12).append('-');
        appendPadded(out, magnitude % 12, 2);
    }

    private static void appendMillis(StringBuilder out, long millis) {
        long magnitude = Math.abs(millis);
        long dayMillis = SECONDS_PER_DAY * 1000;
        out.append(millis < 0 ? '-' : '+').append(magnitude / dayMillis).append(' ');
        appendTime(out, magnitude % dayMillis, 3);
    }

    private static void appendPadded(StringBuilder out, long value, int width) {
        long limit = 10;
        for (int i = 1; i < width; i++) {
            if (value < limit) {
                out.append('0');
            }
            limit *= 10;
        }
        out.append(value);
    }
}
