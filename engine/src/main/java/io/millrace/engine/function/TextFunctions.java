package io.millrace.engine.function;

import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Utf8;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of text. Positions and lengths count characters (code points), from 1. */
public final class TextFunctions {
    private static final Utf8 SPACE = Utf8.of(" ");
    /** No text grows longer than this, lest one row take all memory. */
    private static final int LONGEST = 1 << 26;

    private TextFunctions() {}

    public static long charLength(Utf8 text) {
        return text.characters();
    }

    public static Utf8 concat(Utf8 only) {
        return only;
    }

    public static Utf8 concat(CallSite site, Utf8 first, Utf8 second) {
        return site.text.clear().append(first).append(second);
    }

    /** NULL without a separator; other arguments that are NULL are left out. */
    public static @Nullable Utf8 concatWs(CallSite site, @Nullable Utf8[] parts) {
        Utf8 separator = parts[0];
        if (separator == null) {
            return null;
        }
        Utf8 out = site.text.clear();
        boolean first = true;
        for (int i = 1; i < parts.length; i++) {
            Utf8 part = parts[i];
            if (part != null) {
                if (!first) {
                    out.append(separator);
                }
                out.append(part);
                first = false;
            }
        }
        return out;
    }

    public static Utf8 upper(CallSite site, Utf8 text) {
        if (!text.isAscii()) {
            return site.text.clear().append(text.toString().toUpperCase(Locale.ROOT));
        }
        byte[] out = site.text.fill(text.length);
        for (int i = 0; i < text.length; i++) {
            byte letter = text.data[text.offset + i];
            out[i] = (byte) (letter >= 'a' && letter <= 'z' ? letter - 32 : letter);
        }
        return site.text;
    }

