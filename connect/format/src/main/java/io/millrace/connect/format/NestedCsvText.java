package io.millrace.connect.format;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedReader;
import io.millrace.core.nested.NestedText;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.time.ZoneId;
import java.util.Base64;

/** Nested values as fields of CSV: what {@link NestedCsv} reads. */
final class NestedCsvText {
    private final ZoneId zone;
    private final char delimiter;
    private final NestedText json;

    NestedCsvText(ZoneId zone, char delimiter) {
        this.zone = zone;
        this.delimiter = delimiter;
        this.json = new NestedText(zone, true, false);
    }

    String text(byte[] data, int from, int length, Type type) {
        StringBuilder out = new StringBuilder();
        if (!NestedCsv.isFlat(type)) {
            json.append(out, data, from, length, type);
            return out.toString();
        }
        boolean array = type.kind() == Kind.ARRAY;
        int count = array ? Nested.count(data, from, length) : type.children().size();
        RowLayout layout = RowLayout.of(type);
        for (int i = 0; i < count; i++) {
            Type part = type.child(array ? 0 : i);
            Vector.Writable value = Vector.create(part, 1);
            if (array) {
                NestedReader.appendElement(value, data, from, length, i, part.storage());
            } else {
                NestedReader.appendField(value, data, from, i, layout);
            }
            if (i > 0) {
                out.append(delimiter);
            }
            append(out, value.vector(), part);
        }
        return out.toString();
    }

    private void append(StringBuilder out, Vector value, Type type) {
        if (value.isNull(0)) {
            return;
        }
        if (type.kind().isBytes()) {
            out.append(Base64.getEncoder().encodeToString(((BytesVector) value).getBytes(0)));
        } else {
            ValueText.append(out, value, 0, type, zone);
        }
    }
}
