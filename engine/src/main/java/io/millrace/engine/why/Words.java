package io.millrace.engine.why;

import io.millrace.core.text.ValueParser;
import io.millrace.core.text.ValueText;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class Words {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int MILLIS_DIGITS = 3;

    private final ZoneId zone;

    /**
     * @param zone in which moments are told
     */
    Words(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * A time as SQL writes it, without a fraction of zeros; null when it is not known or beyond the end.
     *
     * @param moment whether it is one of the world's, which clocks of the zone show; otherwise it is such a time already
     */
    @Nullable String time(long micros, boolean moment) {
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        ValueText.appendTimestamp(text, moment ? ValueParser.toLocal(micros, zone) : micros, MILLIS_DIGITS);
        return text.toString().endsWith(".000") ? text.substring(0, text.length() - 4) : text.toString();
    }

    /** {@code 1 row}, {@code 1,234 rows}. */
    static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 512 B}, {@code 1.2 MB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double scaled = bytes / 1000.0;
        String[] units = {"kB", "MB", "GB", "TB"};
        int unit = 0;
        while (scaled >= 999.95 && unit < units.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", scaled, units[unit]);
    }

    /** {@code 0.25 s}, {@code 1 min 18.999 s}, {@code 2 h 5 min}, {@code 3 days 4 h}. */
    static String duration(long micros) {
        long seconds = micros / MICROS_PER_SECOND;
        if (seconds < 60) {
            return seconds(micros) + " s";
        } else if (seconds < 3600) {
            return seconds / 60 + " min " + seconds(micros - seconds / 60 * 60 * MICROS_PER_SECOND) + " s";
        } else if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        long days = seconds / 86_400;
        return (days == 1 ? "1 day " : number(days) + " days ") + seconds / 3600 % 24 + " h";
    }

    private static String seconds(long micros) {
        String text = String.format(Locale.ROOT, "%.3f", micros / (double) MICROS_PER_SECOND);
        return text.replaceAll("\\.?0+$", "");
    }
}
