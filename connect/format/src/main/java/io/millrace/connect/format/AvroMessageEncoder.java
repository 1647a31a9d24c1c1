package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.batch.Batch;
import io.millrace.core.error.Check;
import io.millrace.core.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes messages that are one record each; see {@link AvroFormat}. */
final class AvroMessageEncoder implements Encoder {
    private final AvroType type;
    private final boolean json;
    private final AvroOutput record = new AvroOutput();
    private final AvroRowWriter writer;
    private final AvroInput written = new AvroInput();
    private final StringBuilder text = new StringBuilder();

    AvroMessageEncoder(Schema schema, AvroType type, boolean json) {
        this.type = type;
        this.json = json;
        writer = new AvroRowWriter(schema, record);
    }

    @Override
    public void encode(Batch batch, int row, OutputStream output) throws IOException {
        record.clear();
        writer.write(batch, row);
        if (!json) {
            output.write(record.data(), 0, record.length());
            return;
        }
        written.set(record.data(), 0, record.length());
        text.setLength(0);
        try {
            AvroJson.write(written, type, text);
        } catch (Broken e) {
            Check.that(false, "what was just written cannot be read", e.reason());
        }
        output.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
