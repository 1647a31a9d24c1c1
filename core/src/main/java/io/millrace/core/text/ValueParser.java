package io.millrace.core.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from UTF-8 bytes: the inverse of {@link ValueText}. A method answers whether the whole range
 * {@code from..to} (exclusive) is a value, and leaves it in {@link #longValue}, {@link #doubleValue} or
 * {@link #decimal}; a failure leaves anything there. It throws nothing, because bad rows are data, and allocates nothing
 * for usual input. White space is not skipped: see {@link #trimStart} and {@link #trimEnd}. One thread at a time.
 */
public final class ValueParser {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final int DATE_LENGTH = 10;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private long longValue;
    private double doubleValue;
    private @Nullable BigInteger decimal;

    // The date of the last timestamp as it was written, and what it meant: rows of a stream mostly share their day.
    private final byte[] cachedDate = new byte[DATE_LENGTH];
    private long cachedDay = Long.MIN_VALUE;
    // Where the reading of parts stands.
    private int position;

    /** The last integer, date (days), time (milliseconds of the day), timestamp (microseconds), or boolean (1 or 0). */
    public long longValue() {
        return longValue;
    }

    public double doubleValue() {
        return doubleValue;
    }

    /** The last decimal, unscaled; at most 38 digits. */
    public BigInteger decimal() {
        BigInteger value = decimal;
        if (value == null) {
            throw new IllegalStateException("bug: no decimal was read");
        }
        return value;
    }

    /** The first position at or after {@code from} that is not white space. */
    public static int trimStart(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The position behind the last byte before {@code to} that is not white space. */
    public static int trimEnd(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
            end--;
        }
        return end;
    }

    /** A whole number with an optional sign that fits a long. */
    public boolean parseLong(byte[] bytes, int from, int to) {
        if (from >= to) {
            return false;
        }
        boolean negative = bytes[from] == '-';
        int at = negative || bytes[from] == '+' ? from + 1 : from;
        if (at == to) {
            return false;
        }
        // Negative numbers reach one further than positive ones.
        long sum = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || sum < Long.MIN_VALUE / 10) {
                return false;
            }
            sum = sum * 10 - digit;
            if (sum > 0) {
                return false;
            }
        }
        if (!negative && sum == Long.MIN_VALUE) {
            return false;
        }
        longValue = negative ? sum : -sum;
        return true;
    }

    /** {@code true} or {@code false} in any case. */
    public boolean parseBoolean(byte[] bytes, int from, int to) {
        boolean yes = isWord(bytes, from, to, "true");
        longValue = yes ? 1 : 0;
        return yes || isWord(bytes, from, to, "false");
    }

    private static boolean isWord(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if ((bytes[i] | 32) != word.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /** A decimal number with optional sign, fraction and exponent, or NaN or Infinity as Java writes them. */
    public boolean parseDouble(byte[] bytes, int from, int to) {
        if (from >= to) {
            return false;
        }
        boolean negative = bytes[from] == '-';
        int at = negative || bytes[from] == '+' ? from + 1 : from;
        long mantissa = 0;
        int digits = 0;
        int fraction = 0;
        boolean point = false;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
                digits++;
                fraction += point ? 1 : 0;
            } else if (bytes[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (at < to || digits == 0 || digits > 15 || fraction > 22) {
            return parseDoubleSlowly(bytes, from, to);
        }
        // Both are exact, so the quotient is rounded once: the nearest double.
        double value = mantissa / POWERS_OF_TEN[fraction];
        doubleValue = negative ? -value : value;
        return true;
    }

    private boolean parseDoubleSlowly(byte[] bytes, int from, int to) {
        byte last = bytes[to - 1];
        // What the JDK would accept beyond SQL: white space, hexadecimal digits and the suffixes d and f.
        if (last == 'd' || last == 'f' || last == 'D' || last == 'F' || last <= ' ' || bytes[from] <= ' ') {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] == 'x' || bytes[i] == 'X') {
                return false;
            }
        }
        try {
            doubleValue = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * A decimal number, rounded half up to {@code scale} fraction digits. Fails, too, if it then has more than
     * {@code precision} digits.
     */
    public boolean parseDecimal(byte[] bytes, int from, int to, int precision, int scale) {
        if (from >= to || to - from > 1000) {
            return false;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return false;
        }
        // A huge exponent would be written out by setScale.
        if ((long) value.precision() - value.scale() > 38 && value.signum() != 0) {
            return false;
        }
        if (value.scale() > 10_000 || value.scale() < -10_000) {
            value = BigDecimal.ZERO;
        }
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        decimal = rounded.unscaledValue();
        return rounded.signum() == 0 || rounded.precision() <= precision;
    }

    /** {@code yyyy-MM-dd}; month and day may have one digit. Leaves days since 1970. */
    public boolean parseDate(byte[] bytes, int from, int to) {
        position = from;
        return readDate(bytes, to) && position == to;
    }

    /** {@code HH:mm[:ss[.fraction]]}. Leaves milliseconds of the day. */
    public boolean parseTime(byte[] bytes, int from, int to) {
        position = from;
        if (!readClock(bytes, to) || position != to) {
            return false;
        }
        longValue /= 1000;
        return true;
    }

    /**
     * {@code yyyy-MM-dd[(space or T)HH:mm[:ss[.fraction]]]}; fraction digits beyond the sixth are cut off. Leaves
     * microseconds since 1970.
     */
    public boolean parseTimestamp(byte[] bytes, int from, int to) {
        return readTimestamp(bytes, from, to) && position == to;
    }

    /**
     * A timestamp followed by {@code Z} or an offset ({@code +01}, {@code +01:00} or {@code +0100}, after at most one
     * space); without any it is in {@code zone}. Leaves microseconds since 1970, UTC.
     */
    public boolean parseInstant(byte[] bytes, int from, int to, ZoneId zone) {
        if (!readTimestamp(bytes, from, to)) {
            return false;
        }
        long local = longValue;
        if (position == to) {
            longValue = toInstant(local, zone);
            return true;
        }
        if (!readOffset(bytes, to)) {
            return false;
        }
        longValue = local - longValue * MICROS_PER_SECOND;
        return true;
    }

    /** The moment at which clocks in {@code zone} show {@code local}; the earlier one where they show it twice. */
    public static long toInstant(long local, ZoneId zone) {
        if (zone instanceof ZoneOffset fixed) {
            return local - fixed.getTotalSeconds() * MICROS_PER_SECOND;
        }
        long seconds = Math.floorDiv(local, MICROS_PER_SECOND);
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return time.atZone(zone).toEpochSecond() * MICROS_PER_SECOND + (local - seconds * MICROS_PER_SECOND);
    }

    /** What clocks in {@code zone} show at a moment. */
    public static long toLocal(long instant, ZoneId zone) {
        if (zone instanceof ZoneOffset fixed) {
            return instant + fixed.getTotalSeconds() * MICROS_PER_SECOND;
        }
        Instant moment = Instant.ofEpochSecond(Math.floorDiv(instant, MICROS_PER_SECOND));
        return instant + zone.getRules().getOffset(moment).getTotalSeconds() * MICROS_PER_SECOND;
    }

    private boolean readTimestamp(byte[] bytes, int from, int to) {
        position = from;
        long day;
        if (cachedDay != Long.MIN_VALUE && startsWithCachedDate(bytes, from, to)) {
            day = cachedDay;
            position = from + DATE_LENGTH;
        } else {
            if (!readDate(bytes, to)) {
                return false;
            }
            day = longValue;
            if (position - from == DATE_LENGTH) {
                System.arraycopy(bytes, from, cachedDate, 0, DATE_LENGTH);
                cachedDay = day;
            }
        }
        if (position == to) {
            longValue = day * MICROS_PER_DAY;
            return true;
        }
        if (bytes[position] != ' ' && bytes[position] != 'T') {
            return false;
        }
        position++;
        if (!readClock(bytes, to)) {
            return false;
        }
        longValue += day * MICROS_PER_DAY;
        return true;
    }

    private boolean startsWithCachedDate(byte[] bytes, int from, int to) {
        if (to - from < DATE_LENGTH
                || to - from > DATE_LENGTH && bytes[from + DATE_LENGTH] >= '0' && bytes[from + DATE_LENGTH] <= '9') {
            return false;
        }
        for (int i = DATE_LENGTH - 1; i >= 0; i--) {
            if (bytes[from + i] != cachedDate[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean readDate(byte[] bytes, int to) {
        int year = readDigits(bytes, to, 4);
        if (year < 0 || !readByte(bytes, to, '-')) {
            return false;
        }
        int month = readDigits(bytes, to, 2);
        if (month < 1 || month > 12 || !readByte(bytes, to, '-')) {
            return false;
        }
        int day = readDigits(bytes, to, 2);
        if (day < 1 || day > CivilDate.daysInMonth(year, month)) {
            return false;
        }
        longValue = CivilDate.toDays(year, month, day);
        return true;
    }

    /** Leaves microseconds. */
    private boolean readClock(byte[] bytes, int to) {
        int hour = readDigits(bytes, to, 2);
        if (hour < 0 || hour > 23 || !readByte(bytes, to, ':')) {
            return false;
        }
        int minute = readDigits(bytes, to, 2);
        if (minute < 0 || minute > 59) {
            return false;
        }
        long micros = (hour * 60L + minute) * 60 * MICROS_PER_SECOND;
        if (readByte(bytes, to, ':')) {
            int second = readDigits(bytes, to, 2);
            if (second < 0 || second > 59) {
                return false;
            }
            micros += second * MICROS_PER_SECOND;
            if (readByte(bytes, to, '.')) {
                micros += readFraction(bytes, to);
            }
        }
        longValue = micros;
        return true;
    }

    private long readFraction(byte[] bytes, int to) {
        long micros = 0;
        int unit = 100_000;
        int last = Math.min(to, position + 9);
        while (position < last && bytes[position] >= '0' && bytes[position] <= '9') {
            micros += (long) (bytes[position] - '0') * unit;
            unit /= 10;
            position++;
        }
        return micros;
    }

    /** Leaves seconds; reads to the end. */
    private boolean readOffset(byte[] bytes, int to) {
        readByte(bytes, to, ' ');
        if (readByte(bytes, to, 'Z') || readByte(bytes, to, 'z')) {
            longValue = 0;
            return position == to;
        }
        boolean west = readByte(bytes, to, '-');
        if (!west && !readByte(bytes, to, '+')) {
            return false;
        }
        int hours = readDigits(bytes, to, 2);
        readByte(bytes, to, ':');
        int minutes = position == to ? 0 : readDigits(bytes, to, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return false;
        }
        longValue = (hours * 60L + minutes) * (west ? -60 : 60);
        return position == to;
    }

    private boolean readByte(byte[] bytes, int to, char wanted) {
        if (position < to && bytes[position] == wanted) {
            position++;
            return true;
        }
        return false;
    }

    /** The number made of the next one to {@code most} digits, or -1. */
    private int readDigits(byte[] bytes, int to, int most) {
        int start = position;
        int last = Math.min(to, start + most);
        int number = 0;
        while (position < last && bytes[position] >= '0' && bytes[position] <= '9') {
            number = number * 10 + bytes[position] - '0';
            position++;
        }
        return position == start ? -1 : number;
    }
}
