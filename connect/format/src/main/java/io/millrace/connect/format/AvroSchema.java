package io.millrace.connect.format;

import io.millrace.core.error.ConnectorException;
import io.millrace.core.nested.NestedText;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.regex.Pattern;

/**
 * The Avro schema of a table, as Flink derives it: a record whose nullable fields are unions of null and their type.
 * Where Flink has none, for timestamps of more than three fraction digits and for TIMESTAMP_LTZ in its old mapping,
 * timestamps of microseconds or milliseconds.
 */
final class AvroSchema {
    /** The name that Flink gives to the record; those in it are named after their columns, with underscores. */
    private static final String NAMESPACE = "org.apache.flink.avro.generated";

    private static final String RECORD = "record";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final boolean legacy;
    private final StringBuilder json = new StringBuilder();
    private final AvroType root;

    private AvroSchema(Schema schema, boolean legacy) {
        this.legacy = legacy;
        root = record(Type.row(schema.columns()), RECORD, "", true);
    }

    /**
     * @param legacy whether TIMESTAMP is Avro's timestamp rather than its local timestamp
     * @throws ConnectorException when Avro has no such type or name
     */
    static AvroSchema of(Schema schema, boolean legacy) {
        return new AvroSchema(schema, legacy);
    }

    /** The record. */
    AvroType root() {
        return root;
    }

    /** The schema as JSON. */
    String json() {
        return json.toString();
    }

    private AvroType record(Type type, String name, String path, boolean whole) {
        AvroType record = new AvroType(AvroType.Kind.RECORD, NAMESPACE + "." + name);
        json.append("{\"type\":\"record\",\"name\":").append(quoted(name));
        if (whole) {
            json.append(",\"namespace\":").append(quoted(NAMESPACE));
        }
        json.append(",\"fields\":[");
        for (Column field : type.children()) {
            if (!NAME.matcher(field.name()).matches()) {
                throw new ConnectorException(
                        "column '" + path + field.name() + "' has a name that format 'avro' does not take",
                        "names in Avro are of ASCII letters, digits and underscores");
            }
            json.append(record.parts.isEmpty() ? "" : ",").append("{\"name\":").append(quoted(field.name()));
            json.append(",\"type\":");
            record.names.add(field.name());
            record.parts.add(of(field.type(), name + "_" + field.name(), path + field.name()));
            json.append(field.type().nullable() ? ",\"default\":null}" : "}");
        }
        json.append("]}");
        return record;
    }

    private AvroType of(Type type, String name, String path) {
        if (!type.nullable()) {
            return plain(type, name, path);
        }
        AvroType union = new AvroType(AvroType.Kind.UNION, "union");
        union.parts.add(new AvroType(AvroType.Kind.NULL, "null"));
        json.append("[\"null\",");
        union.parts.add(plain(type, name, path));
        json.append(']');
        return union;
    }

    private AvroType plain(Type type, String name, String path) {
        return switch (type.kind()) {
            case BOOLEAN -> simple(AvroType.Kind.BOOLEAN, "boolean");
            case TINYINT, SMALLINT, INT -> simple(AvroType.Kind.INT, "int");
            case BIGINT -> simple(AvroType.Kind.LONG, "long");
            case FLOAT -> simple(AvroType.Kind.FLOAT, "float");
            case DOUBLE -> simple(AvroType.Kind.DOUBLE, "double");
            case CHAR, VARCHAR -> simple(AvroType.Kind.STRING, "string");
            case BINARY, VARBINARY -> simple(AvroType.Kind.BYTES, "bytes");
            case DATE -> logical(AvroType.Kind.INT, "int", "date");
            case TIME -> {
                if (type.precision() > 3) {
                    throw refused(type, path);
                }
                yield logical(AvroType.Kind.INT, "int", "time-millis");
            }
            case TIMESTAMP -> logical(AvroType.Kind.LONG, "long", (legacy ? "" : "local-") + timestamp(type));
            case TIMESTAMP_LTZ -> logical(AvroType.Kind.LONG, "long", timestamp(type));
            case DECIMAL -> decimal(type);
            case ROW -> record(type, name, path + ".", false);
            case ARRAY -> {
                AvroType array = new AvroType(AvroType.Kind.ARRAY, "array");
                json.append("{\"type\":\"array\",\"items\":");
                array.parts.add(of(type.child(0), name, path + "[]"));
                json.append('}');
                yield array;
            }
            case MAP, MULTISET -> map(type, name, path);
            default -> throw refused(type, path);
        };
    }

    private static String timestamp(Type type) {
        return type.precision() <= 3 ? "timestamp-millis" : "timestamp-micros";
    }

    private AvroType simple(AvroType.Kind kind, String name) {
        json.append(quoted(name));
        return new AvroType(kind, name);
    }

    private AvroType logical(AvroType.Kind kind, String name, String logical) {
        json.append("{\"type\":").append(quoted(name));
        json.append(",\"logicalType\":").append(quoted(logical)).append('}');
        AvroType type = new AvroType(kind, name);
        type.logical = logical;
        return type;
    }

    private AvroType decimal(Type type) {
        AvroType decimal = new AvroType(AvroType.Kind.BYTES, "bytes");
        decimal.logical = "decimal";
        decimal.precision = type.precision();
        decimal.scale = type.scale();
        json.append("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":")
                .append(type.precision())
                .append(",\"scale\":")
                .append(type.scale())
                .append('}');
        return decimal;
    }

    private AvroType map(Type type, String name, String path) {
        if (!type.child(0).kind().isText()) {
            throw new ConnectorException(
                    "column '" + path + "' is of type " + type.sql() + ", which format 'avro' cannot hold",
                    "keys of maps in Avro are text");
        }
        AvroType map = new AvroType(AvroType.Kind.MAP, "map");
        json.append("{\"type\":\"map\",\"values\":");
        // Flink takes the count of a MULTISET for one that may be NULL.
        Type value = type.kind() == io.millrace.core.type.Kind.MULTISET ? Type.INT : type.child(1);
        map.parts.add(of(value, name, path));
        json.append('}');
        return map;
    }

    private static ConnectorException refused(Type type, String path) {
        return new ConnectorException(
                "column '" + path + "' is of type " + type.sql() + ", which format 'avro' cannot hold",
                type.kind() == io.millrace.core.type.Kind.TIME ? "TIME(3) is as fine as it gets" : "declare it STRING");
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        NestedText.quote(out, text);
        return out.toString();
    }
}
