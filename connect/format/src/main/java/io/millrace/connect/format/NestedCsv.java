package io.millrace.connect.format;

import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one nested value from a field: the elements of an ARRAY or the fields of a ROW one after another, with a delimiter
 * between them; anything deeper, and MAP, from JSON. One thread at a time.
 */
final class NestedCsv {
    private final Column column;
    private final byte delimiter;
    private final boolean forgiving;
    private final RowLayout layout;
    private final RowBuffer parts;
    private final JsonScanner scanner = new JsonScanner(false);
    private final NestedJson json;
    private final NestedWriter writer = new NestedWriter();
    private String problem = "";

    NestedCsv(Column column, ZoneId zone, CsvOptions options) {
        this.column = column;
        delimiter = options.elements();
        forgiving = options.ignoreParseErrors();
        layout = RowLayout.of(column.type());
        List<Column> columns = new ArrayList<>();
        for (Column child : column.type().children()) {
            String part = column.type().kind() == Kind.ARRAY ? "[]" : "." + child.name();
            columns.add(new Column(column.name() + part, child.type()));
        }
        parts = new RowBuffer(new Schema(columns), zone);
        json = new NestedJson(column.name(), column.type(), zone, new JsonOptions(forgiving, false, false), scanner);
    }

    /** Whether a type is written with delimiters rather than as JSON. */
    static boolean isFlat(Type type) {
        return (type.kind() == Kind.ARRAY || type.kind() == Kind.ROW)
                && type.children().stream()
                        .noneMatch(child -> child.type().kind().isNested());
    }

    /** What was written last; good until the next call. */
    NestedWriter writer() {
        return writer;
    }

    String problem() {
        return problem;
    }

    /** Reads the text at {@code from..end}; false when it does not fit. */
    boolean read(byte[] data, int from, int end) {
        writer.clear();
        boolean good = isFlat(column.type()) ? readParts(data, from, end) : readJson(data, from, end);
        return good || refuse();
    }

    private boolean refuse() {
        if (problem.isEmpty()) {
            problem = "column '" + column.name() + "' is no " + column.type().sql();
        }
        return false;
    }

    private boolean readJson(byte[] data, int from, int end) {
        problem = "";
        int at = scanner.skipSpace(data, from, end);
        int behind = scanner.skipValue(data, at, end);
        if (behind < 0 || scanner.skipSpace(data, behind, end) < end) {
            problem = "column '" + column.name() + "' is no JSON";
            return false;
        }
        if (json.read(data, at, behind, writer)) {
            return true;
        }
        problem = json.problem();
        return false;
    }

    private boolean readParts(byte[] data, int from, int end) {
        problem = "";
        boolean array = column.type().kind() == Kind.ARRAY;
        if (array) {
            writer.beginArray(column.type().child(0).storage());
        } else {
            writer.beginRow(layout);
        }
        int count = 0;
        int at = from;
        while (at <= end && (at < end || count > 0 || !array)) {
            int stop = Scan.find(data, at, end, delimiter);
            if (!array && count == layout.size()) {
                return wrongCount();
            }
            if (!readPart(array ? 0 : count, data, at, stop)) {
                return false;
            }
            count++;
            at = stop + 1;
        }
        if (!array && count < layout.size()) {
            return wrongCount();
        }
        writer.end();
        return true;
    }

    private boolean wrongCount() {
        problem = "column '" + column.name() + "' does not have " + layout.size() + " fields";
        return false;
    }

    private boolean readPart(int part, byte[] data, int from, int end) {
        boolean nothing = from == end && !column.type().child(part).kind().isText();
        boolean good = nothing ? parts.setNull(part) : parts.set(part, data, from, end);
        if (!good && !(forgiving && parts.setNull(part))) {
            problem = parts.problem();
            return false;
        }
        parts.write(part, writer);
        return true;
    }
}
