package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads nested values: ROW from records, ARRAY from arrays, MAP and MULTISET from maps. One thread at a time. */
final class AvroNested {
    private final Type type;
    private final AvroType writer;
    private final RowLayout layout;
    private final RowBuffer parts;
    /** The fields of a row, null for those that are not there; the element of an array; the value of a map. */
    private final @Nullable AvroValue[] values;
    /** Of a row, which field of the record each is; -1 for none. */
    private final int[] sources;

    private final int[] starts;

    AvroNested(String name, Type type, AvroType writer) {
        this.type = type;
        this.writer = writer;
        layout = RowLayout.of(type);
        List<Column> columns = new ArrayList<>();
        for (Column child : type.children()) {
            columns.add(new Column(name + (type.kind() == Kind.ARRAY ? "[]" : "." + child.name()), child.type()));
        }
        parts = new RowBuffer(new Schema(columns), ZoneOffset.UTC);
        values = new @Nullable AvroValue[columns.size()];
        sources = new int[columns.size()];
        boolean row = type.kind() == Kind.ROW;
        int first = type.kind() == Kind.MAP || type.kind() == Kind.MULTISET ? 1 : 0;
        for (int i = first; i < values.length; i++) {
            sources[i] =
                    row ? AvroValue.find(writer.names, type.children().get(i).name()) : 0;
            if (sources[i] >= 0) {
                values[i] = new AvroValue(columns.get(i), writer.part(sources[i]));
            } else if (!type.child(i).nullable()) {
                throw new ConnectorException(
                        "the data has no field for column '" + columns.get(i).name() + "', which is NOT NULL",
                        "declare it without NOT NULL");
            }
        }
        starts = new int[writer.parts.size()];
    }

    /** Writes the value that comes next. */
    void read(AvroInput in, NestedWriter out) throws Broken {
        in.enter();
        switch (type.kind()) {
            case ROW -> readRow(in, out);
            case ARRAY -> readArray(in, out);
            default -> readMap(in, out);
        }
        in.leave();
    }

    private void readRow(AvroInput in, NestedWriter out) throws Broken {
        // The fields may come in another order than the columns.
        for (int i = 0; i < starts.length; i++) {
            starts[i] = in.position();
            writer.part(i).skip(in);
        }
        int end = in.position();
        out.beginRow(layout);
        for (int i = 0; i < values.length; i++) {
            AvroValue value = values[i];
            if (value == null) {
                out.writeNull();
            } else {
                in.back(starts[sources[i]]);
                value.read(in, parts, i, out);
            }
        }
        in.back(end);
        out.end();
    }

    private void readArray(AvroInput in, NestedWriter out) throws Broken {
        out.beginArray(type.child(0).storage());
        AvroValue element = values[0];
        for (int count = in.readCount(); count > 0 && element != null; count = in.readCount()) {
            for (int i = 0; i < count; i++) {
                element.read(in, parts, 0, out);
            }
        }
        out.end();
    }

    private void readMap(AvroInput in, NestedWriter out) throws Broken {
        out.beginMap(layout);
        AvroValue value = values[1];
        for (int count = in.readCount(); count > 0 && value != null; count = in.readCount()) {
            for (int i = 0; i < count; i++) {
                int length = in.readLength();
                int from = in.skip(length);
                if (!Utf8.isValid(in.data(), from, from + length)) {
                    throw new Broken("has a key of a map that is not valid UTF-8");
                }
                out.beginRow(layout);
                out.writeBytes(in.data(), from, length);
                value.read(in, parts, 1, out);
                out.end();
            }
        }
        out.end();
    }
}
