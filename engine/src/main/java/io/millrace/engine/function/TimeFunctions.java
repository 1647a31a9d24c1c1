package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException;
import io.millrace.core.text.ValueParser;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Arithmetic;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.ClampedTimestamp;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Functions of points and lengths of time; what depends on a time zone uses the session's. */
public final class TimeFunctions {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final Utf8 STANDARD = Utf8.of("yyyy-MM-dd HH:mm:ss");

    private TimeFunctions() {}

    /** A planner puts the column of the scan in its place; where it cannot, there is no answer. */
    public static long currentWatermark(long time) {
        throw new QueryException(
                "CURRENT_WATERMARK is not known here", null, "compute it in a subquery over the table itself");
    }

    /** EXTRACT(unit FROM value). */
    public static long extract(CallSite site, Utf8 unit, long value) {
        return part(site, site.remember(unit, TimeUnit::of), value, site.argument(1));
    }

    public static long year(CallSite site, long value) {
        return part(site, TimeUnit.YEAR, value, site.argument(0));
    }

    public static long quarter(CallSite site, long value) {
        return part(site, TimeUnit.QUARTER, value, site.argument(0));
    }

    public static long month(CallSite site, long value) {
        return part(site, TimeUnit.MONTH, value, site.argument(0));
    }

    public static long week(CallSite site, long value) {
        return part(site, TimeUnit.WEEK, value, site.argument(0));
    }

    public static long dayOfYear(CallSite site, long value) {
        return part(site, TimeUnit.DOY, value, site.argument(0));
    }

    public static long dayOfMonth(CallSite site, long value) {
        return part(site, TimeUnit.DAY, value, site.argument(0));
    }

    public static long dayOfWeek(CallSite site, long value) {
        return part(site, TimeUnit.DOW, value, site.argument(0));
    }

    public static long hour(CallSite site, long value) {
        return part(site, TimeUnit.HOUR, value, site.argument(0));
    }

    public static long minute(CallSite site, long value) {
        return part(site, TimeUnit.MINUTE, value, site.argument(0));
    }

    public static long second(CallSite site, long value) {
        return part(site, TimeUnit.SECOND, value, site.argument(0));
    }

    private static long part(CallSite site, TimeUnit unit, long value, Type type) {
        if (type.kind() == Kind.INTERVAL_MONTH) {
            return switch (unit) {
                case YEAR -> value / 12;
                case QUARTER -> value % 12 / 3 + 1;
                case MONTH -> value % 12;
                default -> 0;
            };
        }
        if (type.kind() == Kind.INTERVAL_SECOND) {
            long micros = value * 1000;
            return unit == TimeUnit.DAY
                    ? micros / MICROS_PER_DAY
                    : value < 0 ? -unit.field(-micros) : unit.field(micros);
        }
        if (unit == TimeUnit.EPOCH && type.kind() == Kind.TIMESTAMP_LTZ) {
            return Math.floorDiv(value, 1_000_000L);
        }
        return unit.field(local(site, value, type));
    }

    /** A DATE, TIME, TIMESTAMP or TIMESTAMP_LTZ as local microseconds since 1970. */
    private static long local(CallSite site, long value, Type type) {
        return switch (type.kind()) {
            case DATE -> value * MICROS_PER_DAY;
            case TIME -> value * 1000;
            case TIMESTAMP_LTZ -> ValueParser.toLocal(value, site.zone());
            default -> value;
        };
    }

    /** The way back from {@link #local}. */
    private static long fromLocal(CallSite site, long local, Type type) {
        return switch (type.kind()) {
            case DATE -> Math.floorDiv(local, MICROS_PER_DAY);
            case TIME -> Math.floorMod(local, MICROS_PER_DAY) / 1000;
            case TIMESTAMP_LTZ -> ValueParser.toInstant(local, site.zone());
            default -> local;
        };
    }

    static long floor(CallSite site, long value, Utf8 unit) {
        Type type = site.argument(0);
        if (isWholeTime(site, unit, type)) {
            return value;
        }
        return fromLocal(site, site.remember(unit, TimeUnit::of).floor(local(site, value, type)), type);
    }

    static long ceil(CallSite site, long value, Utf8 unit) {
        Type type = site.argument(0);
        if (isWholeTime(site, unit, type)) {
            return value;
        }
        return fromLocal(site, site.remember(unit, TimeUnit::of).ceil(local(site, value, type)), type);
    }

