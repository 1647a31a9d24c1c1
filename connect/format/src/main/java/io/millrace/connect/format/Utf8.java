package io.millrace.connect.format;

/** Checks text. */
final class Utf8 {
    private Utf8() {}

    /** Whether the bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing cut. */
    static boolean isValid(byte[] data, int from, int end) {
        if (Scan.isAscii(data, from, end)) {
            return true;
        }
        int at = from;
        while (at < end) {
            int length = data[at] >= 0 ? 1 : sequence(data, at, end);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The length of the sequence at {@code at}, or 0 when it is not well formed. */
    private static int sequence(byte[] data, int at, int end) {
        int lead = data[at] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((data[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = data[at + 1] & 0xFF;
        boolean bad = lead == 0xE0 && second < 0xA0
                || lead == 0xED && second > 0x9F
                || lead == 0xF0 && second < 0x90
                || lead == 0xF4 && second > 0x8F;
        return bad ? 0 : length;
    }
}
