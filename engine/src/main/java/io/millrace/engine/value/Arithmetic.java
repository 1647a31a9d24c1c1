package io.millrace.engine.value;

import io.millrace.core.error.DataException;
import io.millrace.core.text.CivilDate;

/** What generated loops call for arithmetic that is more than a Java operator. */
public final class Arithmetic {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private Arithmetic() {}

    public static DataException divisionByZero() {
        return new DataException(
                "division by zero", "guard it: CASE WHEN divisor <> 0 THEN … END, or divide by NULLIF(divisor, 0)");
    }

    public static long divide(long dividend, long divisor) {
        if (divisor == 0) {
            throw divisionByZero();
        }
        return dividend / divisor;
    }

    public static long remainder(long dividend, long divisor) {
        if (divisor == 0) {
            throw divisionByZero();
        }
        return dividend % divisor;
    }

    /** Adds months to microseconds since 1970. */
    public static long plusMonths(long micros, long months) {
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        return CivilDate.plusMonths(day, months) * MICROS_PER_DAY + (micros - day * MICROS_PER_DAY);
    }

    /** Adds milliseconds to days since 1970: whole days count. */
    public static long plusMillis(long days, long millis) {
        return days + Math.floorDiv(millis, MILLIS_PER_DAY);
    }

    /** Whole months from {@code start} to {@code end}, both in microseconds; negative if the end is first. */
    public static long monthsBetween(long start, long end) {
        if (end < start) {
            return -monthsBetween(end, start);
        }
        int from = CivilDate.pack(Math.floorDiv(start, MICROS_PER_DAY));
        int to = CivilDate.pack(Math.floorDiv(end, MICROS_PER_DAY));
        long months = (CivilDate.year(to) - CivilDate.year(from)) * 12L + CivilDate.month(to) - CivilDate.month(from);
        return months > 0 && plusMonths(start, months) > end ? months - 1 : months;
    }

    /** The difference of two timestamps in milliseconds, each of them without its microseconds. */
    public static long millisBetween(long start, long end) {
        return Math.floorDiv(end, 1000L) - Math.floorDiv(start, 1000L);
    }
}
