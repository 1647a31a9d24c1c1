package io.millrace.engine.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of an array: a text in UTF-8, or a binary value. Generated loops and functions hand these around and reuse
 * them for every row, so whoever is given one reads it before returning and keeps nothing of it.
 *
 * <p>It either points into an array of someone else ({@link #set}) or holds what was appended since {@link #clear}.
 */
public final class Utf8 implements Comparable<Utf8> {
    private static final byte[] EMPTY = {};

    /** Not to be changed by readers; {@code offset..offset+length} is the value. */
    public byte[] data = EMPTY;

    public int offset;
    public int length;
    private byte[] own = EMPTY;

    public static Utf8 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Utf8 of(byte[] bytes) {
        return new Utf8().set(bytes, 0, bytes.length);
    }

    /** Points at bytes of someone else. */
    public Utf8 set(byte[] bytes, int from, int count) {
        data = bytes;
        offset = from;
        length = count;
        return this;
    }

    /** Points at a part of another value, counted in bytes from its start. */
    public Utf8 slice(Utf8 source, int from, int to) {
        return set(source.data, source.offset + from, to - from);
    }

    /** Becomes an empty value in a buffer of its own, to be appended to. */
    public Utf8 clear() {
        data = own;
        offset = 0;
        length = 0;
        return this;
    }

    public Utf8 append(int value) {
        reserve(1);
        own[length++] = (byte) value;
        return this;
    }

    public Utf8 append(byte[] bytes, int from, int count) {
        reserve(count);
        System.arraycopy(bytes, from, own, length, count);
        length += count;
        return this;
    }

    public Utf8 append(Utf8 value) {
        return append(value.data, value.offset, value.length);
    }

    public Utf8 append(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                byte[] rest = text.subSequence(i, text.length()).toString().getBytes(StandardCharsets.UTF_8);
                return append(rest, 0, rest.length);
            }
            append(text.charAt(i));
        }
        return this;
    }

    /** Becomes a value of so many bytes in a buffer of its own, and answers that buffer, to be filled from 0. */
    public byte[] fill(int count) {
        clear();
        reserve(count);
        length = count;
        return own;
    }

    /** Makes room for {@code more} bytes behind the value. */
    public void reserve(int more) {
        if (own.length - length < more) {
            own = Arrays.copyOf(own, Math.max(16, Math.max(Math.addExact(length, more), own.length * 2)));
            data = own;
        }
    }

    public byte at(int index) {
        return data[offset + index];
    }

    /** Whether no byte is part of a longer character, so that bytes are characters. */
    public boolean isAscii() {
        for (int i = offset; i < offset + length; i++) {
            if (data[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** How many characters (code points). */
    public int characters() {
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += (data[i] & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }

    /** The position in bytes of a character counted from 0, or the length if there are not so many. */
    public int byteOf(long character) {
        if (character >= length) {
            return length;
        }
        int at = 0;
        for (long left = character; left > 0 && at < length; left--) {
            at++;
            while (at < length && (at(at) & 0xC0) == 0x80) {
                at++;
            }
        }
        return at;
    }

    public boolean startsWith(Utf8 prefix, int from) {
        return from >= 0
                && prefix.length <= length - from
                && Arrays.equals(
                        data,
                        offset + from,
                        offset + from + prefix.length,
                        prefix.data,
                        prefix.offset,
                        prefix.offset + prefix.length);
    }

    /** The first position in bytes, at or behind {@code from}, where {@code part} is, or -1. */
    public int indexOf(Utf8 part, int from) {
        if (part.length == 0) {
            return from <= length ? from : -1;
        }
        byte first = part.at(0);
        for (int i = from; i <= length - part.length; i++) {
            if (at(i) == first && startsWith(part, i)) {
                return i;
            }
        }
        return -1;
    }

    public boolean sameAs(Utf8 other) {
        return length == other.length
                && Arrays.equals(data, offset, offset + length, other.data, other.offset, other.offset + length);
    }

    /** By unsigned bytes, which for UTF-8 is by code points. */
    @Override
    public int compareTo(Utf8 other) {
        return Arrays.compareUnsigned(
                data, offset, offset + length, other.data, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Utf8 value && sameAs(value);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + data[i];
        }
        return hash;
    }

    public byte[] toBytes() {
        return Arrays.copyOfRange(data, offset, offset + length);
    }

    @Override
    public String toString() {
        return new String(data, offset, length, StandardCharsets.UTF_8);
    }
}
