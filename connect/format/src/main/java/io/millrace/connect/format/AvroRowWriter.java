package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.math.BigInteger;

/** Writes rows as records of {@link AvroSchema}. One thread at a time. */
final class AvroRowWriter {
    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final Schema schema;
    private final AvroOutput out;

    AvroRowWriter(Schema schema, AvroOutput out) {
        this.schema = schema;
        this.out = out;
    }

    void write(Batch batch, int row) {
        for (int i = 0; i < schema.size(); i++) {
            Vector vector = batch.column(i);
            Type type = schema.type(i);
            if (begin(vector.isNull(row), type)) {
                boolean constant = vector instanceof ConstantVector;
                write(vector instanceof ConstantVector one ? one.value() : vector, constant ? 0 : row, type);
            }
        }
    }

    /** Writes which branch follows, where NULL is one; answers whether a value does. */
    private boolean begin(boolean isNull, Type type) {
        if (type.nullable()) {
            out.writeLong(isNull ? 0 : 1);
        }
        return !isNull;
    }

    private void write(Vector vector, int row, Type type) {
        switch (type.storage()) {
            case BOOLEAN -> out.writeBoolean(((BooleanVector) vector).get(row));
            case LONG -> writeLong(((LongVector) vector).get(row), type);
            case DOUBLE -> writeDouble(((DoubleVector) vector).get(row), type);
            case DECIMAL -> {
                DecimalVector decimals = (DecimalVector) vector;
                writeDecimal(decimals.high()[row], decimals.low()[row]);
            }
            case BYTES -> {
                BytesVector bytes = (BytesVector) vector;
                writeBytes(bytes.data(), bytes.offset(row), bytes.length(row), type);
            }
        }
    }

    private void writeLong(long value, Type type) {
        boolean millis = type.kind().isTimestamp() && type.precision() <= 3;
        out.writeLong(millis ? Math.floorDiv(value, 1000) : value);
    }

    private void writeDouble(double value, Type type) {
        if (type.kind() == Kind.FLOAT) {
            out.writeFloat((float) value);
        } else {
            out.writeDouble(value);
        }
    }

    private void writeDecimal(long high, long low) {
        byte[] bytes = BigInteger.valueOf(high)
                .shiftLeft(64)
                .or(BigInteger.valueOf(low).and(UNSIGNED))
                .toByteArray();
        out.writeBytes(bytes, 0, bytes.length);
    }

    private void writeBytes(byte[] data, int from, int length, Type type) {
        switch (type.kind()) {
            case ROW -> writeRow(data, from, type);
            case ARRAY, MAP, MULTISET -> writeItems(data, from, length, type);
            default -> out.writeBytes(data, from, length);
        }
    }

    private void writeRow(byte[] data, int from, Type type) {
        RowLayout layout = RowLayout.of(type);
        for (int i = 0; i < layout.size(); i++) {
            writeField(data, from, i, layout, type.child(i));
        }
    }

    private void writeField(byte[] data, int from, int field, RowLayout layout, Type type) {
        if (!begin(Nested.bitAt(data, from, field), type)) {
            return;
        }
        if (type.storage() == Storage.BYTES) {
            int start = layout.start(data, from, field);
            writeBytes(data, start, layout.end(data, from, field) - start, type);
        } else {
            writeSlot(data, from + layout.slot(field), type);
        }
    }

    private void writeSlot(byte[] data, int at, Type type) {
        switch (type.storage()) {
            case BOOLEAN -> out.writeBoolean(Nested.booleanAt(data, at));
            case LONG -> writeLong(Nested.longAt(data, at), type);
            case DOUBLE -> writeDouble(Nested.doubleAt(data, at), type);
            default -> writeDecimal(Nested.longAt(data, at), Nested.longAt(data, at + 8));
        }
    }

    /** The elements of an array, or the items of a map, which are rows of key and value; all in one block. */
    private void writeItems(byte[] data, int from, int length, Type type) {
        int count = Nested.count(data, from, length);
        if (count > 0) {
            out.writeLong(count);
        }
        Type item = type.item();
        RowLayout layout = RowLayout.of(type);
        // A count is never NULL, but Flink writes it as if it could be.
        Type value = type.kind() == Kind.MAP ? type.child(1) : Type.INT;
        for (int i = 0; i < count; i++) {
            boolean bytes = item.storage() == Storage.BYTES;
            int start = bytes ? Nested.start(data, from, length, i) : from + i * Nested.width(item.storage());
            if (type.kind() != Kind.ARRAY) {
                if (Nested.bitAt(data, start, 0)) {
                    throw new DataException(
                            "a key of a map is NULL, which format 'avro' cannot hold", "leave such keys out");
                }
                int key = layout.start(data, start, 0);
                out.writeBytes(data, key, layout.end(data, start, 0) - key);
                writeField(data, start, 1, layout, value);
            } else if (begin(Nested.isNull(data, from, length, i), item)) {
                if (bytes) {
                    writeBytes(data, start, Nested.end(data, from, length, i) - start, item);
                } else {
                    writeSlot(data, start, item);
                }
            }
        }
        out.writeLong(0);
    }
}
