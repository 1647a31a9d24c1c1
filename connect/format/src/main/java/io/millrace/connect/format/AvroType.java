package io.millrace.connect.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A type of Avro. Its parts are set once, right after it was made: a record may be a part of itself.
 */
final class AvroType {
    /** The kinds of types that Avro knows. */
    enum Kind {
        NULL,
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        BYTES,
        STRING,
        RECORD,
        ENUM,
        ARRAY,
        MAP,
        UNION,
        FIXED
    }

    final Kind kind;
    /** The full name of a record, an enumeration or a fixed type; else the kind's. */
    final String name;
    /** What values mean beyond the kind, as {@code timestamp-millis}; or the empty string. */
    String logical = "";

    /** Of a decimal. */
    int precision;
    /** Of a decimal. */
    int scale;
    /** How many bytes a value of a fixed type has. */
    int size;
    /** The names of a record's fields, or the symbols of an enumeration. */
    final List<String> names = new ArrayList<>();
    /** The types of a record's fields, of the elements of an array, of the values of a map, of a union's branches. */
    final List<AvroType> parts = new ArrayList<>();

    AvroType(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    AvroType part(int index) {
        return parts.get(index);
    }

    /** Passes over a value. */
    void skip(AvroInput in) throws AvroInput.Broken {
        switch (kind) {
            case NULL -> {}
            case BOOLEAN -> in.skip(1);
            case INT, LONG, ENUM -> in.readLong();
            case FLOAT -> in.skip(4);
            case DOUBLE -> in.skip(8);
            case BYTES, STRING -> in.skip(in.readLength());
            case FIXED -> in.skip(size);
            case UNION -> {
                in.enter();
                branch(in).skip(in);
                in.leave();
            }
            case RECORD -> {
                in.enter();
                for (AvroType part : parts) {
                    part.skip(in);
                }
                in.leave();
            }
            case ARRAY, MAP -> {
                in.enter();
                for (int count = in.readCount(); count > 0; count = in.readCount()) {
                    for (int i = 0; i < count; i++) {
                        if (kind == Kind.MAP) {
                            in.skip(in.readLength());
                        }
                        part(0).skip(in);
                    }
                }
                in.leave();
            }
        }
    }

    /** Reads which branch of a union a value is of. */
    AvroType branch(AvroInput in) throws AvroInput.Broken {
        return part(branchIndex(in));
    }

    int branchIndex(AvroInput in) throws AvroInput.Broken {
        long index = in.readLong();
        if (index < 0 || index >= parts.size()) {
            throw new AvroInput.Broken("has branch " + index + " of a union of " + parts.size());
        }
        return (int) index;
    }

    @Override
    public String toString() {
        return logical.isEmpty() ? name : name + " (" + logical + ")";
    }
}
