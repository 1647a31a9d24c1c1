package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.connect.Table;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;

/** Writes CSV: a header unless it is switched off, NULL as nothing, quotes where they are needed. */
final class CsvEncoder implements Encoder {
    private final Schema schema;
    private final ZoneId zone;
    private final CsvOptions options;
    private final NestedCsvText nested;
    private final boolean lines;
    private final StringBuilder line = new StringBuilder();

    CsvEncoder(Table table, ZoneId zone, CsvOptions options, boolean lines) {
        this.schema = table.schema();
        this.zone = zone;
        this.options = options;
        this.lines = lines;
        this.nested = new NestedCsvText(zone, (char) options.elements());
    }

    @Override
    public void begin(OutputStream output) throws IOException {
        if (options.header() == CsvOptions.Header.FALSE) {
            return;
        }
        for (int i = 0; i < schema.size(); i++) {
            separate(i);
            appendText(schema.column(i).name());
        }
        finish(output);
    }

    @Override
    public void encode(Batch batch, int row, OutputStream output) throws IOException {
        for (int i = 0; i < schema.size(); i++) {
            separate(i);
            Vector vector = batch.column(i);
            Type type = schema.type(i);
            if (vector.isNull(row)) {
                line.append(new String(options.nullLiteral(), StandardCharsets.UTF_8));
            } else if (type.kind().isNested()) {
                BytesVector bytes = (BytesVector) vector.flat();
                appendText(nested.text(bytes.data(), bytes.offset(row), bytes.length(row), type));
            } else if (type.kind().isText()) {
                appendText(ValueText.of(vector, row, type, zone));
            } else if (type.kind().isBytes()) {
                line.append(Base64.getEncoder().encodeToString(((BytesVector) vector.flat()).getBytes(row)));
            } else {
                ValueText.append(line, vector, row, type, zone);
            }
        }
        finish(output);
    }

    private void separate(int column) {
        if (column > 0) {
            line.append((char) options.delimiter());
        }
    }

    private void finish(OutputStream output) throws IOException {
        if (lines) {
            line.append('\n');
        }
        output.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }

    private void appendText(String text) {
        if (options.quote() == CsvOptions.NONE || !needsQuotes(text)) {
            line.append(text);
            return;
        }
        char quote = (char) options.quote();
        line.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == quote || character == options.escape()) {
                line.append(
                        character == quote && options.escape() != CsvOptions.NONE
                                ? (char) options.escape()
                                : character);
            }
            line.append(character);
        }
        line.append(quote);
    }

    private boolean needsQuotes(String text) {
        if (text.isEmpty()
                || text.charAt(0) == '#'
                || text.charAt(0) == ' '
                || text.charAt(text.length() - 1) == ' '
                || text.equals(new String(options.nullLiteral(), StandardCharsets.UTF_8))) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == options.delimiter()
                    || character == options.quote()
                    || character == options.escape()
                    || character == '\n'
                    || character == '\r') {
                return true;
            }
        }
        return false;
    }
}
