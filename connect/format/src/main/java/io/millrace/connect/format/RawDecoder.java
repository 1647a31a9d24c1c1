package io.millrace.connect.format;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import io.millrace.core.type.Column;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads values that are whole records; see {@link RawFormat}. */
final class RawDecoder implements Decoder {
    private final boolean lines;
    private final boolean wanted;
    private final Column column;
    private final int width;
    private final Charset charset;
    private final ByteOrder order;

    RawDecoder(Format.Request request, Charset charset, ByteOrder order) {
        lines = request.framing() == Format.Framing.FILE;
        wanted = request.columns().length > 0;
        column = request.table().schema().column(0);
        width = RawFormat.width(column.type().kind());
        this.charset = charset;
        this.order = order;
    }

    @Override
    public boolean begin(Chunk chunk) {
        return !column.type().kind().isText() || !charset.equals(StandardCharsets.UTF_8) || ByteOrderMark.skip(chunk);
    }

    @Override
    public int decode(Chunk chunk, Reader.Rows rows, int maxRows) {
        byte[] data = chunk.data();
        int given = 0;
        // A message may be empty and is a record then; behind the last line of a file there is none.
        while (given < maxRows && (chunk.start() < chunk.end() || !lines && given == 0)) {
            int at = chunk.start();
            int stop = lines ? Scan.find(data, at, chunk.end(), (byte) '\n') : chunk.end();
            if (stop == chunk.end() && !chunk.last()) {
                break;
            }
            int length = stop - at - (lines && stop > at && data[stop - 1] == '\r' ? 1 : 0);
            String problem = give(rows.builder(), data, at, length);
            if (problem != null) {
                rows.error(data, at, length, problem, chunk.offset());
            }
            given++;
            chunk.takeUntil(Math.min(stop + 1, chunk.end()));
        }
        return given;
    }

    /** Appends a value; null, or what is wrong with it. */
    private @Nullable String give(BatchBuilder builder, byte[] data, int from, int length) {
        if (width > 0 && length != width) {
            return "column '" + column.name() + "': " + length + " bytes are no "
                    + column.type().sql() + ", which has " + width;
        }
        String problem = wanted ? append(builder, data, from, length) : null;
        if (problem == null) {
            builder.endRow();
        }
        return problem;
    }

    private @Nullable String append(BatchBuilder builder, byte[] data, int from, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(data, from, length).order(order);
        switch (column.type().kind()) {
            case BOOLEAN -> builder.booleans(0).append(bytes.get() != 0);
            case TINYINT -> builder.longs(0).append(bytes.get());
            case SMALLINT -> builder.longs(0).append(bytes.getShort());
            case INT -> builder.longs(0).append(bytes.getInt());
            case BIGINT -> builder.longs(0).append(bytes.getLong());
            case FLOAT -> builder.doubles(0).append(bytes.getFloat());
            case DOUBLE -> builder.doubles(0).append(bytes.getDouble());
            case CHAR, VARCHAR -> {
                return appendText(builder, data, from, length);
            }
            default -> builder.bytes(0).append(data, from, length);
        }
        return null;
    }

    private @Nullable String appendText(BatchBuilder builder, byte[] data, int from, int length) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            try {
                String text = charset.newDecoder()
                        .decode(ByteBuffer.wrap(data, from, length))
                        .toString();
                byte[] written = text.getBytes(StandardCharsets.UTF_8);
                builder.bytes(0).append(written, 0, written.length);
                return null;
            } catch (CharacterCodingException e) {
                return "column '" + column.name() + "' is not valid " + charset.name();
            }
        }
        if (!Utf8.isValid(data, from, from + length)) {
            return "column '" + column.name() + "' is not valid UTF-8";
        }
        builder.bytes(0).append(data, from, length);
        return null;
    }
}
