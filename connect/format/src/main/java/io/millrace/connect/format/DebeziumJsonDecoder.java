package io.millrace.connect.format;

import io.millrace.core.batch.BatchBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads changes; see {@link DebeziumJsonFormat}. */
final class DebeziumJsonDecoder extends JsonRecords {
    /** Where a part of the record is that matters; none when it starts at a negative place. */
    private static final class Part {
        final byte[] key;
        int start;
        int end;

        Part(String name) {
            key = name.getBytes(StandardCharsets.UTF_8);
        }

        boolean isObject(byte[] data) {
            return start >= 0 && data[start] == '{';
        }
    }

    private final boolean wrapped;
    private final JsonDecoder old;
    private final JsonDecoder current;
    private final Part payload = new Part("payload");
    private final Part operation = new Part("op");
    private final Part before = new Part("before");
    private final Part after = new Part("after");
    private final Part[] parts = {payload, operation, before, after};
    private boolean removes;
    private boolean adds;

    /** @param wrapped whether the change is in a field beside its schema */
    DebeziumJsonDecoder(Format.Request request, JsonOptions options, boolean wrapped) {
        super(request.framing(), options.ignoreParseErrors());
        this.wrapped = wrapped;
        Format.Request rows =
                new Format.Request(request.table(), request.columns(), request.zone(), Format.Framing.MESSAGE);
        old = new JsonDecoder(rows, options);
        current = new JsonDecoder(rows, options);
    }

    @Override
    int give(BatchBuilder builder) {
        if (removes) {
            old.give(builder, -1);
        }
        if (adds) {
            current.give(builder, 1);
        }
        return removes && adds ? 2 : 1;
    }

    @Override
    int read(byte[] data, int from, int end) {
        int behind = find(data, from, end);
        if (behind < 0) {
            return refuse(scanner().problem());
        }
        if (wrapped) {
            if (!payload.isObject(data)) {
                return refuse("has no object 'payload'");
            }
            find(data, payload.start, payload.end);
        }
        return understand(data) ? behind : JsonScanner.BROKEN;
    }

    private boolean understand(byte[] data) {
        int at = operation.start;
        if (at < 0) {
            refuse("has no field 'op'");
            return false;
        }
        char kind = operation.end - at == 3 && data[at] == '"' ? (char) data[at + 1] : ' ';
        adds = kind == 'c' || kind == 'r' || kind == 'u';
        removes = kind == 'd' || kind == 'u';
        if (!adds && !removes) {
            String text = new String(data, at, Math.min(operation.end - at, 20), StandardCharsets.UTF_8);
            refuse("has an unknown 'op' " + text + ": known are c, r, u and d");
            return false;
        }
        return (!removes || readRow(old, before, kind, data)) && (!adds || readRow(current, after, kind, data));
    }

    private boolean readRow(JsonDecoder decoder, Part part, char kind, byte[] data) {
        String name = part == before ? "before" : "after";
        if (!part.isObject(data)) {
            boolean identity = part == before && (part.start < 0 || JsonScanner.isNull(data, part.start));
            refuse("has no object '" + name + "', which op '" + kind + "' needs"
                    + (identity ? "; in PostgreSQL the table needs REPLICA IDENTITY FULL" : ""));
            return false;
        }
        if (decoder.read(data, part.start, part.end) < 0) {
            refuse("in '" + name + "': " + decoder.problem());
            return false;
        }
        return true;
    }

    /** Notes where the parts of the object at {@code from} are; of a repeated one the last counts. Answers behind it. */
    private int find(byte[] data, int from, int end) {
        for (Part part : parts) {
            part.start = -1;
        }
        JsonScanner scanner = scanner();
        int at = scanner.skipSpace(data, from + 1, end);
        if (at < end && data[at] == '}') {
            return at + 1;
        }
        while (true) {
            if (at >= end || data[at] != '"') {
                return scanner.broken(at >= end ? "ends too early" : "has no name where a field should be");
            }
            int keyEnd = scanner.skipString(data, at + 1, end);
            int value = keyEnd < 0 ? keyEnd : scanner.skipColon(data, keyEnd, end);
            int behind = value < 0 ? value : scanner.skipValue(data, value, end);
            if (behind < 0) {
                return behind;
            }
            note(data, at + 1, keyEnd - 1, value, behind);
            at = scanner.skipSpace(data, behind, end);
            if (at >= end) {
                return scanner.broken("ends too early");
            }
            byte next = data[at++];
            if (next == '}') {
                return at;
            } else if (next != ',') {
                return scanner.unexpected(next, "',' or '}'");
            }
            at = scanner.skipSpace(data, at, end);
        }
    }

    private void note(byte[] data, int key, int keyEnd, int value, int behind) {
        for (Part part : parts) {
            if (Arrays.equals(data, key, keyEnd, part.key, 0, part.key.length)) {
                part.start = value;
                part.end = behind;
            }
        }
    }
}
