package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Writes an object container file of Avro, its rows in blocks; see {@link AvroFormat}. */
final class AvroFileEncoder implements Encoder {
    static final byte[] MAGIC = {'O', 'b', 'j', 1};
    static final int SYNC_BYTES = 16;
    private static final int BLOCK_BYTES = 64_000;

    private final byte[] schema;
    private final byte[] codecName;
    private final AvroCodec codec;
    /** What follows each block: the same for the same schema, so that the same rows are the same file. */
    private final byte[] sync;

    private final AvroOutput block = new AvroOutput();
    private final AvroRowWriter rows;
    private long count;

    AvroFileEncoder(Schema schema, String json, String codec) {
        this.schema = json.getBytes(StandardCharsets.UTF_8);
        codecName = codec.getBytes(StandardCharsets.UTF_8);
        this.codec = AvroCodec.named(codec);
        sync = sync(this.schema);
        rows = new AvroRowWriter(schema, block);
    }

    private static byte[] sync(byte[] schema) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(schema);
            return Arrays.copyOf(hash, SYNC_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    @Override
    public void begin(OutputStream output) throws IOException {
        AvroOutput header = new AvroOutput();
        header.writeFixed(MAGIC, 0, MAGIC.length);
        header.writeLong(2);
        writeEntry(header, "avro.schema", schema);
        writeEntry(header, "avro.codec", codecName);
        header.writeLong(0);
        header.writeFixed(sync, 0, sync.length);
        output.write(header.data(), 0, header.length());
    }

    private static void writeEntry(AvroOutput header, String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        header.writeBytes(name, 0, name.length);
        header.writeBytes(value, 0, value.length);
    }

    @Override
    public void encode(Batch batch, int row, OutputStream output) throws IOException {
        rows.write(batch, row);
        end(output);
    }

    @Override
    public void write(byte[] message, OutputStream output) throws IOException {
        block.writeFixed(message, 0, message.length);
        end(output);
    }

    private void end(OutputStream output) throws IOException {
        count++;
        if (block.length() >= BLOCK_BYTES) {
            flush(output);
        }
    }

    @Override
    public void flush(OutputStream output) throws IOException {
        if (count == 0) {
            return;
        }
        byte[] packed = codec.pack(block.data(), block.length());
        AvroOutput head = new AvroOutput();
        head.writeLong(count);
        head.writeLong(packed.length);
        output.write(head.data(), 0, head.length());
        output.write(packed);
        output.write(sync);
        block.clear();
        count = 0;
    }
}
