package io.millrace.connect.format;

import io.millrace.core.connect.Reader;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects; see {@link JsonFormat}. */
final class JsonDecoder implements Decoder {
    /** Answered for a value that does not fit its column. */
    private static final int REFUSED = -2;

    private final Schema wanted;
    private final boolean lines;
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
    private String problem = "";
    /** Where the last good object and the space after it ended. */
    private int behind;

    private int scratchUsed;

    JsonDecoder(Format.Request request, JsonOptions options) {
        this.wanted = request.table().schema().select(request.columns());
        this.lines = request.framing() == Format.Framing.LINES;
        this.options = options;
        scanner = new JsonScanner(lines);
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
    public boolean begin(Chunk chunk) {
        return ByteOrderMark.skip(chunk);
    }

    @Override
    public int decode(Chunk chunk, Reader.Rows rows, int maxRows) {
        byte[] data = chunk.data();
        int end = chunk.end();
        int given = 0;
        int at = chunk.start();
        while (given < maxRows && at < end) {
            int first = scanner.skipSpace(data, at, end);
            boolean empty = first == end || lines && data[first] == '\n';
            boolean good = !empty && readObject(data, first, end);
            // A good record is looked through once; the line of another is searched for its end.
            int stop = empty ? first : good ? behind : lines ? Scan.find(data, first, end, (byte) '\n') : end;
            if (stop == end && !chunk.last()) {
                break;
            }
            if (good) {
                row.commit(rows.builder());
                given++;
            } else if (!empty && !options.ignoreParseErrors()) {
                rows.error(data, at, stop - at, problem, chunk.offset() + (at - chunk.start()));
                given++;
            }
            at = Math.min(stop + 1, end);
        }
        chunk.takeUntil(at);
        return given;
    }

    private boolean refuse(String reason) {
        problem = reason;
        return false;
    }

    private boolean readObject(byte[] data, int from, int end) {
        System.arraycopy(unseen, 0, seen, 0, seen.length);
        scratchUsed = 0;
        keys.restart();
        if (data[from] != '{') {
            return refuse("is no JSON object");
        }
        int at = scanner.skipSpace(data, from + 1, end);
        if (at < end && data[at] == '}') {
            at++;
        } else {
            at = readFields(data, at, end);
            if (at < 0) {
                return false;
            }
        }
        behind = at < end && lines && data[at] == '\n' ? at : scanner.skipSpace(data, at, end);
        if (behind < end && (!lines || data[behind] != '\n')) {
            return refuse("has text behind the object");
        }
        return fillMissing();
    }

    /** Behind the closing bracket, or a negative number. */
    private int readFields(byte[] data, int from, int end) {
        int at = from;
        while (true) {
            if (at >= end || data[at] != '"') {
                return broken(at >= end ? "ends too early" : "has no name where a field should be");
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
                    return broken(scanner.problem());
                }
                column = findKey(data, at, behind - 1);
                at = behind;
            }
            at = at + 1 < end && data[at] == ':' && data[at + 1] > ' ' ? at + 1 : scanner.skipColon(data, at, end);
            at = at < 0 ? at : readValue(column, data, at, end);
            if (at < 0) {
                return at == REFUSED ? at : broken(scanner.problem());
            }
            if (at < end && data[at] <= ' ') {
                at = scanner.skipSpace(data, at, end);
            }
            if (at >= end) {
                return broken("ends too early");
            }
            byte next = data[at++];
            if (next == '}') {
                return at;
            } else if (next != ',') {
                scanner.unexpected(next, "',' or '}'");
                return broken(scanner.problem());
            }
            if (at < end && data[at] != '"') {
                at = scanner.skipSpace(data, at, end);
            }
        }
    }

    private int broken(String reason) {
        problem = reason;
        return JsonScanner.BROKEN;
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
            return good || isForgiven(column) ? behind : refused(problem);
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
            return refuse(reader.problem());
        }
        row.setBytes(column, out.data(), 0, out.length());
        return true;
    }

    private boolean isForgiven(int column) {
        return options.ignoreParseErrors() && row.setNull(column);
    }

    private int refused(String reason) {
        problem = reason;
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
                return refuse("field '" + wanted.column(i).name() + "' is missing");
            }
            if (!row.setNull(i)) {
                return refuse(row.problem());
            }
        }
        return true;
    }
}
