package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a column that somebody wrote as a type of Avro, which need not be the one that the column would be
 * written as: numbers may be wider here, fields of records are found by name. One thread at a time.
 */
final class AvroValue {
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_DECIMAL = 64;

    private final String name;
    private final AvroType writer;
    private final Type type;
    /** Of a union, how each branch is read; null where that cannot be. */
    private final @Nullable AvroValue[] branches;

    private final @Nullable AvroNested nested;
    private final NestedWriter written = new NestedWriter();
    private final byte[][] symbols;

    /**
     * @param column with a name for messages
     * @throws ConnectorException when no value that is written so is one of the column
     */
    AvroValue(Column column, AvroType writer) {
        this.name = column.name();
        this.type = column.type();
        this.writer = writer;
        branches = new @Nullable AvroValue[writer.kind == AvroType.Kind.UNION ? writer.parts.size() : 0];
        boolean fits = branches.length == 0 && fits(writer, type);
        for (int i = 0; i < branches.length; i++) {
            AvroType branch = writer.part(i);
            boolean possible = branch.kind != AvroType.Kind.UNION && fits(branch, type);
            branches[i] = possible ? new AvroValue(column, branch) : null;
            // Nobody declares a column for NULLs alone.
            fits |= possible && (branch.kind != AvroType.Kind.NULL || branches.length == 1);
        }
        if (!fits) {
            throw new ConnectorException(
                    "column '" + name + "' is " + type.sql() + ", but the data has " + writer + " there",
                    "declare the column as what the data has");
        }
        nested = type.kind().isNested() && branches.length == 0 && writer.kind != AvroType.Kind.NULL
                ? new AvroNested(name, type, writer)
                : null;
        symbols = writer.kind == AvroType.Kind.ENUM
                ? writer.names.stream()
                        .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new)
                : new byte[0][];
    }

    private static boolean fits(AvroType writer, Type type) {
        Kind kind = type.kind();
        return switch (writer.kind) {
            case NULL -> true;
            case BOOLEAN -> kind == Kind.BOOLEAN;
            case INT, LONG ->
                kind.isInteger()
                        || kind.isFloating()
                        || kind == Kind.TIME
                        || (writer.kind == AvroType.Kind.INT ? kind == Kind.DATE : kind.isTimestamp());
            case FLOAT, DOUBLE -> kind.isFloating();
            case BYTES, FIXED ->
                kind.isBytes() || kind == Kind.DECIMAL || kind.isText() && writer.kind == AvroType.Kind.BYTES;
            case STRING -> kind.isText() || kind.isBytes();
            case ENUM -> kind.isText();
            case RECORD -> kind == Kind.ROW;
            case ARRAY -> kind == Kind.ARRAY;
            case MAP ->
                (kind == Kind.MAP || kind == Kind.MULTISET)
                        && type.child(0).kind().isText();
            case UNION -> false;
        };
    }

    /** Reads a value into a column of a row. */
    void read(AvroInput in, RowBuffer row, int column) throws Broken {
        if (branches.length > 0) {
            int index = writer.branchIndex(in);
            AvroValue branch = branches[index];
            if (branch == null) {
                throw new Broken("column '" + name + "': " + writer.part(index) + " is no " + type.sql());
            }
            branch.read(in, row, column);
            return;
        }
        if (nested != null) {
            nested.read(in, written.clear());
            row.setBytes(column, written.data(), 0, written.length());
            return;
        }
        switch (writer.kind) {
            case NULL -> {
                if (!row.setNull(column)) {
                    throw new Broken(row.problem());
                }
            }
            case BOOLEAN -> row.setLong(column, in.readBoolean() ? 1 : 0);
            case INT -> readInteger(in.readInt(), row, column);
            case LONG -> readInteger(in.readLong(), row, column);
            case FLOAT -> readFloating(in.readFloat(), row, column);
            case DOUBLE -> readFloating(in.readDouble(), row, column);
            case ENUM -> {
                int index = in.readInt();
                if (index < 0 || index >= symbols.length) {
                    throw new Broken("column '" + name + "': there is no symbol " + index + " of " + writer.name);
                }
                row.setBytes(column, symbols[index], 0, symbols[index].length);
            }
            default -> readBytes(in, row, column);
        }
    }

    /** Reads a value as the next part of another one. */
    void read(AvroInput in, RowBuffer parts, int part, NestedWriter out) throws Broken {
        if (nested != null) {
            nested.read(in, out);
            return;
        }
        if (branches.length > 0 && type.kind().isNested()) {
            int index = writer.branchIndex(in);
            AvroValue branch = branches[index];
            if (branch != null && branch.nested != null) {
                branch.nested.read(in, out);
                return;
            } else if (branch == null || !parts.setNull(part)) {
                throw new Broken("column '" + name + "': " + writer.part(index) + " is no " + type);
            }
            out.writeNull();
            return;
        }
        read(in, parts, part);
        parts.write(part, out);
    }

    private void readInteger(long value, RowBuffer row, int column) throws Broken {
        switch (type.kind()) {
            case TINYINT -> row.setLong(column, within(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case SMALLINT -> row.setLong(column, within(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case INT, DATE -> row.setLong(column, within(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case FLOAT -> row.setDouble(column, (float) value);
            case DOUBLE -> row.setDouble(column, (double) value);
            case TIME -> {
                long millis = writer.logical.equals("time-micros") ? Math.floorDiv(value, 1000) : value;
                row.setLong(column, within(millis, 0, 86_400_000L - 1));
            }
            case TIMESTAMP, TIMESTAMP_LTZ -> row.setTimestamp(column, micros(value));
            default -> row.setLong(column, value);
        }
    }

    /** What does not say what it is, is in milliseconds. */
    private long micros(long value) throws Broken {
        if (writer.logical.endsWith("-micros")) {
            return value;
        } else if (writer.logical.endsWith("-nanos")) {
            return Math.floorDiv(value, 1000);
        }
        if (Math.abs(value / 2) > Long.MAX_VALUE / 2000 - 1) {
            throw outOfRange(value);
        }
        return value * 1000;
    }

    private long within(long value, long least, long most) throws Broken {
        if (value < least || value > most) {
            throw outOfRange(value);
        }
        return value;
    }

    private Broken outOfRange(Object value) {
        return new Broken("column '" + name + "': '" + value + "' is no " + type.sql());
    }

    private void readFloating(double value, RowBuffer row, int column) {
        row.setDouble(column, type.kind() == Kind.FLOAT ? (float) value : value);
    }

    private void readBytes(AvroInput in, RowBuffer row, int column) throws Broken {
        int length = writer.kind == AvroType.Kind.FIXED ? writer.size : in.readLength();
        int from = in.skip(length);
        byte[] data = in.data();
        if (type.kind() == Kind.DECIMAL) {
            readDecimal(data, from, length, row, column);
        } else if (type.kind().isText() && !Utf8.isValid(data, from, from + length)) {
            throw new Broken("column '" + name + "' is not valid UTF-8");
        } else {
            row.setBytes(column, data, from, length);
        }
    }

    private void readDecimal(byte[] data, int from, int length, RowBuffer row, int column) throws Broken {
        if (length == 0 || length > LONGEST_DECIMAL) {
            throw new Broken("column '" + name + "': " + length + " bytes are no " + type.sql());
        }
        BigInteger unscaled = new BigInteger(data, from, length);
        int scale = writer.logical.equals("decimal") ? writer.scale : type.scale();
        if (scale != type.scale()) {
            if (scale < 0 || scale > 1000) {
                throw new Broken("column '" + name + "': a decimal of scale " + scale + " is no " + type.sql());
            }
            unscaled = new BigDecimal(unscaled, scale)
                    .setScale(type.scale(), RoundingMode.HALF_UP)
                    .unscaledValue();
        }
        if (unscaled.abs().compareTo(MAX_LONG) > 0 || type.precision() < 19) {
            if (new BigDecimal(unscaled).precision() > type.precision()) {
                throw outOfRange(new BigDecimal(unscaled, type.scale()).toPlainString());
            }
        }
        row.setDecimal(column, DecimalVector.highOf(unscaled), unscaled.longValue());
    }

    /** Where in a record a field of a name is, first as written, then in any case; -1 when there is none. */
    static int find(List<String> names, String name) {
        int exact = names.indexOf(name);
        for (int i = 0; exact < 0 && i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return exact;
    }
}
