package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.core.text.CivilDate;
import io.millrace.engine.value.Utf8;
import java.util.Locale;

/** The units and fields of time that SQL names. */
enum TimeUnit {
    MILLENNIUM(12_000, 0),
    CENTURY(1200, 0),
    DECADE(120, 0),
    YEAR(12, 0),
    ISOYEAR(0, 0),
    QUARTER(3, 0),
    MONTH(1, 0),
    WEEK(0, 604_800_000_000L),
    DAY(0, 86_400_000_000L),
    DOY(0, 0),
    DOW(0, 0),
    ISODOW(0, 0),
    HOUR(0, 3_600_000_000L),
    MINUTE(0, 60_000_000L),
    SECOND(0, 1_000_000L),
    MILLISECOND(0, 1000L),
    MICROSECOND(0, 1L),
    NANOSECOND(0, 0),
    EPOCH(0, 0);

    static final long MICROS_PER_DAY = 86_400_000_000L;

    /** The length in months; 0 if it has none. */
    final int months;
    /** The length in microseconds; 0 if it has none. */
    final long micros;

    TimeUnit(int months, long micros) {
        this.months = months;
        this.micros = micros;
    }

    static TimeUnit of(Utf8 name) {
        String wanted = name.toString().toUpperCase(Locale.ROOT);
        if (wanted.startsWith("SQL_TSI_")) {
            wanted = wanted.substring("SQL_TSI_".length());
        }
        for (TimeUnit unit : values()) {
            if (unit.name().equals(wanted)) {
                return unit;
            }
        }
        throw new DataException(
                "'" + name + "' is not a unit of time", "YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND");
    }

    /** The field of a local time in microseconds since 1970. */
    long field(long local) {
        long day = Math.floorDiv(local, MICROS_PER_DAY);
        return switch (this) {
            case HOUR -> Math.floorMod(local, MICROS_PER_DAY) / HOUR.micros;
            case MINUTE -> Math.floorMod(local, HOUR.micros) / MINUTE.micros;
            case SECOND -> Math.floorMod(local, MINUTE.micros) / SECOND.micros;
            case MILLISECOND -> Math.floorMod(local, SECOND.micros) / MILLISECOND.micros;
            case MICROSECOND -> Math.floorMod(local, SECOND.micros);
            case NANOSECOND -> Math.floorMod(local, SECOND.micros) * 1000;
            case EPOCH -> Math.floorDiv(local, SECOND.micros);
            // 1970-01-01 was a Thursday.
            case DOW -> Math.floorMod(day + 4, 7L) + 1;
            case ISODOW -> Math.floorMod(day + 3, 7L) + 1;
            default -> dateField(day);
        };
    }

    private long dateField(long day) {
        int packed = CivilDate.pack(day);
        int year = CivilDate.year(packed);
        return switch (this) {
            case MILLENNIUM -> (year + 999) / 1000;
            case CENTURY -> (year + 99) / 100;
            case DECADE -> year / 10;
            case YEAR -> year;
            case QUARTER -> (CivilDate.month(packed) + 2) / 3;
            case MONTH -> CivilDate.month(packed);
            case DOY -> day - CivilDate.toDays(year, 1, 1) + 1;
            case WEEK, ISOYEAR -> {
                // A week belongs to the year of its Thursday.
                long thursday = day - Math.floorMod(day + 3, 7L) + 3;
                int thursdayYear = CivilDate.year(CivilDate.pack(thursday));
                yield this == ISOYEAR ? thursdayYear : (thursday - CivilDate.toDays(thursdayYear, 1, 1)) / 7 + 1;
            }
            default -> CivilDate.day(packed);
        };
    }

    /** The start of the unit that a local time is in. */
    long floor(long local) {
        if (months > 0) {
            int packed = CivilDate.pack(Math.floorDiv(local, MICROS_PER_DAY));
            int year = CivilDate.year(packed);
            if (months < 12) {
                int month = (CivilDate.month(packed) - 1) / months * months + 1;
                return CivilDate.toDays(year, month, 1) * MICROS_PER_DAY;
            }
            int years = months / 12;
            // Centuries and millennia begin with the year 1.
            int shift = years > 10 ? 1 : 0;
            return CivilDate.toDays(Math.floorDiv(year - shift, years) * (long) years + shift, 1, 1) * MICROS_PER_DAY;
        }
        if (this == WEEK) {
            // Weeks begin on Sunday, as in Flink.
            long day = Math.floorDiv(local, MICROS_PER_DAY);
            return (day - Math.floorMod(day + 4, 7L)) * MICROS_PER_DAY;
        }
        return micros == 0 ? local : local - Math.floorMod(local, micros);
    }

    /** The first start of the unit that is not before a local time. */
    long ceil(long local) {
        long floor = floor(local);
        if (floor == local) {
            return local;
        }
        return months > 0
                ? CivilDate.plusMonths(Math.floorDiv(floor, MICROS_PER_DAY), months) * MICROS_PER_DAY
                : floor + micros;
    }
}
