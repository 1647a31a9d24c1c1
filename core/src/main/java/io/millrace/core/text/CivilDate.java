package io.millrace.core.text;

/** The proleptic Gregorian calendar on days since 1970, without objects: a date is packed into an int. */
public final class CivilDate {
    private static final int DAYS_PER_ERA = 146_097;
    private static final int DAYS_FROM_MARCH_OF_YEAR_0_TO_1970 = 719_468;

    private CivilDate() {}

    /** Year, month and day of a day since 1970, to be taken apart by {@link #year}, {@link #month} and {@link #day}. */
    public static int pack(long daysSince1970) {
        // Years are counted from March here, so that the leap day is the last day of a year.
        long days = daysSince1970 + DAYS_FROM_MARCH_OF_YEAR_0_TO_1970;
        long era = Math.floorDiv(days, DAYS_PER_ERA);
        int dayOfEra = (int) (days - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        return year << 9 | month << 5 | day;
    }

    public static int year(int packed) {
        return packed >> 9;
    }

    /** 1 to 12. */
    public static int month(int packed) {
        return packed >> 5 & 15;
    }

    /** 1 to 31. */
    public static int day(int packed) {
        return packed & 31;
    }

    /** Days since 1970 of a date; a month outside 1 to 12 or a day outside its month is a bug of the caller. */
    public static long toDays(long year, int month, int day) {
        long marchYear = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(marchYear, 400L);
        long yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_MARCH_OF_YEAR_0_TO_1970;
    }

    public static int daysInMonth(long year, int month) {
        if (month == 2) {
            return isLeap(year) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    public static boolean isLeap(long year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The date so many months later; a day its month does not have becomes the month's last. */
    public static long plusMonths(long daysSince1970, long months) {
        int packed = pack(daysSince1970);
        long total = year(packed) * 12L + month(packed) - 1 + months;
        long year = Math.floorDiv(total, 12L);
        int month = (int) Math.floorMod(total, 12L) + 1;
        return toDays(year, month, Math.min(day(packed), daysInMonth(year, month)));
    }
}
