package io.millrace.connect.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON text without building anything. Positions are indexes; a negative answer means broken text, and
 * {@link #problem} says why. One thread at a time.
 */
final class JsonScanner {
    static final int BROKEN = -1;

    private static final int DEEPEST = 1000;
    private static final long QUOTES = Scan.repeat('"');
    private static final long BACKSLASHES = Scan.repeat('\\');
    /** Subtracted from a byte, borrows from its top bit when the byte is a control character. */
    private static final long CONTROLS = Scan.repeat(0x20);

    /** The line feed where it is white space; where it ends a record, a byte that is white space anyway. */
    private final byte lineFeed;

    private boolean escaped;
    private @Nullable String problem;
    private byte[] text = new byte[256];

    /** @param lines whether a line feed ends a record, so that one inside is an error */
    JsonScanner(boolean lines) {
        lineFeed = (byte) (lines ? ' ' : '\n');
    }

    /** Whether the last string had escapes. */
    boolean escaped() {
        return escaped;
    }

    String problem() {
        return problem == null ? "is no JSON" : problem;
    }

    int broken(String reason) {
        problem = reason;
        return BROKEN;
    }

    /** Says that a byte is not what should be there. */
    int unexpected(byte found, String wanted) {
        return broken(
                found == '\n' || found == '\r'
                        ? "ends too early"
                        : "has '" + (found > ' ' ? (char) found : '?') + "' where " + wanted + " should be");
    }

    /** The first position from {@code at} on that is not white space, or {@code end}. */
    int skipSpace(byte[] data, int at, int end) {
        int next = at;
        while (next < end
                && (data[next] == ' ' || data[next] == '\t' || data[next] == '\r' || data[next] == lineFeed)) {
            next++;
        }
        return next;
    }

    /** Behind the closing quote of the string whose first character is at {@code from}. */
    int skipString(byte[] data, int from, int end) {
        escaped = false;
        int at = from;
        for (int limit = end - 8; at <= limit; ) {
            long word = Scan.word(data, at);
            long controls = word - CONTROLS & ~word & Scan.HIGH;
            long mask = Scan.zeros(word ^ QUOTES) | Scan.zeros(word ^ BACKSLASHES) | controls;
            if (mask == 0) {
                at += 8;
                continue;
            }
            at += Scan.first(mask);
            if (data[at] == '"') {
                return at + 1;
            } else if (data[at] != '\\') {
                return control();
            }
            escaped = true;
            at += 2;
        }
        while (at < end) {
            if (data[at] == '"') {
                return at + 1;
            } else if (data[at] == '\\') {
                escaped = true;
                at++;
            } else if (data[at] >= 0 && data[at] < 0x20) {
                return control();
            }
            at++;
        }
        return broken("a string is not closed");
    }

    private int control() {
        return broken("has a control character in a string");
    }

    /** Behind the value at {@code at}. */
    int skipValue(byte[] data, int at, int end) {
        if (at >= end) {
            return broken("ends too early");
        }
        return switch (data[at]) {
            case '"' -> skipString(data, at + 1, end);
            case '{', '[' -> skipNested(data, at, end);
            default -> skipWord(data, at, end);
        };
    }

    /** Behind a number, true, false or null. */
    int skipWord(byte[] data, int from, int end) {
        int at = from;
        while (at < end && isWordPart(data[at])) {
            at++;
        }
        if (at == from) {
            return unexpected(data[at], "a value");
        }
        byte first = data[from];
        if (first >= 'a' && !isLiteral(data, from, at)) {
            return broken("has an unknown word where a value should be");
        } else if (first < 'a' && first != '-' && (first < '0' || first > '9')) {
            return unexpected(first, "a value");
        }
        return at;
    }

    private static boolean isWordPart(byte character) {
        return character >= '0' && character <= '9'
                || character >= 'a' && character <= 'z'
                || character == '-'
                || character == '+'
                || character == '.'
                || character == 'E';
    }

    private static boolean isLiteral(byte[] data, int from, int end) {
        return switch (end - from) {
            case 4 ->
                data[from] == 't' && data[from + 1] == 'r' && data[from + 2] == 'u' && data[from + 3] == 'e'
                        || isNull(data, from);
            case 5 ->
                data[from] == 'f'
                        && data[from + 1] == 'a'
                        && data[from + 2] == 'l'
                        && data[from + 3] == 's'
                        && data[from + 4] == 'e';
            default -> false;
        };
    }

    /** Whether four bytes are {@code null}. */
    static boolean isNull(byte[] data, int from) {
        return data[from] == 'n' && data[from + 1] == 'u' && data[from + 2] == 'l' && data[from + 3] == 'l';
    }

    /** Objects and arrays; what is open is kept as bits, so that depth costs no stack. */
    private int skipNested(byte[] data, int from, int end) {
        long[] objects = new long[DEEPEST / 64 + 1];
        int depth = 0;
        int at = from;
        while (true) {
            // Here a value starts.
            if (at < end && (data[at] == '{' || data[at] == '[')) {
                boolean object = data[at] == '{';
                if (++depth > DEEPEST) {
                    return broken("is nested too deeply");
                }
                setObject(objects, depth, object);
                at = skipSpace(data, at + 1, end);
                if (at >= end || data[at] != (object ? '}' : ']')) {
                    at = object ? skipKey(data, at, end) : at;
                    if (at < 0) {
                        return BROKEN;
                    }
                    continue;
                }
                at++;
                depth--;
            } else {
                at = skipValue(data, at, end);
                if (at < 0) {
                    return BROKEN;
                }
            }
            // Here a value has ended.
            while (depth > 0) {
                boolean object = (objects[depth >> 6] >>> depth & 1) != 0;
                at = skipSpace(data, at, end);
                if (at >= end) {
                    return broken("ends too early");
                }
                byte next = data[at++];
                if (next == ',') {
                    at = skipSpace(data, at, end);
                    at = object ? skipKey(data, at, end) : at;
                    break;
                } else if (next != (object ? '}' : ']')) {
                    return unexpected(next, "',' or a closing bracket");
                }
                depth--;
            }
            if (depth == 0 || at < 0) {
                return at;
            }
        }
    }

    private static void setObject(long[] objects, int depth, boolean object) {
        long bit = 1L << depth;
        objects[depth >> 6] = object ? objects[depth >> 6] | bit : objects[depth >> 6] & ~bit;
    }

    /** Behind a key, its colon and the space after that. */
    private int skipKey(byte[] data, int from, int end) {
        if (from >= end || data[from] != '"') {
            return broken("has no name where a field should be");
        }
        int at = skipString(data, from + 1, end);
        return at < 0 ? BROKEN : skipColon(data, at, end);
    }

    int skipColon(byte[] data, int from, int end) {
        int at = skipSpace(data, from, end);
        if (at >= end || data[at] != ':') {
            return broken("has no ':' behind a name");
        }
        return skipSpace(data, at + 1, end);
    }

    /**
     * Appends the string at {@code from..end} (without its quotes) with its escapes resolved to the bytes that
     * {@link #text} gives, from {@code target} on. Returns the position behind them, or a negative number.
     */
    int unescape(byte[] data, int from, int end, int target) {
        if (target + end - from > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, target + end - from));
        }
        int out = target;
        int at = from;
        while (at < end) {
            if (data[at] != '\\') {
                text[out++] = data[at++];
                continue;
            }
            at++;
            int simple = "\"\\/bfnrt".indexOf(data[at]);
            if (simple >= 0) {
                text[out++] = (byte) "\"\\/\b\f\n\r\t".charAt(simple);
                at++;
                continue;
            }
            int unit = data[at] == 'u' ? hex(data, at + 1, end) : -1;
            if (unit < 0) {
                return broken("has an unknown escape in a string");
            }
            at += 5;
            if (unit >= 0xD800 && unit < 0xE000) {
                boolean pair = unit < 0xDC00 && at + 1 < end && data[at] == '\\' && data[at + 1] == 'u';
                int low = pair ? hex(data, at + 2, end) : -1;
                if (low < 0xDC00 || low > 0xDFFF) {
                    return broken("has half a surrogate pair in a string");
                }
                unit = Character.toCodePoint((char) unit, (char) low);
                at += 6;
            }
            out = append(unit, out);
        }
        return out;
    }

    /** What {@link #unescape} wrote. Growing makes a new array and leaves the old one as it was. */
    byte[] text() {
        return text;
    }

    private int append(int point, int target) {
        int out = target;
        if (point < 0x80) {
            text[out++] = (byte) point;
        } else if (point < 0x800) {
            text[out++] = (byte) (0xC0 | point >> 6);
            text[out++] = (byte) (0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            text[out++] = (byte) (0xE0 | point >> 12);
            text[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            text[out++] = (byte) (0x80 | point & 0x3F);
        } else {
            text[out++] = (byte) (0xF0 | point >> 18);
            text[out++] = (byte) (0x80 | point >> 12 & 0x3F);
            text[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            text[out++] = (byte) (0x80 | point & 0x3F);
        }
        return out;
    }

    private static int hex(byte[] data, int from, int end) {
        if (from + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(data[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
