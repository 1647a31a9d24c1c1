package io.millrace.core.connect;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and amounts of memory as Flink's options write them. */
public final class Quantities {
    private static final Pattern QUANTITY = Pattern.compile("\\s*(\\d{1,18})\\s*([a-zA-Z]*)\\s*");

    private Quantities() {}

    /**
     * A duration: {@code 10 s}, {@code 500ms}, {@code 1 min}; without a unit, milliseconds.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Duration duration(String text) {
        Matcher matcher = match(text);
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "ns", "nano", "nanos", "nanosecond", "nanoseconds" -> Duration.ofNanos(amount);
            case "us", "µs", "micro", "micros", "microsecond", "microseconds" ->
                Duration.ofNanos(Math.multiplyExact(amount, 1000L));
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> Duration.ofMillis(amount);
            case "s", "sec", "secs", "second", "seconds" -> Duration.ofSeconds(amount);
            case "m", "min", "mins", "minute", "minutes" -> Duration.ofMinutes(amount);
            case "h", "hour", "hours" -> Duration.ofHours(amount);
            case "d", "day", "days" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException("unit of " + text);
        };
    }

    /**
     * A duration in microseconds; one that is shorter than that counts as one, and none as 0.
     *
     * @throws IllegalArgumentException when it is none
     * @throws ArithmeticException when it is longer than 292,000 years
     */
    public static long micros(String text) {
        Duration duration = duration(text);
        long micros = Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
        return micros == 0 && !duration.isZero() ? 1 : micros;
    }

    /**
     * An amount of memory in bytes: {@code 64 kb}, {@code 10mb}; without a unit, bytes; units are powers of 1024.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static long memory(String text) {
        Matcher matcher = match(text);
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "", "b", "byte", "bytes" -> amount;
            case "k", "kb", "kib" -> Math.multiplyExact(amount, 1L << 10);
            case "m", "mb", "mib" -> Math.multiplyExact(amount, 1L << 20);
            case "g", "gb", "gib" -> Math.multiplyExact(amount, 1L << 30);
            default -> throw new IllegalArgumentException("unit of " + text);
        };
    }

    private static Matcher match(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no quantity");
        }
        return matcher;
    }
}