    /** A time of day has no days to be rounded to. */
    private static boolean isWholeTime(CallSite site, Utf8 name, Type type) {
        TimeUnit unit = site.remember(name, TimeUnit::of);
        return type.kind() == Kind.TIME && (unit.months > 0 || unit.micros >= MICROS_PER_DAY);
    }

    /** TIMESTAMPADD(unit, count, time). */
    public static long timestampAdd(CallSite site, Utf8 name, long count, long time) {
        TimeUnit unit = site.remember(name, TimeUnit::of);
        Type from = site.argument(2);
        Kind to = site.type().kind();
        long local = from.kind() == Kind.DATE ? time * MICROS_PER_DAY : from.kind() == Kind.TIME ? time * 1000 : time;
        // Months of a TIMESTAMP_LTZ are months in the session's zone; hours are hours everywhere.
        boolean zoned = from.kind() == Kind.TIMESTAMP_LTZ && unit.months > 0;
        if (zoned) {
            local = ValueParser.toLocal(local, site.zone());
        }
        long moved = unit.months > 0 ? Arithmetic.plusMonths(local, count * unit.months) : local + count * unit.micros;
        if (zoned) {
            return ValueParser.toInstant(moved, site.zone());
        }
        return to == Kind.DATE
                ? Math.floorDiv(moved, MICROS_PER_DAY)
                : to == Kind.TIME ? Math.floorMod(moved, MICROS_PER_DAY) / 1000 : moved;
    }

    /** TIMESTAMPDIFF(unit, start, end): whole units from start to end. */
    public static long timestampDiff(CallSite site, Utf8 name, long start, long end) {
        TimeUnit unit = site.remember(name, TimeUnit::of);
        long from = local(site, start, site.argument(1));
        long to = local(site, end, site.argument(2));
        if (unit.months > 0) {
            return Arithmetic.monthsBetween(from, to) / unit.months;
        }
        return unit.micros == 0 ? 0 : (to - from) / unit.micros;
    }

    /** DATE_FORMAT(time, pattern). */
    public static Utf8 dateFormat(CallSite site, long value, Utf8 pattern) {
        return site.remember(pattern, TimePattern::of).format(site.text, local(site, value, site.argument(0)));
    }

    public static @Nullable Utf8 dateFormat(CallSite site, Utf8 value, Utf8 pattern) {
        if (!site.parser.parseTimestamp(value.data, value.offset, value.offset + value.length)) {
            return null;
        }
        return site.remember(pattern, TimePattern::of).format(site.text, site.parser.longValue());
    }

    public static long toDate(CallSite site, Utf8 text) {
        return site.parser.parseTimestamp(text.data, text.offset, text.offset + text.length)
                ? Math.floorDiv(site.parser.longValue(), MICROS_PER_DAY)
                : site.nullLong();
    }

    public static long toDate(CallSite site, Utf8 text, Utf8 pattern) {
        long local = site.remember(pattern, TimePattern::of).parseLeniently(text);
        return local == TimePattern.UNREADABLE ? site.nullLong() : Math.floorDiv(local, MICROS_PER_DAY);
    }

    public static long toTimestamp(CallSite site, Utf8 text) {
        return read(site, text, null);
    }

    public static long toTimestamp(CallSite site, Utf8 text, Utf8 pattern) {
        long local = site.remember(pattern, TimePattern::of).parse(text);
        return local == TimePattern.UNREADABLE ? read(site, text, null) : cut(site, local);
    }

    private static long read(CallSite site, Utf8 text, @Nullable ZoneId zone) {
        long micros = ClampedTimestamp.read(site.parser, text.data, text.offset, text.offset + text.length, zone);
        return micros == ClampedTimestamp.UNREADABLE ? site.nullLong() : cut(site, micros);
    }

    /** Cuts fraction digits the type of the result does not have. */
    private static long cut(CallSite site, long micros) {
        long unit = 1;
        for (int i = site.type().precision(); i < 6; i++) {
            unit *= 10;
        }
        return micros - Math.floorMod(micros, unit);
    }

    /** Milliseconds since 1970. */
    public static long toTimestampLtz(CallSite site, long millis) {
        return toTimestampLtz(site, millis, 3);
    }

    /** Seconds (precision 0), milliseconds (3), microseconds (6) or what is between them, since 1970. */
    public static long toTimestampLtz(CallSite site, long value, long precision) {
        if (precision < 0 || precision > 6) {
            throw new DataException(
                    "TO_TIMESTAMP_LTZ does not take a precision of " + precision,
                    "0 counts seconds, 3 milliseconds, 6 microseconds");
        }
        return Math.multiplyExact(value, unit(precision));
    }

