package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.engine.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A compiled {@code java.util.regex} pattern whose matching gives up after a number of steps, so that no pattern can hold
 * a worker for ever. Text in ASCII is matched where it lies. One thread at a time.
 */
final class RegularExpression {
    private static final int MOST_STEPS = 2_000_000;

    private final Pattern pattern;
    private final Matcher matcher;
    private final Text text = new Text();

    private RegularExpression(Pattern pattern) {
        this.pattern = pattern;
        this.matcher = pattern.matcher("");
    }

    static RegularExpression of(String source) {
        try {
            return new RegularExpression(Pattern.compile(source));
        } catch (PatternSyntaxException e) {
            throw new DataException(
                    "'" + source + "' is not a regular expression: " + e.getDescription(),
                    "a character with a meaning of its own stands for itself after \\, as in \\(");
        }
    }

    /**
     * SQL's own regular expressions as Flink reads them: {@code %} is any text, {@code _} and {@code .} any character
     * but a line's end, lists may have classes like {@code [:ALPHA:]}; the other signs but {@code $} and the backslash
     * mean what they mean in Java.
     */
    static RegularExpression similar(Utf8 source, Utf8 escape) {
        String sql = source.toString();
        int mark = escape.length == 0 ? -1 : escape.toString().codePointAt(0);
        StringBuilder regex = new StringBuilder();
        boolean inList = false;
        for (int i = 0; i < sql.length(); ) {
            int letter = sql.codePointAt(i);
            i += Character.charCount(letter);
            if (letter == mark && i < sql.length()) {
                int next = sql.codePointAt(i);
                i += Character.charCount(next);
                regex.append(Pattern.quote(Character.toString(next)));
            } else if (inList && letter == '[' && sql.startsWith(":", i) && sql.indexOf(":]", i) > i) {
                int end = sql.indexOf(":]", i);
                regex.append(characterClass(sql.substring(i + 1, end)));
                i = end + 2;
            } else if (inList) {
                inList = letter != ']';
                regex.append(letter == '[' || letter == '&' ? "\\" : "").appendCodePoint(letter);
            } else if (letter == '%') {
                regex.append("(?s:.*)");
            } else if (letter == '_') {
                regex.append('.');
            } else if (letter == '[') {
                inList = true;
                regex.append('[');
            } else {
                regex.append(letter == '$' || letter == '\\' ? "\\" : "").appendCodePoint(letter);
            }
        }
        return of(regex.toString());
    }

    private static String characterClass(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "ALPHA" -> "\\p{Alpha}";
            case "UPPER" -> "\\p{Upper}";
            case "LOWER" -> "\\p{Lower}";
            case "DIGIT" -> "\\d";
            case "SPACE" -> " ";
            case "WHITESPACE" -> "\\s";
            case "ALNUM" -> "\\p{Alnum}";
            default ->
                throw new DataException(
                        "there is no class of characters [:" + name + ":]",
                        "there are ALPHA, UPPER, LOWER, DIGIT, SPACE, WHITESPACE and ALNUM");
        };
    }

    int groups() {
        return matcher.groupCount();
    }

    boolean matches(Utf8 value) {
        return guarded(value, Matcher::matches);
    }

    boolean find(Utf8 value) {
        return guarded(value, Matcher::find);
    }

    int count(Utf8 value) {
        return guarded(value, found -> {
            int count = 0;
            while (found.find()) {
                count++;
            }
            return count;
        });
    }

    /** Runs for every match in turn, of which {@link #group} then tells. */
    void forEach(Utf8 value, Runnable work) {
        guarded(value, found -> {
            while (found.find()) {
                work.run();
            }
            return true;
        });
    }

    String replaceAll(Utf8 value, String replacement) {
        return guarded(value, found -> found.replaceAll(Matcher.quoteReplacement(replacement)));
    }

    /** The part of the last text found that a group matched, or null if the group took no part. */
    @org.jspecify.annotations.Nullable Utf8 group(Utf8 result, int group) {
        int start = matcher.start(group);
        if (start < 0) {
            return null;
        }
        int end = matcher.end(group);
        return text.ascii
                ? result.set(text.bytes, text.offset + start, end - start)
                : result.clear().append(text.wide.substring(start, end));
    }

    /** The character at which the last match found begins, from 1. */
    int start() {
        int start = matcher.start();
        return 1 + (text.ascii ? start : text.wide.codePointCount(0, start));
    }

    private <T> T guarded(Utf8 value, Function<Matcher, T> work) {
        text.point(value, pattern);
        try {
            return work.apply(matcher.reset(text));
        } catch (StackOverflowError e) {
            // The JDK descends once for every repetition of an alternative.
            throw text.tooLong();
        }
    }

    /** The text being matched, which counts how often it is looked at. */
    private static final class Text implements CharSequence {
        private byte[] bytes = {};
        private int offset;
        private int length;
        private boolean ascii;
        private String wide = "";
        private int steps;
        private String source = "";

        void point(Utf8 value, Pattern pattern) {
            ascii = value.isAscii();
            bytes = value.data;
            offset = value.offset;
            wide = ascii ? "" : value.toString();
            length = ascii ? value.length : wide.length();
            steps = 0;
            source = pattern.pattern();
        }

        DataException tooLong() {
            return new DataException(
                    "the regular expression '" + source + "' takes too long on a text of " + length + " characters",
                    "avoid repetitions inside repetitions, like (a+)+, and repeated alternatives, like (a|b)*");
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS + 10L * length) {
                throw tooLong();
            }
            return ascii ? (char) bytes[offset + index] : wide.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return toString().subSequence(start, end);
        }

        @Override
        public String toString() {
            return ascii ? new String(bytes, offset, length, StandardCharsets.US_ASCII) : wide;
        }
    }
}
