package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.type.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Writes values as whole records; see {@link RawFormat}. */
final class RawEncoder implements Encoder {
    private final Type type;
    private final Charset charset;
    private final boolean lines;
    private final ByteBuffer number;

    RawEncoder(Type type, Charset charset, ByteOrder order, boolean lines) {
        this.type = type;
        this.charset = charset;
        this.lines = lines;
        number = ByteBuffer.allocate(8).order(order);
    }

    @Override
    public void encode(Batch batch, int row, OutputStream output) throws IOException {
        if (!batch.column(0).isNull(row)) {
            write(batch, row, output);
        }
        if (lines) {
            output.write('\n');
        }
    }

    private void write(Batch batch, int row, OutputStream output) throws IOException {
        number.clear();
        switch (type.kind()) {
            case BOOLEAN -> number.put((byte) (batch.booleans(0).get(row) ? 1 : 0));
            case TINYINT -> number.put((byte) batch.longs(0).get(row));
            case SMALLINT -> number.putShort((short) batch.longs(0).get(row));
            case INT -> number.putInt((int) batch.longs(0).get(row));
            case BIGINT -> number.putLong(batch.longs(0).get(row));
            case FLOAT -> number.putFloat((float) batch.doubles(0).get(row));
            case DOUBLE -> number.putDouble(batch.doubles(0).get(row));
            default -> {
                BytesVector bytes = batch.bytes(0);
                int from = bytes.offset(row);
                int length = bytes.length(row);
                if (type.kind().isText() && !charset.equals(StandardCharsets.UTF_8)) {
                    output.write(new String(bytes.data(), from, length, StandardCharsets.UTF_8).getBytes(charset));
                } else {
                    output.write(bytes.data(), from, length);
                }
            }
        }
        output.write(number.array(), 0, number.position());
    }
}