    public static long toTimestampLtz(CallSite site, double value, long precision) {
        double micros = value * unit(precision);
        return Double.isNaN(micros) || Math.abs(micros) > Long.MAX_VALUE ? site.nullLong() : (long) Math.floor(micros);
    }

    /** A fraction is cut, as in Flink. */
    public static long toTimestampLtz(CallSite site, Decimal value, long precision) {
        return toTimestampLtz(site, value.toLong(site.argument(0).scale()), precision);
    }

    private static long unit(long precision) {
        long unit = 1;
        for (long i = precision; i < 6; i++) {
            unit *= 10;
        }
        return unit;
    }

    /** Text without a zone is in UTC, as in Flink. */
    public static long toTimestampLtz(CallSite site, Utf8 text) {
        return read(site, text, ZoneOffset.UTC);
    }

    public static long toTimestampLtz(CallSite site, Utf8 text, Utf8 pattern) {
        long local = site.remember(pattern, TimePattern::of).parse(text);
        return local == TimePattern.UNREADABLE ? read(site, text, ZoneOffset.UTC) : cut(site, local);
    }

    /** A time of the zone that is named. */
    public static long toTimestampLtz(CallSite site, Utf8 text, Utf8 pattern, Utf8 zone) {
        long local = site.remember(pattern, TimePattern::of).parse(text);
        return local == TimePattern.UNREADABLE
                ? read(site, text, zone(zone))
                : cut(site, ValueParser.toInstant(local, zone(zone)));
    }

    private static ZoneId zone(Utf8 name) {
        try {
            return ZoneId.of(name.toString());
        } catch (DateTimeException e) {
            throw new DataException(
                    "there is no time zone '" + name + "'", null, "for example 'Asia/Tokyo' or '+09:00'", e);
        }
    }

    /** Seconds since 1970 as text in the session's zone. */
    public static Utf8 fromUnixtime(CallSite site, long seconds) {
        return fromUnixtime(site, seconds, STANDARD);
    }

    public static Utf8 fromUnixtime(CallSite site, long seconds, Utf8 pattern) {
        long local = ValueParser.toLocal(Math.multiplyExact(seconds, 1_000_000L), site.zone());
        return site.remember(pattern, TimePattern::of).format(site.text, local);
    }

    public static long unixTimestamp(CallSite site) {
        return Math.floorDiv(site.nowMicros(), 1_000_000L);
    }

    public static long unixTimestamp(CallSite site, Utf8 text) {
        return site.parser.parseTimestamp(text.data, text.offset, text.offset + text.length)
                ? Math.floorDiv(ValueParser.toInstant(site.parser.longValue(), site.zone()), 1_000_000L)
                : site.nullLong();
    }

    public static long unixTimestamp(CallSite site, Utf8 text, Utf8 pattern) {
        TimePattern known = site.remember(pattern, TimePattern::of);
        long local = known.parse(text);
        return local == TimePattern.UNREADABLE
                ? site.nullLong()
                : Math.floorDiv(ValueParser.toInstant(local, known.zone(text, site.zone())), 1_000_000L);
    }

    public static long processingTime(CallSite site) {
        return cut(site, site.steadyMicros());
    }

    public static long now(CallSite site) {
        return cut(site, site.nowMicros());
    }

    public static long localNow(CallSite site) {
        return cut(site, ValueParser.toLocal(site.nowMicros(), site.zone()));
    }

    public static long currentDate(CallSite site) {
        return Math.floorDiv(ValueParser.toLocal(site.nowMicros(), site.zone()), MICROS_PER_DAY);
    }

    public static long currentTime(CallSite site) {
        long millis = Math.floorMod(ValueParser.toLocal(site.nowMicros(), site.zone()), MICROS_PER_DAY) / 1000;
        return site.type().precision() >= 3 ? millis : millis / 1000 * 1000;
    }

    /** A local time in one zone as it is called in another; both times are text. */
    public static @Nullable Utf8 convertTz(CallSite site, Utf8 text, Utf8 from, Utf8 to) {
        if (!site.parser.parseTimestamp(text.data, text.offset, text.offset + text.length)) {
            return null;
        }
        try {
            long instant = ValueParser.toInstant(site.parser.longValue(), ZoneId.of(from.toString()));
            long local = ValueParser.toLocal(instant, ZoneId.of(to.toString()));
            return site.remember(STANDARD, TimePattern::of).format(site.text, local);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
