package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.core.text.CivilDate;
import io.millrace.engine.value.Utf8;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of letters for times, as in Java: {@code yyyy-MM-dd HH:mm:ss.SSS}. The common letters are written without
 * objects; whatever else Java knows goes through its own formatter.
 */
final class TimePattern {
    static final long UNREADABLE = Long.MIN_VALUE;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final String NUMERIC = "yMdHmsS";

    private final String pattern;
    private final boolean numeric;
    private @Nullable DateTimeFormatter formatter;

    private TimePattern(String pattern, boolean numeric) {
        this.pattern = pattern;
        this.numeric = numeric;
    }

    static TimePattern of(Utf8 text) {
        String pattern = text.toString();
        boolean numeric = true;
        for (int i = 0; i < pattern.length(); ) {
            int end = runEnd(pattern, i);
            char letter = pattern.charAt(i);
            int length = end - i;
            boolean known = NUMERIC.indexOf(letter) >= 0
                    && (letter == 'y' ? length == 4 : letter == 'S' ? length <= 6 : length == 2);
            boolean literal =
                    !Character.isLetter(letter) && letter != '\'' && letter != '[' && letter != ']' && letter < 128;
            numeric &= known || literal;
            i = end;
        }
        TimePattern made = new TimePattern(pattern, numeric);
        made.formatter();
        return made;
    }

    private static int runEnd(String pattern, int start) {
        int end = start + 1;
        while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(start)) {
            end++;
        }
        return end;
    }

    private DateTimeFormatter formatter() {
        DateTimeFormatter made = formatter;
        if (made == null) {
            try {
                // u is the year that needs no era.
                made = new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(pattern)
                        .toFormatter(Locale.ENGLISH);
            } catch (IllegalArgumentException e) {
                throw new DataException(
                        "'" + pattern + "' is not a pattern for times: " + e.getMessage(),
                        "for example 'yyyy-MM-dd HH:mm:ss'");
            }
            formatter = made;
        }
        return made;
    }

    /** Writes a local time in microseconds since 1970. */
    Utf8 format(Utf8 out, long local) {
        out.clear();
        long day = Math.floorDiv(local, MICROS_PER_DAY);
        long ofDay = local - day * MICROS_PER_DAY;
        int packed = CivilDate.pack(day);
        if (!numeric || CivilDate.year(packed) < 0 || CivilDate.year(packed) > 9999) {
            LocalDateTime time = LocalDate.ofEpochDay(day).atTime(LocalTime.ofNanoOfDay(ofDay * 1000));
            try {
                return out.append(formatter().format(time.atOffset(ZoneOffset.UTC)));
            } catch (DateTimeException e) {
                throw new DataException("a time cannot be written as '" + pattern + "': " + e.getMessage(), null);
            }
        }
        for (int i = 0; i < pattern.length(); ) {
            int end = runEnd(pattern, i);
            switch (pattern.charAt(i)) {
                case 'y' -> pad(out, CivilDate.year(packed), 1000);
                case 'M' -> pad(out, CivilDate.month(packed), 10);
                case 'd' -> pad(out, CivilDate.day(packed), 10);
                case 'H' -> pad(out, (int) (ofDay / 3_600_000_000L), 10);
                case 'm' -> pad(out, (int) (ofDay / 60_000_000 % 60), 10);
                case 's' -> pad(out, (int) (ofDay / 1_000_000 % 60), 10);
                case 'S' -> fraction(out, (int) (ofDay % 1_000_000), end - i);
                default -> {
                    for (int j = i; j < end; j++) {
                        out.append(pattern.charAt(j));
                    }
                }
            }
            i = end;
        }
        return out;
    }

    private static void pad(Utf8 out, int value, int unit) {
        for (int place = unit; place > 0; place /= 10) {
            out.append('0' + value / place % 10);
        }
    }

    private static void fraction(Utf8 out, int micros, int digits) {
        int place = 100_000;
        for (int i = 0; i < digits; i++) {
            out.append('0' + micros / place % 10);
            place /= 10;
        }
    }

    /** Reads a local time in microseconds since 1970; what the pattern does not say is the start of it. */
    long parse(Utf8 text) {
        return parse(text, ResolverStyle.SMART);
    }

    /** As {@link #parse}, but days and months that are too many go on into the next month and year. */
    long parseLeniently(Utf8 text) {
        return parse(text, ResolverStyle.LENIENT);
    }

    private long parse(Utf8 text, ResolverStyle style) {
        try {
            TemporalAccessor read = formatter().withResolverStyle(style).parse(text.toString());
            return micros(read);
        } catch (DateTimeException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    /** The zone that a text says, where the pattern has one; else the one given. */
    ZoneId zone(Utf8 text, ZoneId otherwise) {
        if (numeric) {
            return otherwise;
        }
        ZoneId said = formatter().parse(text.toString()).query(TemporalQueries.zone());
        return said == null ? otherwise : said;
    }

    private static long micros(TemporalAccessor read) {
        LocalDate date = read.query(TemporalQueries.localDate());
        LocalTime time = read.query(TemporalQueries.localTime());
        if (date == null) {
            int year = field(read, ChronoField.YEAR, field(read, ChronoField.YEAR_OF_ERA, 1970));
            date = LocalDate.of(
                    year, field(read, ChronoField.MONTH_OF_YEAR, 1), field(read, ChronoField.DAY_OF_MONTH, 1));
        }
        if (time == null) {
            time = LocalTime.of(field(read, ChronoField.HOUR_OF_DAY, 0), field(read, ChronoField.MINUTE_OF_HOUR, 0));
        }
        // 24:00 is the midnight after.
        LocalDate day = date.plus(read.query(DateTimeFormatter.parsedExcessDays()));
        return Math.multiplyExact(day.toEpochDay(), MICROS_PER_DAY)
                + ChronoUnit.MICROS.between(LocalTime.MIDNIGHT, time);
    }

    private static int field(TemporalAccessor read, ChronoField field, int otherwise) {
        return read.isSupported(field) ? read.get(field) : otherwise;
    }
}
