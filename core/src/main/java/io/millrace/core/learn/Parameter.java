package io.millrace.core.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an algorithm, as data: checks, options of SQL and the reference come from it.
 *
 * @param name as users write it: {@code grace-period}
 * @param kind what its values are
 * @param defaultValue as text
 * @param minimum the smallest value of a number that is allowed
 * @param maximum the largest value of a number that is allowed
 * @param choices the allowed values of {@link Kind#CHOICE}
 * @param doc one sentence for the reference
 */
public record Parameter(
        String name, Kind kind, String defaultValue, double minimum, double maximum, List<String> choices, String doc) {
    /** What a parameter's values are. */
    public enum Kind {
        WHOLE,
        REAL,
        FLAG,
        CHOICE
    }

    public static Parameter whole(String name, long defaultValue, long minimum, long maximum, String doc) {
        return new Parameter(name, Kind.WHOLE, Long.toString(defaultValue), minimum, maximum, List.of(), doc);
    }

    public static Parameter real(String name, double defaultValue, double minimum, double maximum, String doc) {
        return new Parameter(name, Kind.REAL, text(defaultValue), minimum, maximum, List.of(), doc);
    }

    public static Parameter flag(String name, boolean defaultValue, String doc) {
        return new Parameter(name, Kind.FLAG, Boolean.toString(defaultValue), 0, 1, List.of(), doc);
    }

    /** One of {@code choices}; the first is the default. */
    public static Parameter choice(String name, List<String> choices, String doc) {
        return new Parameter(name, Kind.CHOICE, choices.get(0), 0, 0, choices, doc);
    }

    /** Where an algorithm throws dice: the same seed, the same learner. */
    public static Parameter seed() {
        return whole(
                "seed",
                1,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                "Where chance begins: the same seed gives the same learner.");
    }

    /** What is wrong with a value, or null when it is fine. */
    @Nullable String complaint(String value) {
        return switch (kind) {
            case CHOICE -> choices.contains(value) ? null : "one of " + String.join(", ", choices);
            case FLAG -> value.equals("true") || value.equals("false") ? null : "true or false";
            case WHOLE, REAL -> inRange(value) ? null : (kind == Kind.WHOLE ? "a whole number" : "a number") + range();
        };
    }

    private boolean inRange(String value) {
        try {
            double number = kind == Kind.WHOLE ? Long.parseLong(value) : Double.parseDouble(value);
            return number >= minimum && number <= maximum && Double.isFinite(number);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String range() {
        boolean above = minimum != Long.MIN_VALUE && Double.isFinite(minimum);
        boolean below = maximum != Long.MAX_VALUE && maximum != Integer.MAX_VALUE && Double.isFinite(maximum);
        if (above && below) {
            return " from " + text(minimum) + " to " + text(maximum);
        }
        return above ? " of at least " + text(minimum) : below ? " of at most " + text(maximum) : "";
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
