package io.millrace.server;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some columns of a row as bytes: equal exactly when the values are. */
final class RowKey {
    private final byte[] bytes;
    private final int hash;

    private RowKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** The key of a row over the given columns. */
    static RowKey of(Batch batch, int row, int[] columns) {
        int length = 0;
        for (int column : columns) {
            length += lengthOf(batch.column(column).flat(), row);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (int column : columns) {
            put(buffer, batch.column(column).flat(), row);
        }
        return new RowKey(buffer.array());
    }

    private static int lengthOf(Vector vector, int row) {
        if (vector.isNull(row)) {
            return 1;
        }
        if (vector instanceof BytesVector bytes) {
            return 5 + bytes.length(row);
        }
        return vector instanceof DecimalVector ? 17 : vector instanceof BooleanVector ? 2 : 9;
    }

    private static void put(ByteBuffer buffer, Vector vector, int row) {
        if (vector.isNull(row)) {
            buffer.put((byte) 0);
            return;
        }
        buffer.put((byte) 1);
        if (vector instanceof BytesVector text) {
            buffer.putInt(text.length(row)).put(text.data(), text.offset(row), text.length(row));
        } else if (vector instanceof LongVector longs) {
            buffer.putLong(longs.get(row));
        } else if (vector instanceof DoubleVector doubles) {
            buffer.putDouble(doubles.get(row) + 0.0);
        } else if (vector instanceof BooleanVector booleans) {
            buffer.put((byte) (booleans.get(row) ? 1 : 0));
        } else if (vector instanceof DecimalVector decimals) {
            buffer.putLong(decimals.high()[row]).putLong(decimals.low()[row]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
