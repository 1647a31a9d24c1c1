package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.engine.value.Utf8;

/** Searches for parts of text that may go backwards, or past the first place. Positions count characters from 1. */
public final class SearchFunctions {
    private SearchFunctions() {}

    public static long instr(Utf8 text, Utf8 part) {
        return TextFunctions.position(part, text);
    }

    public static long instr(Utf8 text, Utf8 part, long start) {
        return instr(text, part, start, 1);
    }

    /**
     * Places may overlap; from a start that is not in the text nothing is found, and empty text is at its beginning.
     * Backwards, a part must end where the search starts, or before.
     */
    public static long instr(Utf8 text, Utf8 part, long start, long times) {
        if (times <= 0) {
            throw new DataException("INSTR looks for the first time, or the second, but not for time " + times, null);
        }
        int characters = text.characters();
        if (part.length == 0) {
            return start < 0 ? characters + 1 : 1;
        }
        if (start == 0 || Math.abs(start) > characters) {
            return 0;
        }
        return start > 0
                ? forwards(text, part, text.byteOf(start - 1), times)
                : backwards(text, part, text.byteOf(characters + start + 1) - part.length, times);
    }

    private static long forwards(Utf8 text, Utf8 part, int from, long times) {
        int at = text.indexOf(part, from);
        for (long i = 1; i < times && at >= 0; i++) {
            at = text.indexOf(part, at + 1);
        }
        return TextFunctions.characterAt(text, at);
    }

    private static long backwards(Utf8 text, Utf8 part, int from, long times) {
        long left = times;
        for (int at = from; at >= 0; at--) {
            if (text.startsWith(part, at) && --left == 0) {
                return TextFunctions.characterAt(text, at);
            }
        }
        return 0;
    }
}
