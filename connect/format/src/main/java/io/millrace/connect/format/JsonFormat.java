package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.Table;
import java.time.ZoneId;
import java.util.List;

/**
 * JSON objects: one a line in files, one a message elsewhere. Fields are columns by name, first as written, then in any
 * case; a missing field and {@code null} are NULL, of a repeated field the last one counts. A text column takes any
 * value as its JSON text. Fields that are not wanted are checked for their structure and for control characters, not
 * for the syntax of numbers or UTF-8.
 */
public final class JsonFormat implements Format {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<Option> options() {
        return JsonOptions.DECLARED;
    }

    @Override
    public Decoder decoder(Request request) {
        return new JsonDecoder(request, JsonOptions.of(request.table().options()));
    }

    @Override
    public Encoder encoder(Table table, ZoneId zone, Framing framing) {
        return new JsonEncoder(table, zone, JsonOptions.of(table.options()), framing == Framing.FILE);
    }
}
