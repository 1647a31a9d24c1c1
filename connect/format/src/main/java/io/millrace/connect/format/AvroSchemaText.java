package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a schema of Avro from its JSON. */
final class AvroSchemaText {
    private static final int DEEPEST = 100;

    private final Map<String, AvroType> named = new HashMap<>();
    private int depth;

    private AvroSchemaText() {}

    /** @throws Broken when it is no schema */
    static AvroType parse(byte[] json) throws Broken {
        return new AvroSchemaText().type(JsonTree.parse(json, 0, json.length), "");
    }

    private AvroType type(@Nullable Object json, String namespace) throws Broken {
        if (++depth > DEEPEST) {
            throw new Broken("has a schema that is nested too deeply");
        }
        AvroType type = plain(json, namespace);
        depth--;
        return type;
    }

    private AvroType plain(@Nullable Object json, String namespace) throws Broken {
        if (json instanceof String name) {
            return byName(name, namespace);
        } else if (json instanceof List<?> branches) {
            AvroType union = new AvroType(AvroType.Kind.UNION, "union");
            for (Object branch : branches) {
                union.parts.add(type(branch, namespace));
            }
            return union;
        } else if (json instanceof Map<?, ?> object) {
            Object inner = object.get("type");
            return inner instanceof String
                    ? described(object, String.valueOf(inner), namespace)
                    : type(inner, namespace);
        }
        throw new Broken("has a schema that is none");
    }

    private AvroType described(Map<?, ?> object, String kind, String namespace) throws Broken {
        AvroType type = switch (kind) {
            case "record", "error" -> record(object, namespace);
            case "enum" -> enumeration(object, namespace);
            case "fixed" -> fixed(object, namespace);
            case "array" -> of(AvroType.Kind.ARRAY, type(object.get("items"), namespace));
            case "map" -> of(AvroType.Kind.MAP, type(object.get("values"), namespace));
            default -> byName(kind, namespace);
        };
        annotate(type, object);
        return type;
    }

    private static AvroType of(AvroType.Kind kind, AvroType part) {
        AvroType type = new AvroType(kind, kind.name().toLowerCase(Locale.ROOT));
        type.parts.add(part);
        return type;
    }

    private static void annotate(AvroType type, Map<?, ?> object) {
        if (object.get("logicalType") instanceof String logical) {
            type.logical = logical;
            type.precision = object.get("precision") instanceof Number number ? number.intValue() : 0;
            type.scale = object.get("scale") instanceof Number number ? number.intValue() : 0;
        }
    }

    private AvroType byName(String name, String namespace) throws Broken {
        return switch (name) {
            case "null" -> new AvroType(AvroType.Kind.NULL, name);
            case "boolean" -> new AvroType(AvroType.Kind.BOOLEAN, name);
            case "int" -> new AvroType(AvroType.Kind.INT, name);
            case "long" -> new AvroType(AvroType.Kind.LONG, name);
            case "float" -> new AvroType(AvroType.Kind.FLOAT, name);
            case "double" -> new AvroType(AvroType.Kind.DOUBLE, name);
            case "bytes" -> new AvroType(AvroType.Kind.BYTES, name);
            case "string" -> new AvroType(AvroType.Kind.STRING, name);
            default -> {
                AvroType known = named.get(name.indexOf('.') >= 0 ? name : full(name, namespace));
                known = known == null ? named.get(name) : known;
                if (known == null) {
                    throw new Broken("has a schema with the unknown type '" + name + "'");
                }
                yield known;
            }
        };
    }

    private static String full(String name, String namespace) {
        return namespace.isEmpty() ? name : namespace + "." + name;
    }

    private AvroType define(AvroType.Kind kind, Map<?, ?> object, String namespace) throws Broken {
        if (!(object.get("name") instanceof String name)) {
            throw new Broken("has a schema with a type that has no name");
        }
        String space = object.get("namespace") instanceof String own ? own : namespace;
        AvroType type = new AvroType(kind, name.indexOf('.') >= 0 ? name : full(name, space));
        named.put(type.name, type);
        return type;
    }

    private AvroType record(Map<?, ?> object, String namespace) throws Broken {
        AvroType record = define(AvroType.Kind.RECORD, object, namespace);
        String inner = record.name.substring(0, Math.max(0, record.name.lastIndexOf('.')));
        if (!(object.get("fields") instanceof List<?> fields)) {
            throw new Broken("has a schema with a record without fields");
        }
        for (Object each : fields) {
            if (!(each instanceof Map<?, ?> field) || !(field.get("name") instanceof String name)) {
                throw new Broken("has a schema with a field without a name");
            }
            record.names.add(name);
            record.parts.add(type(field.get("type"), inner));
        }
        return record;
    }

    private AvroType enumeration(Map<?, ?> object, String namespace) throws Broken {
        AvroType type = define(AvroType.Kind.ENUM, object, namespace);
        if (object.get("symbols") instanceof List<?> symbols) {
            symbols.forEach(symbol -> type.names.add(String.valueOf(symbol)));
        }
        return type;
    }

    private AvroType fixed(Map<?, ?> object, String namespace) throws Broken {
        AvroType type = define(AvroType.Kind.FIXED, object, namespace);
        if (!(object.get("size") instanceof Number size) || size.intValue() < 0) {
            throw new Broken("has a schema with a fixed type without a size");
        }
        type.size = size.intValue();
        return type;
    }
}
