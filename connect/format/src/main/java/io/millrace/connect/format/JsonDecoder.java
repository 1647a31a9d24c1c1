package io.millrace.connect.format;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects; see {@link JsonFormat}. */
final class JsonDecoder extends JsonRecords {
    /** Answered for a value that does not fit its column. */
    private static final int REFUSED = -2;

    private final Schema wanted;
    private final JsonOptions options;
    private final JsonScanner scanner;
    private final JsonKeys keys;
    private final RowBuffer row;
    private final boolean[] text;
    private final @Nullable NestedJson[] nested;
    private final NestedWriter[] written;
    private final JsonScanner inner = new JsonScanner(false);
    private final boolean[] seen;
    private final boolean[] unseen;
    private int scratchUsed;

    JsonDecoder(Format.Request request, JsonOptions options) {
        super(request.framing(), options.ignoreParseErrors());
        this.wanted = request.table().schema().select(request.columns());
        this.options = options;
        scanner = scanner();
        keys = new JsonKeys(wanted);
        row = new RowBuffer(wanted, request.zone());
        text = new boolean[wanted.size()];
        nested = new @Nullable NestedJson[wanted.size()];
        written = new NestedWriter[wanted.size()];
        for (int i = 0; i < text.length; i++) {
            Type type = wanted.type(i);
            text[i] = type.kind().isText();
            written[i] = new NestedWriter();
            nested[i] = type.kind().isNested()
                    ? new NestedJson(wanted.column(i).name(), type, request.zone(), options, inner)
                    : null;
        }
        seen = new boolean[wanted.size()];
        unseen = new boolean[wanted.size()];
    }

    @Override
    int give(BatchBuilder builder) {
        give(builder, 1);
        return 1;
    }

    /** Appends the object that was read last, with a weight. */
    void give(BatchBuilder builder, long weight) {
        row.commit(builder, weight);
    }

    @Override
    int read(byte[] data, int from, int end) {
        System.arraycopy(unseen, 0, seen, 0, seen.length);
        scratchUsed = 0;
        keys.restart();
        int at = scanner.skipSpace(data, from + 1, end);
        if (at < end && data[at] == '}') {
            at++;
        } else {
            at = readFields(data, at, end);
            if (at < 0) {
                return at;
            }
        }
        return fillMissing() ? at : JsonScanner.BROKEN;
    }

    /** Behind the closing bracket, or a negative number. */
    private int readFields(byte[] data, int from, int end) {
        int at = from;
        while (true) {
            if (at >= end || data[at] != '"') {
                return refuse(at >= end ? "ends too early" : "has no name where a field should be");
            }
            at++;
            int column;
            int length = keys.matchExpected(data, at, end);
            if (length > 0) {
                column = keys.takeExpected();
                at += length;
            } else {
                int behind = scanner.skipString(data, at, end);
                if (behind < 0) {
                    return refuse(scanner.problem());
                }
                column = findKey(data, at, behind - 1);
                at = behind;
            }
            at = at + 1 < end && data[at] == ':' && data[at + 1] > ' ' ? at + 1 : scanner.skipColon(data, at, end);
            at = at < 0 ? at : readValue(column, data, at, end);
            if (at < 0) {
                return at == REFUSED ? at : refuse(scanner.problem());
            }
            if (at < end && data[at] <= ' ') {
                at = scanner.skipSpace(data, at, end);
            }
            if (at >= end) {
                return refuse("ends too early");
            }
            byte next = data[at++];
            if (next == '}') {
                return at;
            } else if (next != ',') {
                scanner.unexpected(next, "',' or '}'");
                return refuse(scanner.problem());
            }
            if (at < end && data[at] != '"') {
                at = scanner.skipSpace(data, at, end);
            }
        }
    }

    private int findKey(byte[] data, int from, int end) {
        if (!scanner.escaped()) {
            return keys.find(data, from, end);
        }
        int behind = scanner.unescape(data, from, end, scratchUsed);
        byte[] resolved = scanner.text();
        return behind < 0
                ? JsonKeys.UNWANTED
                : keys.lookUp(new String(resolved, scratchUsed, behind - scratchUsed, StandardCharsets.UTF_8));
    }

    /** Behind the value at {@code at}, or a negative number. */
    private int readValue(int column, byte[] data, int at, int end) {
        int behind = scanner.skipValue(data, at, end);
        if (column < 0 || behind < 0) {
            return behind;
        }
        seen[column] = true;
        boolean good;
        byte first = data[at];
        NestedJson reader = nested[column];
        if (reader != null && first != 'n') {
            good = readNested(reader, column, data, at, behind);
            return good || isForgiven(column) ? behind : refused(reader.problem());
        } else if (first == '"') {
            good = readString(column, data, at + 1, behind - 1);
        } else if (first == 'n') {
            good = row.setNull(column);
        } else if (text[column] || first != '{' && first != '[') {
            good = row.set(column, data, at, behind);
        } else {
            return refuseNested(column, first, behind);
        }
        return good || isForgiven(column) ? behind : refused(row.problem());
    }

    private int refuseNested(int column, byte first, int behind) {
        String what = first == '{' ? "an object" : "an array";
        return isForgiven(column)
                ? behind
                : refused("column '" + wanted.column(column).name() + "': " + what + " is no "
                        + wanted.type(column).sql());
    }

    private boolean readNested(NestedJson reader, int column, byte[] data, int at, int behind) {
        NestedWriter out = written[column].clear();
        if (!reader.read(data, at, behind, out)) {
            return false;
        }
        row.setBytes(column, out.data(), 0, out.length());
        return true;
    }

    private boolean isForgiven(int column) {
        return options.ignoreParseErrors() && row.setNull(column);
    }

    private int refused(String reason) {
        refuse(reason);
        return REFUSED;
    }

    private boolean readString(int column, byte[] data, int from, int end) {
        if (!scanner.escaped()) {
            return row.set(column, data, from, end);
        }
        int start = scratchUsed;
        int behind = scanner.unescape(data, from, end, start);
        if (behind < 0) {
            return row.refuse(column, scanner.problem());
        }
        scratchUsed = behind;
        return row.set(column, scanner.text(), start, behind);
    }

    private boolean fillMissing() {
        for (int i = 0; i < seen.length; i++) {
            if (seen[i]) {
                continue;
            }
            if (options.failOnMissingField()) {
                refuse("field '" + wanted.column(i).name() + "' is missing");
                return false;
            }
            if (!row.setNull(i)) {
                refuse(row.problem());
                return false;
            }
        }
        return true;
    }
}
