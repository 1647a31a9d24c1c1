package io.millrace.cli.output;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import java.time.ZoneId;

/** RFC 4180 with a header line; nothing for NULL, {@code ""} for an empty text. Lines end as everywhere on Unix. */
final class CsvRows implements RowFormat {
    private final Schema schema;
    private final boolean withOp;
    private final Lines lines;
    private final ZoneId zone;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder cell = new StringBuilder();

    CsvRows(Schema schema, boolean withOp, Printing printing) {
        this.schema = schema;
        this.withOp = withOp;
        this.lines = printing.lines();
        this.zone = printing.zone();
    }

    @Override
    public void begin() {
        line.setLength(0);
        if (withOp) {
            line.append("op");
        }
        for (int i = 0; i < schema.size(); i++) {
            if (i > 0 || withOp) {
                line.append(',');
            }
            quote(schema.column(i).name());
        }
        lines.add(line.append('\n'));
    }

    @Override
    public void row(Op op, Batch batch, int row) {
        line.setLength(0);
        if (withOp) {
            line.append(op.sign());
        }
        for (int i = 0; i < schema.size(); i++) {
            if (i > 0 || withOp) {
                line.append(',');
            }
            Vector column = batch.column(i);
            if (!column.isNull(row)) {
                cell.setLength(0);
                ValueText.append(cell, column, row, schema.type(i), zone);
                quote(cell);
            }
        }
        lines.add(line.append('\n'));
    }

    private void quote(CharSequence value) {
        int length = value.length();
        boolean quoted = length == 0;
        for (int i = 0; i < length && !quoted; i++) {
            char c = value.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        if (!quoted) {
            line.append(value);
            return;
        }
        line.append('"');
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c == '"') {
                line.append('"');
            }
            line.append(c);
        }
        line.append('"');
    }
}
