package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Writes changes, one a line or message; see {@link DebeziumJsonFormat}. */
final class DebeziumJsonEncoder implements Encoder {
    private final JsonEncoder rows;
    private final boolean lines;
    private final StringBuilder record = new StringBuilder();

    DebeziumJsonEncoder(Table table, ZoneId zone, JsonOptions options, boolean lines) {
        rows = new JsonEncoder(table, zone, options, false);
        this.lines = lines;
    }

    @Override
    public void encode(Batch batch, int row, OutputStream output) throws IOException {
        boolean adds = batch.weight(row) > 0;
        record.append(adds ? "{\"before\":null,\"after\":" : "{\"before\":");
        rows.append(record, batch, row);
        record.append(adds ? ",\"op\":\"c\"}" : ",\"after\":null,\"op\":\"d\"}");
        if (lines) {
            record.append('\n');
        }
        output.write(record.toString().getBytes(StandardCharsets.UTF_8));
        record.setLength(0);
    }
}
