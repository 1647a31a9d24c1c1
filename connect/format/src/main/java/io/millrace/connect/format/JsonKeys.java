package io.millrace.connect.format;

import io.millrace.core.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells which column a key means. Objects of a stream mostly have the same keys in the same order, so the key that
 * followed last time is tried first; others are looked up once and remembered. One thread at a time.
 */
final class JsonKeys {
    /** Answered for a key that is no wanted column. */
    static final int UNWANTED = -1;

    private static final int MOST_REMEMBERED = 256;

    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> anyCase = new HashMap<>();

    /** The keys in the order in which they came, as bytes with the closing quote, and the columns they mean. */
    private byte[][] keys = new byte[16][];

    private int[] columns = new int[16];
    private int remembered;
    private int expected;

    JsonKeys(Schema wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.column(i).name();
            exact.put(name, i);
            anyCase.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
        }
    }

    /** Says that a new object begins. */
    void restart() {
        expected = 0;
    }

    /** The length of the expected key with its closing quote if it is at {@code from}, else 0. */
    int matchExpected(byte[] data, int from, int end) {
        if (expected < remembered) {
            byte[] key = keys[expected];
            int length = key.length;
            if (from + length <= end && matches(data, from, key, length)) {
                return length;
            }
        }
        return 0;
    }

    private static boolean matches(byte[] data, int from, byte[] key, int length) {
        if (length >= 8) {
            if (Scan.word(data, from) != Scan.word(key, 0)) {
                return false;
            }
            return length == 8
                    || Scan.word(data, from + length - 8) == Scan.word(key, length - 8)
                            && (length <= 16 || Arrays.equals(data, from + 8, from + length - 8, key, 8, length - 8));
        }
        for (int i = length - 1; i >= 0; i--) {
            if (data[from + i] != key[i]) {
                return false;
            }
        }
        return true;
    }

    /** The column of the expected key, which has come. */
    int takeExpected() {
        return columns[expected++];
    }

    /** The column of any other key, given without its quotes. */
    int find(byte[] data, int from, int end) {
        int length = end - from;
        for (int i = 0; i < remembered; i++) {
            byte[] key = keys[i];
            if (key.length == length + 1 && Arrays.equals(data, from, end, key, 0, length)) {
                expected = i + 1;
                return columns[i];
            }
        }
        int column = lookUp(new String(data, from, length, StandardCharsets.UTF_8));
        if (remembered < MOST_REMEMBERED) {
            remember(data, from, length, column);
        }
        return column;
    }

    /** The column of a name. */
    int lookUp(String name) {
        Integer found = exact.get(name);
        if (found == null) {
            found = anyCase.get(name.toLowerCase(Locale.ROOT));
        }
        return found == null ? UNWANTED : found;
    }

    private void remember(byte[] data, int from, int length, int column) {
        if (remembered == keys.length) {
            keys = Arrays.copyOf(keys, 2 * remembered);
            columns = Arrays.copyOf(columns, 2 * remembered);
        }
        byte[] key = Arrays.copyOfRange(data, from, from + length + 1);
        key[length] = '"';
        keys[remembered] = key;
        columns[remembered++] = column;
        expected = remembered;
    }
}
