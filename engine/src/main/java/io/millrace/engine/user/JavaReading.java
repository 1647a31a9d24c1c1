package io.millrace.engine.user;

import io.millrace.core.nested.Nested;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values of one type become objects of the class that a parameter, or a part of one, has. */
interface JavaReading {
    /** @param value an object of ours, as compiled code boxes it; not NULL */
    Object of(Object value);

    /**
     * The reading for a class.
     *
     * @param java the class; Object stands for the one that the type has by default
     * @param loader sees Flink's classes
     */
    static JavaReading of(Type type, java.lang.reflect.Type java, ClassLoader loader) {
        Class<?> raw = JavaTypes.raw(java);
        return switch (type.kind()) {
            case ROW -> JavaStructure.isOne(raw) ? structure(type, raw, loader) : row(type, loader);
            case ARRAY -> array(type, java, loader);
            case MAP, MULTISET -> map(type, java, loader);
            default -> value -> JavaValues.toJava(value, type, raw);
        };
    }

    private static JavaReading row(Type type, ClassLoader loader) {
        RowClass row = RowClass.of(RowClass.seenBy(loader));
        Map<String, Integer> places = RowClass.places(type);
        RowLayout layout = RowLayout.of(type);
        JavaReading[] fields = type.children().stream()
                .map(field -> of(field.type(), Object.class, loader))
                .toArray(JavaReading[]::new);
        return value -> row.make(fields((Utf8) value, layout, fields), places);
    }

    private static JavaReading structure(Type type, Class<?> java, ClassLoader loader) {
        JavaStructure structure = JavaStructure.of(java);
        List<JavaStructure.Member> members = structure.members();
        if (members.size() != type.children().size()) {
            return row(type, loader);
        }
        JavaReading[] fields = new JavaReading[members.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = of(type.child(i), members.get(i).type(), loader);
        }
        RowLayout layout = RowLayout.of(type);
        return value -> structure.make(fields((Utf8) value, layout, fields));
    }

    private static @Nullable Object[] fields(Utf8 row, RowLayout layout, JavaReading[] fields) {
        @Nullable Object[] values = new Object[fields.length];
        for (int i = 0; i < values.length; i++) {
            Object value = field(row.data, row.offset, i, layout);
            values[i] = value == null ? null : fields[i].of(value);
        }
        return values;
    }

    private static JavaReading array(Type type, java.lang.reflect.Type java, ClassLoader loader) {
        Type element = type.child(0);
        Storage storage = element.storage();
        JavaReading reading = of(element, JavaTypes.element(java), loader);
        Class<?> raw = JavaTypes.raw(java);
        Class<?> component = raw.isArray() ? raw.getComponentType() : JavaValues.usual(element, loader);
        return value -> {
            Utf8 array = (Utf8) value;
            int count = Nested.count(array.data, array.offset, array.length);
            if (raw == List.class) {
                List<@Nullable Object> list = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    Object each = element(array, i, storage);
                    list.add(each == null ? null : reading.of(each));
                }
                return list;
            }
            Object made = Array.newInstance(component, count);
            for (int i = 0; i < count; i++) {
                Object each = element(array, i, storage);
                if (each != null) {
                    Array.set(made, i, reading.of(each));
                }
            }
            return made;
        };
    }

    private static JavaReading map(Type type, java.lang.reflect.Type java, ClassLoader loader) {
        RowLayout item = RowLayout.of(type.item());
        JavaReading key = of(type.child(0), JavaTypes.argument(java, 0), loader);
        boolean counted = type.kind() == Kind.MULTISET;
        JavaReading content = of(type.child(1), counted ? Integer.class : JavaTypes.argument(java, 1), loader);
        return value -> {
            Utf8 items = (Utf8) value;
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            int count = Nested.count(items.data, items.offset, items.length);
            for (int i = 0; i < count; i++) {
                int start = Nested.start(items.data, items.offset, items.length, i);
                Object from = field(items.data, start, 0, item);
                Object to = field(items.data, start, 1, item);
                map.put(from == null ? null : key.of(from), to == null ? null : content.of(to));
            }
            return map;
        };
    }

    private static @Nullable Object field(byte[] data, int from, int field, RowLayout layout) {
        if (Nested.bitAt(data, from, field)) {
            return null;
        } else if (layout.storage(field) == Storage.BYTES) {
            int start = layout.start(data, from, field);
            return new Utf8().set(data, start, layout.end(data, from, field) - start);
        }
        return fixed(data, from + layout.slot(field), layout.storage(field));
    }

    private static @Nullable Object element(Utf8 array, int index, Storage storage) {
        if (Nested.isNull(array.data, array.offset, array.length, index)) {
            return null;
        } else if (storage == Storage.BYTES) {
            int start = Nested.start(array.data, array.offset, array.length, index);
            int end = Nested.end(array.data, array.offset, array.length, index);
            return new Utf8().set(array.data, start, end - start);
        }
        return fixed(array.data, array.offset + index * Nested.width(storage), storage);
    }

    private static Object fixed(byte[] data, int at, Storage storage) {
        return switch (storage) {
            case BOOLEAN -> Nested.booleanAt(data, at);
            case DOUBLE -> Nested.doubleAt(data, at);
            case DECIMAL -> new Decimal().set(Nested.longAt(data, at), Nested.longAt(data, at + 8));
            default -> Nested.longAt(data, at);
        };
    }
}
