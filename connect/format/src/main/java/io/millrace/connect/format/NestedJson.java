package io.millrace.connect.format;

import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one nested value from JSON that was found to be well formed: ROW and MAP from objects, ARRAY from arrays,
 * MULTISET from objects of counts. The fields of an object are looked up first, so that they may come in any order; of a
 * repeated one the last counts. One thread at a time.
 */
final class NestedJson {
    private final String name;
    private final Type type;
    private final boolean forgiving;
    private final boolean complete;
    private final JsonScanner scanner;
    private final RowLayout layout;
    /** The fields of a row, the element of an array, or key and value. */
    private final RowBuffer parts;

    private final @Nullable NestedJson[] nested;
    private final boolean[] text;
    private final @Nullable JsonKeys keys;
    private final int[] starts;
    private final int[] ends;
    private String problem = "";

    /**
     * @param name of the column, and of the field in it, for messages
     * @param scanner one for all values of a row, in which escapes are resolved
     */
    NestedJson(String name, Type type, ZoneId zone, JsonOptions options, JsonScanner scanner) {
        this.name = name;
        this.type = type;
        this.scanner = scanner;
        forgiving = options.ignoreParseErrors();
        complete = options.failOnMissingField();
        layout = RowLayout.of(type);
        List<Column> columns = new ArrayList<>();
        for (Column child : type.children()) {
            columns.add(new Column(name + (type.kind() == Kind.ARRAY ? "[]" : "." + child.name()), child.type()));
        }
        parts = new RowBuffer(new Schema(columns), zone);
        nested = new @Nullable NestedJson[columns.size()];
        text = new boolean[columns.size()];
        for (int i = 0; i < nested.length; i++) {
            Type part = type.child(i);
            nested[i] =
                    part.kind().isNested() ? new NestedJson(columns.get(i).name(), part, zone, options, scanner) : null;
            text[i] = part.kind().isText();
        }
        keys = type.kind() == Kind.ROW ? new JsonKeys(new Schema(type.children())) : null;
        starts = new int[columns.size()];
        ends = new int[columns.size()];
    }

    /** What was wrong with the last value that was refused. */
    String problem() {
        return problem;
    }

    /** Writes the value at {@code at..end}; false when it does not fit. */
    boolean read(byte[] data, int at, int end, NestedWriter out) {
        byte wanted = (byte) (type.kind() == Kind.ARRAY ? '[' : '{');
        if (data[at] != wanted) {
            String found = data[at] == '{' ? "an object" : data[at] == '[' ? "an array" : "a single value";
            return refuse(found + " is no " + type.sql());
        }
        return switch (type.kind()) {
            case ARRAY -> readArray(data, at, end, out);
            case ROW -> readRow(data, at, end, out);
            default -> readMap(data, at, end, out);
        };
    }

    private boolean refuse(String reason) {
        problem = reason.startsWith("column ") ? reason : "column '" + name + "': " + reason;
        return false;
    }

    private boolean readArray(byte[] data, int from, int end, NestedWriter out) {
        out.beginArray(type.child(0).storage());
        int at = scanner.skipSpace(data, from + 1, end);
        while (data[at] != ']') {
            int behind = scanner.skipValue(data, at, end);
            if (!readPart(0, data, at, behind, out)) {
                return false;
            }
            at = scanner.skipSpace(data, behind, end);
            at = data[at] == ',' ? scanner.skipSpace(data, at + 1, end) : at;
        }
        out.end();
        return true;
    }

    private boolean readMap(byte[] data, int from, int end, NestedWriter out) {
        out.beginMap(layout);
        int at = scanner.skipSpace(data, from + 1, end);
        while (data[at] != '}') {
            int key = at;
            int keyEnd = scanner.skipString(data, key + 1, end);
            at = scanner.skipColon(data, keyEnd, end);
            int behind = scanner.skipValue(data, at, end);
            out.beginRow(layout);
            if (!readPart(0, data, key, keyEnd, out) || !readPart(1, data, at, behind, out)) {
                return false;
            }
            out.end();
            at = scanner.skipSpace(data, behind, end);
            at = data[at] == ',' ? scanner.skipSpace(data, at + 1, end) : at;
        }
        out.end();
        return true;
    }

    private boolean readRow(byte[] data, int from, int end, NestedWriter out) {
        Arrays.fill(starts, -1);
        int at = scanner.skipSpace(data, from + 1, end);
        JsonKeys names = Objects.requireNonNull(keys);
        names.restart();
        while (data[at] != '}') {
            int length = names.matchExpected(data, at + 1, end);
            int keyEnd = length > 0 ? at + 1 + length : scanner.skipString(data, at + 1, end);
            int field = length > 0 ? names.takeExpected() : field(names, data, at + 1, keyEnd - 1);
            at = scanner.skipColon(data, keyEnd, end);
            int behind = scanner.skipValue(data, at, end);
            if (field >= 0) {
                starts[field] = at;
                ends[field] = behind;
            }
            at = scanner.skipSpace(data, behind, end);
            at = data[at] == ',' ? scanner.skipSpace(data, at + 1, end) : at;
        }
        out.beginRow(layout);
        for (int i = 0; i < starts.length; i++) {
            boolean good = starts[i] < 0 ? missing(i, out) : readPart(i, data, starts[i], ends[i], out);
            if (!good) {
                return false;
            }
        }
        out.end();
        return true;
    }

    private int field(JsonKeys names, byte[] data, int from, int end) {
        return scanner.escaped() ? names.lookUp(resolved(data, from, end)) : names.find(data, from, end);
    }

    private String resolved(byte[] data, int from, int end) {
        int behind = scanner.unescape(data, from, end, 0);
        return behind < 0 ? "" : new String(scanner.text(), 0, behind, StandardCharsets.UTF_8);
    }

    private boolean missing(int part, NestedWriter out) {
        return complete ? refuse("field '" + type.children().get(part).name() + "' is missing") : writeNull(part, out);
    }

    private boolean writeNull(int part, NestedWriter out) {
        if (!parts.setNull(part)) {
            return refuse(parts.problem());
        }
        out.writeNull();
        return true;
    }

    private boolean readPart(int part, byte[] data, int at, int behind, NestedWriter out) {
        if (data[at] == 'n') {
            return writeNull(part, out);
        }
        NestedJson inner = nested[part];
        if (inner != null) {
            return readNested(inner, part, data, at, behind, out);
        }
        boolean good;
        if (data[at] == '"') {
            good = readString(part, data, at + 1, behind - 1);
        } else if (text[part] || data[at] != '{' && data[at] != '[') {
            good = parts.set(part, data, at, behind);
        } else {
            good = parts.refuse(
                    part, "is no " + type.child(part).sql() + ", but " + (data[at] == '{' ? "an object" : "an array"));
        }
        if (good) {
            parts.write(part, out);
            return true;
        }
        return forgiving ? writeNull(part, out) : refuse(parts.problem());
    }

    private boolean readNested(NestedJson inner, int part, byte[] data, int at, int behind, NestedWriter out) {
        NestedWriter.Mark mark = out.mark();
        if (inner.read(data, at, behind, out)) {
            return true;
        }
        if (forgiving) {
            out.back(mark);
            return writeNull(part, out);
        }
        return refuse(inner.problem());
    }

    private boolean readString(int part, byte[] data, int from, int end) {
        if (Scan.find(data, from, end, (byte) '\\') == end) {
            return parts.set(part, data, from, end);
        }
        int behind = scanner.unescape(data, from, end, 0);
        return behind < 0 ? parts.refuse(part, scanner.problem()) : parts.set(part, scanner.text(), 0, behind);
    }
}
