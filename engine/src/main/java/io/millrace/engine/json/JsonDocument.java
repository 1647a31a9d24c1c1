package io.millrace.engine.json;

import io.millrace.engine.value.Utf8;
import java.util.Arrays;

/**
 * One JSON value over the text it was read from: numbered nodes in the order of the text, 0 being the whole. An object's
 * keys and values take turns. What stands behind the value is not looked at, as in Flink. Holds good as long as the text;
 * reusable; one thread at a time.
 */
final class JsonDocument {
    /** What a node is. */
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    private static final int DEEPEST = 1000;

    private byte[] data = {};
    private int end;
    private int at;
    private Kind[] kinds = new Kind[32];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    /** The node behind a node and all that is in it. */
    private int[] after = new int[32];

    private int size;

    /** Reads a text; false when it is no JSON. */
    boolean read(Utf8 text) {
        data = text.data;
        at = text.offset;
        end = text.offset + text.length;
        size = 0;
        return value(0);
    }

    Kind kind(int node) {
        return kinds[node];
    }

    boolean isScalar(int node) {
        return kind(node) != Kind.OBJECT && kind(node) != Kind.ARRAY;
    }

    /** The first node in an object or array; the first key of an object. */
    int first(int node) {
        return node + 1;
    }

    /** The node behind this one; the end of what holds it when it is {@link #after} that. */
    int after(int node) {
        return after[node];
    }

    byte[] data() {
        return data;
    }

    /** Where the text of a node starts; of a string, behind its quote. */
    int start(int node) {
        return starts[node];
    }

    /** Where the text of a node ends; of a string, before its quote. */
    int end(int node) {
        return ends[node];
    }

    private int open(Kind kind, int start) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            after = Arrays.copyOf(after, size * 2);
        }
        kinds[size] = kind;
        starts[size] = start;
        return size++;
    }

    private boolean close(int node, int behind) {
        ends[node] = behind;
        after[node] = size;
        return true;
    }

    private void space() {
        while (at < end && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r')) {
            at++;
        }
    }

    private boolean value(int depth) {
        space();
        if (at == end || depth > DEEPEST) {
            return false;
        }
        return switch (data[at]) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", Kind.TRUE);
            case 'f' -> word("false", Kind.FALSE);
            case 'n' -> word("null", Kind.NULL);
            default -> number();
        };
    }

    private boolean object(int depth) {
        int node = open(Kind.OBJECT, at++);
        space();
        if (at < end && data[at] == '}') {
            return close(node, ++at);
        }
        while (true) {
            space();
            if (at == end || data[at] != '"' || !string()) {
                return false;
            }
            space();
            if (at == end || data[at++] != ':' || !value(depth + 1)) {
                return false;
            }
            space();
            if (at == end) {
                return false;
            }
            byte next = data[at++];
            if (next == '}') {
                return close(node, at);
            } else if (next != ',') {
                return false;
            }
        }
    }

    private boolean array(int depth) {
        int node = open(Kind.ARRAY, at++);
        space();
        if (at < end && data[at] == ']') {
            return close(node, ++at);
        }
        while (value(depth + 1)) {
            space();
            if (at == end) {
                return false;
            }
            byte next = data[at++];
            if (next == ']') {
                return close(node, at);
            } else if (next != ',') {
                return false;
            }
        }
        return false;
    }

    private boolean string() {
        int node = open(Kind.STRING, ++at);
        while (at < end) {
            byte character = data[at];
            if (character == '"') {
                close(node, at++);
                return true;
            } else if (character >= 0 && character < 0x20) {
                return false;
            } else if (character == '\\' && !escape()) {
                return false;
            }
            at++;
        }
        return false;
    }

    /** Whether a known escape begins here; stays at its last byte. */
    private boolean escape() {
        at++;
        if (at == end) {
            return false;
        }
        if (data[at] != 'u') {
            return "\"\\/bfnrt".indexOf(data[at]) >= 0;
        }
        for (int i = 0; i < 4; i++) {
            at++;
            if (at == end || Character.digit(data[at], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean word(String word, Kind kind) {
        int node = open(kind, at);
        for (int i = 0; i < word.length(); i++, at++) {
            if (at == end || data[at] != word.charAt(i)) {
                return false;
            }
        }
        return isEnded() && close(node, at);
    }

    /** Whether no letter or digit follows a word or number. */
    private boolean isEnded() {
        return at == end
                || data[at] >= 0
                        && (data[at] <= ' '
                                || data[at] == ','
                                || data[at] == ']'
                                || data[at] == '}'
                                || data[at] == ':');
    }

    private boolean number() {
        int node = open(Kind.NUMBER, at);
        if (data[at] == '-') {
            at++;
        }
        int first = at;
        if (!digits() || at > first + 1 && data[first] == '0') {
            return false;
        }
        if (at < end && data[at] == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (at < end && (data[at] == 'e' || data[at] == 'E')) {
            at++;
            if (at < end && (data[at] == '+' || data[at] == '-')) {
                at++;
            }
            if (!digits()) {
                return false;
            }
        }
        return isEnded() && close(node, at);
    }

    private boolean digits() {
        int first = at;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return at > first;
    }
}
