package io.millrace.engine.expression;

import io.millrace.core.bitmap.Bitmap;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.text.ValueParser;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Utf8;
import java.time.ZoneId;

/** Nested values as CAST makes text of them, as in Flink: {@code (1, a)}, <code>[1, 2]</code>, <code>{k=v}</code>. */
final class NestedPrint {
    private final StringBuilder out;
    private final ZoneId zone;

    /** @param out where the text goes */
    NestedPrint(StringBuilder out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    void print(byte[] data, int from, int length, Type type) {
        if (type.kind() == Kind.ROW) {
            RowLayout layout = RowLayout.of(type);
            out.append('(');
            for (int i = 0; i < layout.size(); i++) {
                out.append(i == 0 ? "" : ", ");
                printField(data, from, i, layout, type.child(i));
            }
            out.append(')');
            return;
        }
        boolean array = type.kind() == Kind.ARRAY;
        Type item = type.item();
        RowLayout layout = RowLayout.of(item);
        out.append(array ? '[' : '{');
        int count = Nested.count(data, from, length);
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ", ");
            if (array) {
                printElement(data, from, length, i, item);
            } else {
                int start = Nested.start(data, from, length, i);
                printField(data, start, 0, layout, item.child(0));
                out.append('=');
                printField(data, start, 1, layout, item.child(1));
            }
        }
        out.append(array ? ']' : '}');
    }

    private void printField(byte[] data, int from, int field, RowLayout layout, Type type) {
        if (Nested.bitAt(data, from, field)) {
            out.append("NULL");
        } else if (type.storage() == Storage.BYTES) {
            int start = layout.start(data, from, field);
            printBytes(data, start, layout.end(data, from, field) - start, type);
        } else {
            printFixed(data, from + layout.slot(field), type);
        }
    }

    private void printElement(byte[] data, int from, int length, int index, Type type) {
        if (Nested.isNull(data, from, length, index)) {
            out.append("NULL");
        } else if (type.storage() == Storage.BYTES) {
            int start = Nested.start(data, from, length, index);
            printBytes(data, start, Nested.end(data, from, length, index) - start, type);
        } else {
            printFixed(data, from + index * Nested.width(type.storage()), type);
        }
    }

    private void printBytes(byte[] data, int from, int length, Type type) {
        if (type.kind().isNested()) {
            print(data, from, length, type);
        } else if (type.kind() == Kind.BITMAP) {
            Bitmap.append(out, data, from, length);
        } else {
            out.append(new Utf8().set(data, from, length));
        }
    }

    private void printFixed(byte[] data, int at, Type type) {
        switch (type.storage()) {
            case BOOLEAN -> out.append(Nested.booleanAt(data, at) ? "TRUE" : "FALSE");
            case DOUBLE -> ValueText.appendDouble(out, Nested.doubleAt(data, at), type);
            case DECIMAL ->
                ValueText.appendDecimal(out, Nested.longAt(data, at), Nested.longAt(data, at + 8), type.scale());
            default -> {
                long value = Nested.longAt(data, at);
                if (type.kind() == Kind.TIMESTAMP_LTZ) {
                    ValueText.appendTimestamp(out, ValueParser.toLocal(value, zone), type.precision());
                } else {
                    ValueText.appendLong(out, value, type, zone);
                }
            }
        }
    }
}