    public static Utf8 lower(CallSite site, Utf8 text) {
        if (!text.isAscii()) {
            return site.text.clear().append(text.toString().toLowerCase(Locale.ROOT));
        }
        byte[] out = site.text.fill(text.length);
        for (int i = 0; i < text.length; i++) {
            byte letter = text.data[text.offset + i];
            out[i] = (byte) (letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
        }
        return site.text;
    }

    public static Utf8 initcap(CallSite site, Utf8 text) {
        String given = text.toString();
        StringBuilder out = site.builder;
        out.setLength(0);
        boolean inside = false;
        for (int i = 0; i < given.length(); i++) {
            char letter = given.charAt(i);
            out.append(inside ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
            inside = Character.isLetterOrDigit(letter);
        }
        return site.text.clear().append(out);
    }

    public static @Nullable Utf8 substring(CallSite site, Utf8 text, long start) {
        return substring(site, text, start, Integer.MAX_VALUE);
    }

    /** A start of 0 means 1, a negative one counts from the end, and a negative length gives NULL, as in Flink. */
    public static @Nullable Utf8 substring(CallSite site, Utf8 text, long start, long length) {
        if (length < 0) {
            return null;
        }
        long first = start > 0 ? start - 1 : start == 0 ? 0 : text.characters() + start;
        if (first < 0) {
            return site.text.slice(text, 0, 0);
        }
        int from = text.byteOf(first);
        Utf8 rest = site.text.slice(text, from, text.length);
        rest.length = rest.byteOf(length);
        return rest;
    }

    public static Utf8 left(CallSite site, Utf8 text, long count) {
        return site.text.slice(text, 0, text.byteOf(Math.max(0, count)));
    }

    public static Utf8 right(CallSite site, Utf8 text, long count) {
        return site.text.slice(text, text.byteOf(Math.max(0, text.characters() - Math.max(0, count))), text.length);
    }

    public static Utf8 trim(CallSite site, Utf8 text) {
        return strip(site, text, SPACE, true, true);
    }

    public static Utf8 trim(CallSite site, Utf8 text, Utf8 characters) {
        return strip(site, text, characters, true, true);
    }

    /** SQL's own form: where ({@code BOTH}, {@code LEADING}, {@code TRAILING}), what, and of which text. */
    public static Utf8 trimWhere(CallSite site, Utf8 where, Utf8 characters, Utf8 text) {
        byte letter = where.length == 0 ? (byte) 'B' : where.at(0);
        return strip(site, text, characters, letter != 'T', letter != 'L');
    }

    public static Utf8 ltrim(CallSite site, Utf8 text) {
        return strip(site, text, SPACE, true, false);
    }

    public static Utf8 ltrim(CallSite site, Utf8 text, Utf8 characters) {
        return strip(site, text, characters, true, false);
    }

    public static Utf8 rtrim(CallSite site, Utf8 text) {
        return strip(site, text, SPACE, false, true);
    }

    public static Utf8 rtrim(CallSite site, Utf8 text, Utf8 characters) {
        return strip(site, text, characters, false, true);
    }

    private static Utf8 strip(CallSite site, Utf8 text, Utf8 characters, boolean start, boolean end) {
        int from = 0;
        int to = text.length;
        while (start && from < to) {
            int next = after(text, from);
            if (!contains(characters, text, from, next)) {
                break;
            }
            from = next;
        }
        while (end && to > from) {
            int previous = to - 1;
            while (previous > from && (text.at(previous) & 0xC0) == 0x80) {
                previous--;
            }
            if (!contains(characters, text, previous, to)) {
                break;
            }
            to = previous;
        }
        return site.text.slice(text, from, to);
    }

    /** The start of the character behind the one at {@code from}. */
    private static int after(Utf8 text, int from) {
        int at = from + 1;
        while (at < text.length && (text.at(at) & 0xC0) == 0x80) {
            at++;
        }
        return at;
    }

    private static boolean contains(Utf8 characters, Utf8 text, int from, int to) {
        int length = to - from;
        for (int i = 0; i + length <= characters.length; i++) {
            int same = 0;
            while (same < length && characters.at(i + same) == text.at(from + same)) {
                same++;
            }
            if (same == length) {
                return true;
            }
        }
        return false;
    }

    public static @Nullable Utf8 lpad(CallSite site, Utf8 text, long length, Utf8 padding) {
        return pad(site, text, length, padding, true);
    }

    public static @Nullable Utf8 rpad(CallSite site, Utf8 text, long length, Utf8 padding) {
        return pad(site, text, length, padding, false);
    }

    private static @Nullable Utf8 pad(CallSite site, Utf8 text, long length, Utf8 padding, boolean before) {
        if (length < 0 || length > LONGEST || padding.length == 0) {
            return null;
        }
        int characters = text.characters();
        if (characters >= length) {
            return left(site, text, length);
        }
        Utf8 out = site.text.clear();
        if (!before) {
            out.append(text);
        }
        long missing = length - characters;
        int unit = padding.characters();
        for (; missing >= unit; missing -= unit) {
            out.append(padding);
        }
        out.append(padding.data, padding.offset, padding.byteOf(missing));
        return before ? out.append(text) : out;
    }

    public static Utf8 repeat(CallSite site, Utf8 text, long times) {
        Utf8 out = site.text.clear();
        for (long i = 0; i < times && (long) out.length + text.length <= LONGEST; i++) {
            out.append(text);
        }
        return out;
    }

    /** Empty old text is before, between and behind all characters. */
    public static Utf8 replace(CallSite site, Utf8 text, Utf8 old, Utf8 replacement) {
        if (old.length == 0) {
            return interleave(site.text.clear().append(replacement), text, replacement);
        }
        Utf8 out = site.text.clear();
        int from = 0;
        for (int at = text.indexOf(old, 0); at >= 0; at = text.indexOf(old, from)) {
            out.append(text.data, text.offset + from, at - from).append(replacement);
            from = at + old.length;
        }
        return out.append(text.data, text.offset + from, text.length - from);
    }

    private static Utf8 interleave(Utf8 out, Utf8 text, Utf8 separator) {
        for (int from = 0; from < text.length; ) {
            int next = after(text, from);
            out.append(text.data, text.offset + from, next - from).append(separator);
            from = next;
        }
        return out;
    }

    public static Utf8 reverse(CallSite site, Utf8 text) {
        Utf8 out = site.text.clear();
        int end = text.length;
        for (int i = text.length - 1; i >= 0; i--) {
            if ((text.at(i) & 0xC0) != 0x80) {
                out.append(text.data, text.offset + i, end - i);
                end = i;
            }
        }
        return out;
    }

    /** POSITION(part IN text): 0 if it is not there. */
    public static long position(Utf8 part, Utf8 text) {
        return characterAt(text, text.indexOf(part, 0));
    }

    public static long position(Utf8 part, Utf8 text, long start) {
        return locate(part, text, start);
    }

    public static long locate(Utf8 part, Utf8 text) {
        return position(part, text);
    }

    /** Empty text is at 1, wherever the search starts. */
    public static long locate(Utf8 part, Utf8 text, long start) {
        return start <= 1 || part.length == 0
                ? position(part, text)
                : characterAt(text, text.indexOf(part, text.byteOf(start - 1)));
    }

    /** Which character, from 1, begins at a byte; 0 for a negative position. */
    static long characterAt(Utf8 text, int position) {
        if (position < 0) {
            return 0;
        }
        int characters = 1;
        for (int i = 0; i < position; i++) {
            characters += (text.at(i) & 0xC0) != 0x80 ? 1 : 0;
        }
        return characters;
    }

    public static long ascii(Utf8 text) {
        return text.length == 0 ? 0 : text.at(0);
    }

    public static Utf8 chr(CallSite site, long code) {
        Utf8 out = site.text.clear();
        return code < 0 ? out : out.append(String.valueOf((char) (code & 0xFF)));
    }

    /**
     * The part between two separators, counted from 0; NULL if there are not so many, and of empty text. Without a
     * separator every white space is one.
     */
    public static @Nullable Utf8 splitIndex(CallSite site, Utf8 text, Utf8 separator, long index) {
        if (index < 0 || text.length == 0) {
            return null;
        }
        if (separator.length == 0) {
            return splitAtSpaces(site, text.toString(), index);
        }
        int from = 0;
        for (long i = 0; i < index; i++) {
            int at = text.indexOf(separator, from);
            if (at < 0) {
                return null;
            }
            from = at + separator.length;
        }
        int end = text.indexOf(separator, from);
        return site.text.slice(text, from, end < 0 ? text.length : end);
    }

    private static @Nullable Utf8 splitAtSpaces(CallSite site, String text, long index) {
        int part = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                if (part++ == index) {
                    return site.text.clear().append(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return null;
    }

    public static @Nullable Utf8 splitIndex(CallSite site, Utf8 text, long separator, long index) {
        if (separator <= 0 || separator > 127) {
            return null;
        }
        return splitIndex(site, text, Utf8.of(new byte[] {(byte) separator}), index);
    }

    public static Utf8 overlay(CallSite site, Utf8 text, Utf8 part, long start) {
        return overlay(site, text, part, start, part.characters());
    }

    public static Utf8 overlay(CallSite site, Utf8 text, Utf8 part, long start, long length) {
        if (start <= 0 || start > text.characters()) {
            return text;
        }
        int from = text.byteOf(start - 1);
        // As in Flink: without a length that can be written over, nothing of the rest is kept.
        int to = length <= 0 ? text.length : text.byteOf(start - 1 + length);
        return site.text
                .clear()
                .append(text.data, text.offset, from)
                .append(part)
                .append(text.data, text.offset + to, text.length - to);
    }

    public static @Nullable Utf8 translate(CallSite site, @Nullable Utf8 text, @Nullable Utf8 from, @Nullable Utf8 to) {
        if (text == null || from == null) {
            return text;
        }
        int[] old = from.toString().codePoints().toArray();
        int[] replacement = to == null ? new int[0] : to.toString().codePoints().toArray();
        StringBuilder out = site.builder;
        out.setLength(0);
        text.toString().codePoints().forEach(letter -> {
            int at = 0;
            while (at < old.length && old[at] != letter) {
                at++;
            }
            if (at == old.length) {
                out.appendCodePoint(letter);
            } else if (at < replacement.length) {
                out.appendCodePoint(replacement[at]);
            }
        });
        return site.text.clear().append(out);
    }

    public static boolean startsWith(Utf8 text, Utf8 prefix) {
        return text.startsWith(prefix, 0);
    }

    public static boolean endsWith(Utf8 text, Utf8 suffix) {
        return text.startsWith(suffix, text.length - suffix.length);
    }
}
