package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.nested.NestedText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Avro's JSON encoding, to and from its binary one: a value of a union but null is an object of one field that names the
 * branch, and bytes are texts of one character each.
 */
final class AvroJson {
    private AvroJson() {}

    /** Writes a value that {@link JsonTree} gave. */
    static void read(@Nullable Object value, AvroType type, AvroOutput out) throws Broken {
        switch (type.kind) {
            case NULL -> require(value == null, value, type);
            case BOOLEAN -> out.writeBoolean(as(Boolean.class, value, type));
            case INT, LONG -> out.writeLong(whole(value, type));
            case FLOAT -> out.writeFloat((float) floating(value, type));
            case DOUBLE -> out.writeDouble(floating(value, type));
            case STRING -> {
                byte[] text = as(String.class, value, type).getBytes(StandardCharsets.UTF_8);
                out.writeBytes(text, 0, text.length);
            }
            case BYTES -> {
                byte[] bytes = bytes(value, type);
                out.writeBytes(bytes, 0, bytes.length);
            }
            case FIXED -> {
                byte[] bytes = bytes(value, type);
                require(bytes.length == type.size, value, type);
                out.writeFixed(bytes, 0, bytes.length);
            }
            case ENUM -> {
                int index = type.names.indexOf(as(String.class, value, type));
                require(index >= 0, value, type);
                out.writeLong(index);
            }
            case UNION -> readUnion(value, type, out);
            case RECORD -> {
                Map<?, ?> fields = as(Map.class, value, type);
                for (int i = 0; i < type.names.size(); i++) {
                    String name = type.names.get(i);
                    if (!fields.containsKey(name)) {
                        throw new Broken("has no field '" + name + "'");
                    }
                    read(fields.get(name), type.part(i), out);
                }
            }
            case ARRAY -> {
                List<?> elements = as(List.class, value, type);
                if (!elements.isEmpty()) {
                    out.writeLong(elements.size());
                }
                for (Object element : elements) {
                    read(element, type.part(0), out);
                }
                out.writeLong(0);
            }
            case MAP -> {
                Map<?, ?> items = as(Map.class, value, type);
                if (!items.isEmpty()) {
                    out.writeLong(items.size());
                }
                for (Map.Entry<?, ?> item : items.entrySet()) {
                    byte[] key = String.valueOf(item.getKey()).getBytes(StandardCharsets.UTF_8);
                    out.writeBytes(key, 0, key.length);
                    read(item.getValue(), type.part(0), out);
                }
                out.writeLong(0);
            }
        }
    }

    private static void readUnion(@Nullable Object value, AvroType type, AvroOutput out) throws Broken {
        for (int i = 0; i < type.parts.size(); i++) {
            AvroType branch = type.part(i);
            if (value == null && branch.kind == AvroType.Kind.NULL) {
                out.writeLong(i);
                return;
            } else if (value instanceof Map<?, ?> named && named.size() == 1 && named.containsKey(branch.name)) {
                out.writeLong(i);
                read(named.get(branch.name), branch, out);
                return;
            }
        }
        throw new Broken("has a value of a union that does not name one of its types, as {\"int\": 1} does");
    }

    private static void require(boolean good, @Nullable Object value, AvroType type) throws Broken {
        if (!good) {
            String text = String.valueOf(value);
            throw new Broken("has '" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "' for " + type);
        }
    }

    private static <T> T as(Class<T> wanted, @Nullable Object value, AvroType type) throws Broken {
        if (!wanted.isInstance(value)) {
            require(false, value, type);
        }
        return Objects.requireNonNull(wanted.cast(value));
    }

    private static long whole(@Nullable Object value, AvroType type) throws Broken {
        long number = as(Long.class, value, type);
        require(type.kind == AvroType.Kind.LONG || number == (int) number, value, type);
        return number;
    }

    private static double floating(@Nullable Object value, AvroType type) throws Broken {
        if (value instanceof String text) {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> as(Number.class, value, type).doubleValue();
            };
        }
        return as(Number.class, value, type).doubleValue();
    }

    private static byte[] bytes(@Nullable Object value, AvroType type) throws Broken {
        String text = as(String.class, value, type);
        require(text.chars().allMatch(character -> character < 256), value, type);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Appends a value that is written in binary. */
    static void write(AvroInput in, AvroType type, StringBuilder out) throws Broken {
        switch (type.kind) {
            case NULL -> out.append("null");
            case BOOLEAN -> out.append(in.readBoolean());
            case INT, LONG -> out.append(in.readLong());
            case FLOAT -> {
                float value = in.readFloat();
                out.append(Float.isFinite(value) ? Float.toString(value) : "\"" + value + "\"");
            }
            case DOUBLE -> {
                double value = in.readDouble();
                out.append(Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"");
            }
            case STRING -> {
                int length = in.readLength();
                NestedText.quote(out, new String(in.data(), in.skip(length), length, StandardCharsets.UTF_8));
            }
            case BYTES, FIXED -> {
                int length = type.kind == AvroType.Kind.FIXED ? type.size : in.readLength();
                NestedText.quote(out, new String(in.data(), in.skip(length), length, StandardCharsets.ISO_8859_1));
            }
            case ENUM -> NestedText.quote(out, type.names.get(in.readInt()));
            case UNION -> {
                AvroType branch = type.branch(in);
                if (branch.kind == AvroType.Kind.NULL) {
                    out.append("null");
                } else {
                    NestedText.quote(out.append('{'), branch.name);
                    write(in, branch, out.append(':'));
                    out.append('}');
                }
            }
            case RECORD -> {
                for (int i = 0; i < type.names.size(); i++) {
                    NestedText.quote(out.append(i == 0 ? '{' : ','), type.names.get(i));
                    write(in, type.part(i), out.append(':'));
                }
                out.append(type.names.isEmpty() ? "{}" : "}");
            }
            case ARRAY, MAP -> writeItems(in, type, out);
        }
    }

    private static void writeItems(AvroInput in, AvroType type, StringBuilder out) throws Broken {
        boolean map = type.kind == AvroType.Kind.MAP;
        out.append(map ? '{' : '[');
        boolean first = true;
        for (int count = in.readCount(); count > 0; count = in.readCount()) {
            for (int i = 0; i < count; i++) {
                out.append(first ? "" : ",");
                first = false;
                if (map) {
                    int length = in.readLength();
                    String key = new String(in.data(), in.skip(length), length, StandardCharsets.UTF_8);
                    NestedText.quote(out, key);
                    out.append(':');
                }
                write(in, type.part(0), out);
            }
        }
        out.append(map ? '}' : ']');
    }
}
