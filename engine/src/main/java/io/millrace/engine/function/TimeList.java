package io.millrace.engine.function;

import static io.millrace.engine.function.Family.INTEGER;
import static io.millrace.engine.function.Family.MOMENT;
import static io.millrace.engine.function.Family.NUMERIC;
import static io.millrace.engine.function.Family.TEMPORAL;
import static io.millrace.engine.function.Family.TEXT;
import static io.millrace.engine.function.Family.UNIT;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function.Category;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of time. */
final class TimeList {
    private static final ResultType STRING = ResultType.of(Type.STRING);
    private static final ResultType BIGINT = ResultType.of(Type.BIGINT);
    private static final ResultType DATE = ResultType.of(Type.DATE);
    private static final ResultType TIMESTAMP = ResultType.of(Type.timestamp(3));
    private static final ResultType INSTANT = ResultType.of(Type.timestampLtz(3));

    static final List<Function> ALL = List.of(
            line(
                            "EXTRACT(unit FROM time)",
                            "A field of a time: YEAR, QUARTER, MONTH, WEEK, DAY, DOY, DOW, HOUR, MINUTE, SECOND, EPOCH and others.",
                            "EXTRACT(HOUR FROM TIMESTAMP '2026-01-31 12:34:56')",
                            "extract")
                    .takes(BIGINT, UNIT, TEMPORAL),
            field("YEAR", "year"),
            field("QUARTER", "quarter"),
            field("MONTH", "month"),
            field("WEEK", "week"),
            field("DAYOFYEAR", "dayOfYear"),
            field("DAYOFMONTH", "dayOfMonth"),
            line("DAYOFWEEK(time)", "The day of the week; Sunday is 1.", "DAYOFWEEK(DATE '2026-01-31')", "dayOfWeek")
                    .takes(BIGINT, TEMPORAL),
            field("HOUR", "hour"),
            field("MINUTE", "minute"),
            field("SECOND", "second"),
            line(
                            "TIMESTAMPADD(unit, count, time)",
                            "The time so many units later.",
                            "TIMESTAMPADD(DAY, 1, DATE '2026-01-31')",
                            "timestampAdd")
                    .takes(ResultType.sameAs(2), UNIT, INTEGER, TEMPORAL),
            line(
                            "TIMESTAMPDIFF(unit, start, end)",
                            "How many whole units from start to end.",
                            "TIMESTAMPDIFF(DAY, DATE '2026-01-01', DATE '2026-01-31')",
                            "timestampDiff")
                    .takes(ResultType.of(Type.INT), UNIT, MOMENT, MOMENT),
            line(
                            "DATE_FORMAT(time, pattern)",
                            "The time as text.",
                            "DATE_FORMAT(TIMESTAMP '2026-01-31 12:34:56', 'HH:mm')",
                            "dateFormat")
                    .takes(STRING.orNull(), MOMENT, TEXT)
                    .takes(STRING.orNull(), TEXT, TEXT),
            line(
                            "TO_DATE(text [, pattern])",
                            "The date that a text says; NULL if it says none.",
                            "TO_DATE('31.01.2026', 'dd.MM.yyyy')",
                            "toDate")
                    .takes(DATE.orNull(), TEXT)
                    .takes(DATE.orNull(), TEXT, TEXT),
            line(
                            "TO_TIMESTAMP(text [, pattern])",
                            "The time that a text says; NULL if it says none.",
                            "TO_TIMESTAMP('2026-01-31 12:34:56')",
                            "toTimestamp")
                    .takes(TIMESTAMP.orNull(), TEXT)
                    .takes(TIMESTAMP.orNull(), TEXT, TEXT),
            line(
                            "TO_TIMESTAMP_LTZ(number [, precision]) or TO_TIMESTAMP_LTZ(text [, pattern [, zone]])",
                            "The moment so many seconds (precision 0), milliseconds (3) or microseconds (6) after 1970, or that a text says in UTC or another zone.",
                            "TO_TIMESTAMP_LTZ(0, 3)",
                            "toTimestampLtz")
                    .takes(INSTANT.orNull(), NUMERIC)
                    .takes(ResultType.precise(), NUMERIC, INTEGER)
                    .takes(INSTANT.orNull(), TEXT)
                    .takes(INSTANT.orNull(), TEXT, TEXT)
                    .takes(INSTANT.orNull(), TEXT, TEXT, TEXT),
            line(
                            "FROM_UNIXTIME(seconds [, pattern])",
                            "Seconds since 1970 as text, in the session's zone.",
                            "FROM_UNIXTIME(0)",
                            "fromUnixtime")
                    .takes(STRING.orNull(), INTEGER)
                    .takes(STRING.orNull(), INTEGER, TEXT),
            line(
                            "UNIX_TIMESTAMP([text [, pattern]])",
                            "Seconds since 1970: now, or at a time in the session's zone.",
                            "UNIX_TIMESTAMP('2026-01-31 12:34:56')",
                            "unixTimestamp")
                    .takes(BIGINT.neverNull())
                    .takes(BIGINT.orNull(), TEXT)
                    .takes(BIGINT.orNull(), TEXT, TEXT)
                    .changing(),
            line(
                            "CONVERT_TZ(text, from, to)",
                            "A time of one zone as it is called in another.",
                            "CONVERT_TZ('2026-01-31 12:00:00', 'UTC', 'Asia/Tokyo')",
                            "convertTz")
                    .takes(STRING.orNull(), TEXT, TEXT, TEXT),
            line("CURRENT_TIMESTAMP", "This moment.", "CURRENT_TIMESTAMP", "now")
                    .takes(INSTANT.neverNull())
                    .alias("NOW", "CURRENT_ROW_TIMESTAMP")
                    .changing(),
            line(
                            "PROCTIME()",
                            "When the row is processed: a time that windows can be cut by.",
                            "PROCTIME()",
                            "processingTime")
                    .takes(INSTANT.neverNull())
                    .changing(),
            line(
                            "CURRENT_WATERMARK(rowtime)",
                            "The watermark that the row met when it was read, before its own counted; NULL as long as there"
                                    + " is none. A row is late when its event time is not after it.",
                            "ts > CURRENT_WATERMARK(ts)",
                            "currentWatermark")
                    .takes(new EventTime())
                    .changing(),
            line(
                            "LOCALTIMESTAMP",
                            "What clocks in the session's zone show now, with the date.",
                            "LOCALTIMESTAMP",
                            "localNow")
                    .takes(TIMESTAMP.neverNull())
                    .changing(),
            line("CURRENT_DATE", "Today in the session's zone.", "CURRENT_DATE", "currentDate")
                    .takes(DATE.neverNull())
                    .changing(),
            line("LOCALTIME", "What clocks in the session's zone show now.", "LOCALTIME", "currentTime")
                    .takes(ResultType.of(Type.TIME).neverNull())
                    .alias("CURRENT_TIME")
                    .changing());

    private TimeList() {}

    /** The watermark is as the event time, but to the millisecond at least. */
    private record EventTime() implements Typing {
        @Override
        public @Nullable List<Type> arguments(List<Type> given) {
            return given.size() == 1 && given.get(0).kind().isTimestamp() ? given : null;
        }

        @Override
        public Type result(List<Type> arguments) {
            Type time = arguments.get(0);
            int precision = Math.max(3, time.precision());
            return time.kind() == Kind.TIMESTAMP ? Type.timestamp(precision) : Type.timestampLtz(precision);
        }
    }

    private static Function line(String signature, String meaning, String example, String method) {
        return Function.of(Category.TIME, signature, meaning, example).by(TimeFunctions.class, method);
    }

    private static Function field(String name, String method) {
        String meaning = "The field " + name + " of a time.";
        return line(name + "(time)", meaning, name + "(TIMESTAMP '2026-01-31 12:34:56')", method)
                .takes(BIGINT, TEMPORAL);
    }
}
