package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Writes and reads the values of rows that have a model of their own. */
final class StoredKeys {
    private final List<Storage> storages;

    StoredKeys(List<Type> types) {
        storages = types.stream().map(Type::storage).toList();
    }

    /** What the values are. */
    void writeTypes(DataOutput out) throws IOException {
        out.writeByte(storages.size());
        for (Storage storage : storages) {
            out.writeUTF(storage.name());
        }
    }

    /** @throws IOException when the values are others than these */
    void checkTypes(DataInput in) throws IOException {
        int count = in.readUnsignedByte();
        boolean same = count == storages.size();
        for (int i = 0; same && i < count; i++) {
            same = in.readUTF().equals(storages.get(i).name());
        }
        if (!same) {
            throw new IOException("its models are told apart by other columns");
        }
    }

    static void write(Vector vector, int row, DataOutput out) throws IOException {
        out.writeBoolean(vector.isNull(row));
        if (vector.isNull(row)) {
            return;
        }
        if (vector instanceof LongVector longs) {
            out.writeLong(longs.get(row));
        } else if (vector instanceof DoubleVector doubles) {
            out.writeDouble(doubles.get(row));
        } else if (vector instanceof BooleanVector booleans) {
            out.writeBoolean(booleans.get(row));
        } else if (vector instanceof BytesVector texts) {
            out.writeInt(texts.length(row));
            out.write(texts.data(), texts.offset(row), texts.length(row));
        } else {
            DecimalVector decimals = (DecimalVector) vector;
            out.writeLong(decimals.high()[row]);
            out.writeLong(decimals.low()[row]);
        }
    }

    /** The values of one model, as a batch of one row. */
    Batch read(DataInput in) throws IOException {
        Vector[] columns = new Vector[storages.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = value(storages.get(i), in);
        }
        return new Batch(columns, 1);
    }

    private static Vector value(Storage storage, DataInput in) throws IOException {
        Vector.Writable vector = Vector.create(storage, 1);
        if (in.readBoolean()) {
            vector.appendNull();
        } else if (vector instanceof LongVector longs) {
            longs.append(in.readLong());
        } else if (vector instanceof DoubleVector doubles) {
            doubles.append(in.readDouble());
        } else if (vector instanceof BooleanVector booleans) {
            booleans.append(in.readBoolean());
        } else if (vector instanceof BytesVector texts) {
            byte[] text = StoredBytes.bytes(in, in.readInt());
            texts.append(text, 0, text.length);
        } else {
            ((DecimalVector) vector).append(in.readLong(), in.readLong());
        }
        return vector.vector();
    }
}
