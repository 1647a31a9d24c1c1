package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.connect.Reader;
import io.millrace.core.type.Schema;

/** Reads messages that are one record each; see {@link AvroFormat}. */
final class AvroMessageDecoder implements Decoder {
    private final AvroType writer;
    private final AvroRow row;
    private final boolean json;
    private final AvroInput input = new AvroInput();
    private final AvroOutput translated = new AvroOutput();

    AvroMessageDecoder(Schema wanted, AvroType writer, boolean json) {
        this.writer = writer;
        this.json = json;
        row = new AvroRow(wanted, writer);
    }

    @Override
    public int decode(Chunk chunk, Reader.Rows rows, int maxRows) {
        if (maxRows == 0) {
            return 0;
        }
        int from = chunk.start();
        try {
            if (json) {
                translated.clear();
                AvroJson.read(JsonTree.parse(chunk.data(), from, chunk.end()), writer, translated);
                input.set(translated.data(), 0, translated.length());
            } else {
                input.set(chunk.data(), from, chunk.end());
            }
            row.read(input);
            if (input.remaining() > 0) {
                throw new Broken("has " + input.remaining() + " bytes behind the record");
            }
            row.give(rows.builder());
        } catch (Broken e) {
            rows.error(chunk.data(), from, chunk.end() - from, e.reason(), chunk.offset());
        }
        chunk.takeUntil(chunk.end());
        return 1;
    }
}
