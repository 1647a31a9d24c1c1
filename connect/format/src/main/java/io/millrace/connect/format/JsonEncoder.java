package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.connect.Table;
import io.millrace.core.nested.NestedText;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;

/** Writes one object a line or message, every column a field; NaN and infinities, which JSON has not, as text. */
final class JsonEncoder implements Encoder {
    private final Schema schema;
    private final ZoneId zone;
    private final JsonOptions options;
    private final NestedText nested;
    private final boolean lines;
    private final StringBuilder line = new StringBuilder();

    JsonEncoder(Table table, ZoneId zone, JsonOptions options, boolean lines) {
        this.schema = table.schema();
        this.zone = zone;
        this.options = options;
        this.lines = lines;
        this.nested = new NestedText(zone, true, options.isoTimestamps());
    }

    @Override
    public void encode(Batch batch, int row, OutputStream output) throws IOException {
        append(line, batch, row);
        if (lines) {
            line.append('\n');
        }
        output.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }

    /** Appends the object of a row. */
    void append(StringBuilder line, Batch batch, int row) {
        for (int i = 0; i < schema.size(); i++) {
            line.append(i == 0 ? '{' : ',');
            NestedText.quote(line, schema.column(i).name());
            line.append(':');
            appendValue(line, batch.column(i), row, schema.type(i));
        }
        line.append(schema.size() == 0 ? "{}" : "}");
    }

    private void appendValue(StringBuilder line, Vector vector, int row, Type type) {
        if (vector.isNull(row)) {
            line.append("null");
            return;
        }
        switch (type.kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, VARIANT ->
                ValueText.append(line, vector, row, type, zone);
            case FLOAT, DOUBLE -> {
                boolean finite = Double.isFinite(((DoubleVector) vector.flat()).get(row));
                line.append(finite ? "" : "\"");
                ValueText.append(line, vector, row, type, zone);
                line.append(finite ? "" : "\"");
            }
            case BINARY, VARBINARY ->
                NestedText.quote(line, Base64.getEncoder().encodeToString(((BytesVector) vector.flat()).getBytes(row)));
            case ARRAY, MAP, MULTISET, ROW -> {
                BytesVector bytes = (BytesVector) vector.flat();
                nested.append(line, bytes.data(), bytes.offset(row), bytes.length(row), type);
            }
            case TIMESTAMP, TIMESTAMP_LTZ -> {
                String moment = ValueText.of(vector, row, type, zone);
                NestedText.quote(line, options.isoTimestamps() ? moment.replace(' ', 'T') : moment);
            }
            default -> NestedText.quote(line, ValueText.of(vector, row, type, zone));
        }
    }
}
