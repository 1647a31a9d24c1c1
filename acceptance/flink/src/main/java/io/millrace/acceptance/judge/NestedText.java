package io.millrace.acceptance.judge;

import java.lang.reflect.Array;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** ROW, ARRAY, MAP and MULTISET as JSON, maps in the order of their keys. */
record NestedText(CellText cells) {
    static boolean isNested(LogicalType type) {
        return type instanceof RowType
                || type instanceof ArrayType
                || type instanceof MapType
                || type instanceof MultisetType;
    }

    String of(Object value, LogicalType type) {
        StringBuilder out = new StringBuilder();
        append(out, value, type);
        return out.toString();
    }

    private void append(StringBuilder out, @Nullable Object value, LogicalType type) {
        if (value == null) {
            out.append("null");
        } else if (type instanceof RowType row) {
            appendRow(out, (Row) value, row);
        } else if (type instanceof ArrayType array) {
            out.append('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                out.append(i == 0 ? "" : ",");
                append(out, Array.get(value, i), array.getElementType());
            }
            out.append(']');
        } else if (type instanceof MapType map) {
            appendMap(out, (Map<?, ?>) value, List.of(map.getKeyType(), map.getValueType()));
        } else if (type instanceof MultisetType set) {
            LogicalType count = new IntType();
            appendMap(out, (Map<?, ?>) value, List.of(set.getElementType(), count));
        } else {
            appendPlain(out, value, type);
        }
    }

    private void appendRow(StringBuilder out, Row row, RowType type) {
        out.append('{');
        for (int i = 0; i < type.getFieldCount(); i++) {
            quote(out.append(i == 0 ? "" : ","), type.getFieldNames().get(i));
            append(out.append(':'), row.getField(i), type.getTypeAt(i));
        }
        out.append('}');
    }

    private void appendMap(StringBuilder out, Map<?, ?> map, List<LogicalType> types) {
        out.append('{');
        int start = out.length();
        map.entrySet().stream().sorted(Comparator.comparing(entry -> order(entry.getKey()))).forEach(entry -> {
            out.append(out.length() == start ? "" : ",");
            quote(out, String.valueOf(cells.of(entry.getKey(), types.get(0))));
            append(out.append(':'), entry.getValue(), types.get(1));
        });
        out.append('}');
    }

    private static String order(@Nullable Object key) {
        return key instanceof Number number
                ? String.format(Locale.ROOT, "%040.10f", number.doubleValue() + 1e20)
                : String.valueOf(key);
    }

    private void appendPlain(StringBuilder out, Object value, LogicalType type) {
        String text = String.valueOf(cells.of(value, type));
        boolean number = type.is(LogicalTypeFamily.NUMERIC)
                && !text.contains("N") && !text.contains("I");
        if (number || value instanceof Boolean) {
            out.append(text);
        } else {
            quote(out, text);
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').append((char) c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append((char) c);
            }
        });
        out.append('"');
    }
}
