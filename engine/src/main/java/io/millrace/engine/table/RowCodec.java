package io.millrace.engine.table;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import java.nio.ByteBuffer;

/** Whole rows as bytes: for rows that travel or wait alone. Big endian; one byte a column says whether it is NULL. */
public final class RowCodec {
    private RowCodec() {}

    /** Writes the columns of one row. */
    public static ByteBuffer write(Vector[] columns, int count, int row, ByteBuffer out) {
        ByteBuffer buffer = out;
        for (int c = 0; c < count; c++) {
            Vector vector = columns[c].flat();
            buffer = ensure(buffer, 17);
            if (vector.isNull(row)) {
                buffer.put((byte) 0);
                continue;
            }
            buffer.put((byte) 1);
            if (vector instanceof LongVector longs) {
                buffer.putLong(longs.get(row));
            } else if (vector instanceof DoubleVector doubles) {
                buffer.putDouble(doubles.get(row));
            } else if (vector instanceof BooleanVector booleans) {
                buffer.put((byte) (booleans.get(row) ? 1 : 0));
            } else if (vector instanceof DecimalVector decimals) {
                buffer.putLong(decimals.high()[row]).putLong(decimals.low()[row]);
            } else {
                BytesVector bytes = (BytesVector) vector;
                int length = bytes.length(row);
                buffer = ensure(buffer, 4 + length);
                buffer.putInt(length).put(bytes.data(), bytes.offset(row), length);
            }
        }
        return buffer;
    }

    private static ByteBuffer ensure(ByteBuffer buffer, int more) {
        if (buffer.remaining() >= more) {
            return buffer;
        }
        ByteBuffer bigger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + more));
        return bigger.put(buffer.flip());
    }

    /** Appends one row's columns, from column 0 on; ends no row. */
    public static void read(ByteBuffer in, int count, BatchBuilder out) {
        for (int c = 0; c < count; c++) {
            Vector.Writable column = out.column(c);
            if (in.get() == 0) {
                column.appendNull();
            } else if (column instanceof LongVector longs) {
                longs.append(in.getLong());
            } else if (column instanceof DoubleVector doubles) {
                doubles.append(in.getDouble());
            } else if (column instanceof BooleanVector booleans) {
                booleans.append(in.get() != 0);
            } else if (column instanceof DecimalVector decimals) {
                decimals.append(in.getLong(), in.getLong());
            } else {
                int length = in.getInt();
                ((BytesVector) column).append(in.array(), in.arrayOffset() + in.position(), length);
                in.position(in.position() + length);
            }
        }
    }
}
