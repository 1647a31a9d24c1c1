package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.Table;
import java.time.ZoneId;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them. Nothing between two delimiters is NULL, {@code ""} is the empty text.
 * With a header line columns are found by name, first as written, then in any case; without, by position. Empty lines
 * are left out.
 */
public final class CsvFormat implements Format {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<Option> options() {
        return CsvOptions.DECLARED;
    }

    @Override
    public Decoder decoder(Request request) {
        return new CsvDecoder(request, CsvOptions.of(request.table().options()));
    }

    @Override
    public Encoder encoder(Table table, ZoneId zone, Framing framing) {
        return new CsvEncoder(table, zone, CsvOptions.of(table.options()), framing == Framing.FILE);
    }
}
