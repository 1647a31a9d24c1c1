package io.millrace.engine.user;

import io.millrace.core.error.DataException;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a function answered as a nested value of ours. One thread at a time. */
final class JavaWriting {
    private final String function;
    private final NestedWriter out = new NestedWriter();
    private final Utf8 text = new Utf8();
    private final Decimal decimal = new Decimal();

    /** @param function its name, for messages */
    JavaWriting(String function) {
        this.function = function;
    }

    NestedWriter out() {
        return out;
    }

    /** A whole value that is nested; it holds good until the next. */
    Utf8 whole(Utf8 target, Object value, Type type) {
        out.clear();
        write(value, type);
        return target.set(out.data(), 0, out.length());
    }

    /** Writes a value as the next part of what is open. */
    void write(@Nullable Object value, Type type) {
        if (value == null) {
            if (!type.nullable()) {
                throw failure("NULL", type);
            }
            out.writeNull();
            return;
        }
        switch (type.kind()) {
            case ROW -> writeRow(value, type);
            case ARRAY -> writeArray(value, type);
            case MAP, MULTISET -> writeMap(value, type);
            default -> writePlain(value, type);
        }
    }

    private void writePlain(Object value, Type type) {
        try {
            switch (type.storage()) {
                case BOOLEAN -> out.writeBoolean((Boolean) value);
                case LONG -> out.writeLong(JavaValues.toLong(value, type));
                case DOUBLE -> out.writeDouble(((Number) value).doubleValue());
                case BYTES -> {
                    JavaValues.toUtf8(text, value);
                    out.writeBytes(text.data, text.offset, text.length);
                }
                case DECIMAL -> {
                    Decimal held = JavaValues.toDecimal(decimal, value, type);
                    if (held == null) {
                        throw failure(String.valueOf(value), type);
                    }
                    out.writeDecimal(held.high, held.low);
                }
            }
        } catch (ClassCastException e) {
            throw failure(shown(value), type);
        }
    }

    private void writeRow(Object value, Type type) {
        @Nullable Object @Nullable [] fields = fields(value, type);
        if (fields == null || fields.length != type.children().size()) {
            throw failure(shown(value), type);
        }
        out.beginRow(RowLayout.of(type));
        for (int i = 0; i < fields.length; i++) {
            write(fields[i], type.child(i));
        }
        out.end();
    }

    private static @Nullable Object @Nullable [] fields(Object value, Type type) {
        if (RowClass.isOne(value.getClass())) {
            return RowClass.of(value.getClass()).fields(value, type);
        } else if (!JavaStructure.isOne(value.getClass())) {
            return null;
        }
        JavaStructure structure = JavaStructure.of(value.getClass());
        List<String> names =
                structure.members().stream().map(JavaStructure.Member::name).toList();
        return names.equals(type.children().stream().map(Column::name).toList()) ? structure.values(value) : null;
    }

    private void writeArray(Object value, Type type) {
        Type element = type.child(0);
        if (value instanceof List<?> list) {
            out.beginArray(element.storage());
            list.forEach(each -> write(each, element));
        } else if (value.getClass().isArray()) {
            out.beginArray(element.storage());
            int count = Array.getLength(value);
            for (int i = 0; i < count; i++) {
                write(Array.get(value, i), element);
            }
        } else {
            throw failure(shown(value), type);
        }
        out.end();
    }

    private void writeMap(Object value, Type type) {
        if (!(value instanceof Map<?, ?> map)) {
            throw failure(shown(value), type);
        }
        RowLayout item = RowLayout.of(type.item());
        out.beginMap(item);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            boolean none = type.kind() == Kind.MULTISET && ((Number) entry.getValue()).longValue() <= 0;
            if (!none) {
                out.beginRow(item);
                write(entry.getKey(), type.child(0));
                write(entry.getValue(), type.child(1));
                out.end();
            }
        }
        out.end();
    }

    static boolean isNested(Type type) {
        return type.storage() == Storage.BYTES && type.kind().isNested();
    }

    private static String shown(Object value) {
        return "a " + value.getClass().getName();
    }

    private DataException failure(String given, Type type) {
        return new DataException(
                "function '" + function + "' answered " + given + " where its type is " + type,
                "let @DataTypeHint and what it answers agree");
    }
}
