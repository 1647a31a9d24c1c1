package io.millrace.core.nested;

import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.time.ZoneId;
import java.util.Base64;

/**
 * Nested values as JSON: ROW and MAP as objects, ARRAY as an array, a MULTISET as an object of counts. Numbers and
 * booleans are JSON's own; everything else, NaN and infinities too, is the text that {@link ValueText} gives. A key that
 * is no text is its text, or its JSON, as a string. Immutable; any thread.
 *
 * @param zone of TIMESTAMP_LTZ
 * @param base64 whether binary values are base64 instead of {@code x'cafe'}
 * @param isoTimestamps whether a {@code T} is between date and time
 */
public record NestedText(ZoneId zone, boolean base64, boolean isoTimestamps) {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** As the command line and the page show values. */
    public static NestedText shown(ZoneId zone) {
        return new NestedText(zone, false, false);
    }

    /** Appends the nested value that is the bytes {@code from..from+length}. */
    public void append(StringBuilder out, byte[] data, int from, int length, Type type) {
        if (type.kind() == Kind.ROW) {
            appendRow(out, data, from, type);
            return;
        }
        boolean array = type.kind() == Kind.ARRAY;
        out.append(array ? '[' : '{');
        Type item = type.item();
        RowLayout layout = array ? null : RowLayout.of(item);
        int count = Nested.count(data, from, length);
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",");
            if (layout == null) {
                appendElement(out, data, from, length, i, item);
            } else {
                int start = Nested.start(data, from, length, i);
                appendKey(out, data, start, layout, item.child(0));
                out.append(':');
                appendField(out, data, start, 1, layout, item.child(1));
            }
        }
        out.append(array ? ']' : '}');
    }

    private void appendRow(StringBuilder out, byte[] data, int from, Type type) {
        RowLayout layout = RowLayout.of(type);
        out.append('{');
        for (int i = 0; i < layout.size(); i++) {
            out.append(i == 0 ? "" : ",");
            quote(out, type.children().get(i).name());
            out.append(':');
            appendField(out, data, from, i, layout, type.child(i));
        }
        out.append('}');
    }

    private void appendKey(StringBuilder out, byte[] data, int from, RowLayout layout, Type type) {
        StringBuilder key = new StringBuilder();
        appendField(key, data, from, 0, layout, type);
        if (key.length() > 0 && key.charAt(0) == '"') {
            out.append(key);
        } else {
            quote(out, key);
        }
    }

    private void appendField(StringBuilder out, byte[] data, int from, int field, RowLayout layout, Type type) {
        if (Nested.bitAt(data, from, field)) {
            out.append("null");
        } else if (type.storage() == Storage.BYTES) {
            int start = layout.start(data, from, field);
            appendBytes(out, data, start, layout.end(data, from, field) - start, type);
        } else {
            appendFixed(out, data, from + layout.slot(field), type);
        }
    }

    private void appendElement(StringBuilder out, byte[] data, int from, int length, int index, Type type) {
        if (Nested.isNull(data, from, length, index)) {
            out.append("null");
        } else if (type.storage() == Storage.BYTES) {
            int start = Nested.start(data, from, length, index);
            appendBytes(out, data, start, Nested.end(data, from, length, index) - start, type);
        } else {
            appendFixed(out, data, from + index * Nested.width(type.storage()), type);
        }
    }

    private void appendBytes(StringBuilder out, byte[] data, int from, int length, Type type) {
        if (type.kind().isNested()) {
            append(out, data, from, length, type);
            return;
        } else if (type.kind() == Kind.VARIANT) {
            ValueText.appendBytes(out, data, from, length, type);
            return;
        }
        StringBuilder text = new StringBuilder();
        if (base64 && type.kind().isBytes()) {
            byte[] value = java.util.Arrays.copyOfRange(data, from, from + length);
            text.append(Base64.getEncoder().encodeToString(value));
        } else {
            ValueText.appendBytes(text, data, from, length, type);
        }
        quote(out, text);
    }

    private void appendFixed(StringBuilder out, byte[] data, int at, Type type) {
        switch (type.storage()) {
            case BOOLEAN -> out.append(Nested.booleanAt(data, at));
            case DECIMAL ->
                ValueText.appendDecimal(out, Nested.longAt(data, at), Nested.longAt(data, at + 8), type.scale());
            case DOUBLE -> {
                double value = Nested.doubleAt(data, at);
                out.append(Double.isFinite(value) ? "" : "\"");
                ValueText.appendDouble(out, value, type);
                out.append(Double.isFinite(value) ? "" : "\"");
            }
            default -> appendLong(out, Nested.longAt(data, at), type);
        }
    }

    private void appendLong(StringBuilder out, long value, Type type) {
        if (type.kind().isInteger()) {
            out.append(value);
            return;
        }
        int start = out.append('"').length();
        ValueText.appendLong(out, value, type, zone);
        if (isoTimestamps && type.kind().isTimestamp()) {
            out.setCharAt(out.indexOf(" ", start), 'T');
        }
        out.append('"');
    }

    /** Appends text as a string of JSON. */
    public static void quote(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (character < 0x20) {
                        out.append("\\u00").append(HEX[character >> 4]).append(HEX[character & 15]);
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }
}
