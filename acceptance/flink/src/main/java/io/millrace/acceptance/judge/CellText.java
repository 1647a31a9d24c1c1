package io.millrace.acceptance.judge;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/**
 * Values as Millrace writes them into CSV. FLOAT and DOUBLE are as Java writes them; whoever compares them compares
 * numbers.
 *
 * @param zone that TIMESTAMP_LTZ is shown in
 */
record CellText(ZoneId zone) {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");

    @Nullable String of(@Nullable Object value, LogicalType type) {
        if (value == null) {
            return null;
        } else if (NestedText.isNested(type)) {
            return new NestedText(this).of(value, type);
        } else if (value instanceof LocalDateTime time) {
            return cut(time.format(MOMENT), type);
        } else if (value instanceof Instant instant) {
            ZonedDateTime time = instant.atZone(zone);
            return cut(time.format(MOMENT), type) + time.getOffset();
        } else if (value instanceof LocalTime time) {
            return cut(time.format(TIME), type);
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        } else if (value instanceof Period period) {
            long months = period.toTotalMonths();
            return (months < 0 ? "-" : "+") + Math.abs(months) / 12 + "-" + two(Math.abs(months) % 12);
        } else if (value instanceof Duration duration) {
            return interval(duration.toMillis());
        }
        return value.toString();
    }

    /** Leaves as many of nine fraction digits as the type has. */
    private static String cut(String time, LogicalType type) {
        int precision = LogicalTypeChecks.getPrecision(type);
        return time.substring(0, time.length() - (precision == 0 ? 10 : 9 - precision));
    }

    private static String interval(long millis) {
        long size = Math.abs(millis);
        String time = two(size / 3_600_000 % 24) + ":" + two(size / 60_000 % 60) + ":" + two(size / 1000 % 60);
        String rest = String.format(Locale.ROOT, "%03d", size % 1000);
        return (millis < 0 ? "-" : "+") + size / 86_400_000 + " " + time + "." + rest;
    }

    private static String two(long number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
