package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.connect.Reader;
import io.millrace.core.error.Check;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object container file of Avro; see {@link AvroFormat}. Records stand in blocks, so that how far it is inside
 * one belongs to where it is. What follows a broken block is found by the mark that stands behind every block.
 */
final class AvroFileDecoder implements Decoder {
    private static final long SEARCHING = -1;

    private final Schema wanted;
    private final AvroInput input = new AvroInput();
    private byte[] sync = new byte[0];
    private AvroCodec codec = AvroCodec.NULL;
    private @Nullable AvroRow row;
    private @Nullable Block block;
    /** How many records of the block at the front were given, or that its beginning is still being searched. */
    private long inside;

    /** A block that was unpacked. Its records are read in order. */
    private static final class Block {
        final long offset;
        final long records;
        /** How many bytes it has in the file. */
        final int bytes;

        long read;

        Block(long offset, long records, int bytes) {
            this.offset = offset;
            this.records = records;
            this.bytes = bytes;
        }
    }

    AvroFileDecoder(Schema wanted) {
        this.wanted = wanted;
    }

    @Override
    public boolean begin(Chunk chunk) {
        if (chunk.start() == chunk.end()) {
            return chunk.last();
        }
        int head = Math.min(AvroFileEncoder.MAGIC.length, chunk.end() - chunk.start());
        if (!Arrays.equals(chunk.data(), chunk.start(), chunk.start() + head, AvroFileEncoder.MAGIC, 0, head)) {
            throw notAvro("does not begin as one does");
        }
        input.set(chunk.data(), chunk.start(), chunk.end());
        try {
            readHeader();
        } catch (Broken e) {
            if (e.isCut() && !chunk.last()) {
                return false;
            }
            throw notAvro(e.reason());
        }
        chunk.takeUntil(input.position());
        return true;
    }

    private static ConnectorException notAvro(String reason) {
        return new ConnectorException("it is no Avro file: it " + reason, "check 'path' and 'format'");
    }

    private void readHeader() throws Broken {
        input.skip(AvroFileEncoder.MAGIC.length);
        byte[] schema = null;
        String codecName = "";
        for (int count = input.readCount(); count > 0; count = input.readCount()) {
            for (int i = 0; i < count; i++) {
                int length = input.readLength();
                String key = new String(input.data(), input.skip(length), length, StandardCharsets.UTF_8);
                int size = input.readLength();
                int from = input.skip(size);
                if (key.equals("avro.schema")) {
                    schema = Arrays.copyOfRange(input.data(), from, from + size);
                } else if (key.equals("avro.codec")) {
                    codecName = new String(input.data(), from, size, StandardCharsets.UTF_8);
                }
            }
        }
        int mark = input.skip(AvroFileEncoder.SYNC_BYTES);
        sync = Arrays.copyOfRange(input.data(), mark, mark + AvroFileEncoder.SYNC_BYTES);
        if (schema == null) {
            throw new Broken("has no schema");
        }
        codec = AvroCodec.named(codecName);
        row = new AvroRow(wanted, AvroSchemaText.parse(schema));
    }

    @Override
    public long inside() {
        return inside;
    }

    @Override
    public void resume(long inside) {
        this.inside = inside;
    }

    @Override
    public int decode(Chunk chunk, Reader.Rows rows, int maxRows) {
        int given = 0;
        while (given < maxRows && chunk.start() < chunk.end()) {
            if (inside == SEARCHING) {
                if (!skip(chunk)) {
                    break;
                }
                continue;
            }
            Block current = block;
            if (current == null || current.offset != chunk.offset()) {
                try {
                    current = open(chunk);
                } catch (Broken e) {
                    if (e.isCut() && !chunk.last()) {
                        break;
                    }
                    given += reject(chunk, rows, e);
                    continue;
                }
            }
            given += read(current, chunk, rows, maxRows - given);
        }
        return given;
    }

    /** Gives up the block at the front. */
    private int reject(Chunk chunk, Reader.Rows rows, Broken reason) {
        rows.error(
                chunk.data(),
                chunk.start(),
                chunk.end() - chunk.start(),
                "the block " + reason.reason(),
                chunk.offset());
        block = null;
        inside = SEARCHING;
        // What made it broken may be the mark itself, which then does not count.
        chunk.takeUntil(chunk.start() + 1);
        return 1;
    }

    private Block open(Chunk chunk) throws Broken {
        Check.that(row != null, "a file is decoded before it was begun");
        input.set(chunk.data(), chunk.start(), chunk.end());
        long records = input.readLong();
        int size = input.readLength();
        int from = input.skip(size);
        int mark = input.skip(AvroFileEncoder.SYNC_BYTES);
        if (records < 0 || !Arrays.equals(chunk.data(), mark, mark + sync.length, sync, 0, sync.length)) {
            throw new Broken("has no end where it says");
        }
        Block opened = new Block(chunk.offset(), records, input.position() - chunk.start());
        byte[] unpacked = codec.unpack(chunk.data(), from, size);
        input.set(unpacked, 0, unpacked.length);
        block = opened;
        AvroRow reader = row;
        for (; opened.read < inside && reader != null; opened.read++) {
            reader.skip(input);
        }
        return opened;
    }

    private int read(Block current, Chunk chunk, Reader.Rows rows, int maxRows) {
        AvroRow reader = row;
        int given = 0;
        while (given < maxRows && current.read < current.records && reader != null) {
            int from = input.position();
            try {
                reader.read(input);
                reader.give(rows.builder());
            } catch (Broken e) {
                rejectRecord(reader, current, from, e, rows);
            }
            current.read++;
            given++;
        }
        inside = current.read;
        if (current.read == current.records) {
            block = null;
            inside = 0;
            chunk.takeUntil(chunk.start() + current.bytes);
        }
        return given;
    }

    /** Passes over a record with a value that does not fit; when that cannot be, the rest of the block is lost. */
    private void rejectRecord(AvroRow reader, Block current, int from, Broken reason, Reader.Rows rows) {
        input.seek(from);
        String message = reason.reason();
        try {
            reader.skip(input);
        } catch (Broken e) {
            message = "the block " + e.reason() + ": " + (current.records - current.read) + " rows are lost";
            current.read = current.records - 1;
            input.seek(from);
            rows.error(input.data(), from, input.remaining(), message, current.offset);
            return;
        }
        rows.error(input.data(), from, input.position() - from, message, current.offset);
    }

    @Override
    public boolean skip(Chunk chunk) {
        byte[] data = chunk.data();
        int last = chunk.end() - AvroFileEncoder.SYNC_BYTES;
        block = null;
        for (int at = chunk.start(); at <= last && sync.length > 0; at++) {
            if (data[at] == sync[0] && Arrays.equals(data, at, at + sync.length, sync, 0, sync.length)) {
                chunk.takeUntil(at + sync.length);
                inside = 0;
                return true;
            }
        }
        inside = SEARCHING;
        chunk.takeUntil(chunk.last() ? chunk.end() : Math.max(chunk.start(), last + 1));
        return false;
    }
}
