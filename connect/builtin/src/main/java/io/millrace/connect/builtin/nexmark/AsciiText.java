package io.millrace.connect.builtin.nexmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text under construction, of ASCII characters only; reusable. One thread at a time. */
final class AsciiText {
    private byte[] data = new byte[256];
    private int length;

    byte[] data() {
        return data;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    AsciiText append(String text) {
        reserve(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, data, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** A number that is not negative. */
    AsciiText append(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return appendDigits(value, digits);
    }

    /** The last digits of a number that is not negative. */
    AsciiText appendDigits(long value, int digits) {
        reserve(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            data[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Small letters that {@code random} decides. */
    AsciiText appendLetters(long random, int count) {
        reserve(count);
        long bits = random;
        for (int i = 0; i < count; i++) {
            // Twelve letters fit well into 64 random bits.
            if (i % 12 == 0) {
                bits = Draw.mix(random + i) >>> 1;
            }
            data[length++] = (byte) ('a' + bits % 26);
            bits /= 26;
        }
        return this;
    }

    private void reserve(int more) {
        if (data.length - length < more) {
            data = Arrays.copyOf(data, Math.max(length + more, data.length * 2));
        }
    }
}
