package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.engine.value.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * A compiled LIKE pattern: literal parts with {@code %} between them, each part with {@code _} for any character. The
 * parts are searched for from left to right, so that no pattern takes more than the product of both lengths.
 */
final class LikePattern {
    /** Stands for {@code _} in a part; never a byte of UTF-8. */
    private static final byte ANY = (byte) 0xFF;

    private final List<Utf8> parts;
    private final boolean[] wild;

    private LikePattern(List<Utf8> parts) {
        this.parts = parts;
        wild = new boolean[parts.size()];
        for (int i = 0; i < wild.length; i++) {
            Utf8 part = parts.get(i);
            for (int at = 0; at < part.length; at++) {
                wild[i] |= part.at(at) == ANY;
            }
        }
    }

    static LikePattern of(Utf8 pattern, Utf8 escape) {
        if (escape.length > 0 && escape.characters() != 1) {
            throw new DataException("ESCAPE takes one character, not '" + escape + "'", null);
        }
        List<Utf8> parts = new ArrayList<>();
        Utf8 part = new Utf8().clear();
        for (int i = 0; i < pattern.length; i++) {
            if (escape.length > 0 && pattern.startsWith(escape, i)) {
                i += escape.length;
                boolean special = i < pattern.length
                        && (pattern.at(i) == '%' || pattern.at(i) == '_' || pattern.startsWith(escape, i));
                if (!special) {
                    throw new DataException(
                            "in the LIKE pattern '" + pattern + "', '" + escape + "' must stand before %, _ or itself",
                            null);
                }
                part.append(pattern.at(i));
            } else if (pattern.at(i) == '%') {
                parts.add(part);
                part = new Utf8().clear();
            } else {
                part.append(pattern.at(i) == '_' ? ANY : pattern.at(i));
            }
        }
        parts.add(part);
        return new LikePattern(parts);
    }

    boolean matches(Utf8 text) {
        int last = parts.size() - 1;
        int at = match(0, text, 0);
        if (last == 0) {
            return at == text.length;
        }
        if (at < 0) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            at = search(i, text, at);
            if (at < 0) {
                return false;
            }
        }
        return endsWith(last, text, at);
    }

    /** Where a part ends that begins at {@code from}, or -1. */
    private int match(int index, Utf8 text, int from) {
        Utf8 part = parts.get(index);
        if (!wild[index]) {
            return text.startsWith(part, from) ? from + part.length : -1;
        }
        int at = from;
        for (int i = 0; i < part.length; i++) {
            if (at >= text.length) {
                return -1;
            }
            if (part.at(i) == ANY) {
                at++;
                while (at < text.length && (text.at(at) & 0xC0) == 0x80) {
                    at++;
                }
            } else if (part.at(i) != text.at(at++)) {
                return -1;
            }
        }
        return at;
    }

    /** Where the first occurrence of a part at or behind {@code from} ends, or -1. */
    private int search(int index, Utf8 text, int from) {
        if (!wild[index]) {
            int found = text.indexOf(parts.get(index), from);
            return found < 0 ? -1 : found + parts.get(index).length;
        }
        for (int start = from; start <= text.length; start++) {
            boolean boundary = start == text.length || (text.at(start) & 0xC0) != 0x80;
            int end = boundary ? match(index, text, start) : -1;
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private boolean endsWith(int index, Utf8 text, int from) {
        Utf8 part = parts.get(index);
        if (!wild[index]) {
            return text.length - part.length >= from && text.startsWith(part, text.length - part.length);
        }
        for (int start = from; start <= text.length; start++) {
            boolean boundary = start == text.length || (text.at(start) & 0xC0) != 0x80;
            if (boundary && match(index, text, start) == text.length) {
                return true;
            }
        }
        return false;
    }
}
