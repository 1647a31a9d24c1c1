package io.millrace.cli.output;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import java.time.ZoneId;

/**
 * One object a line. Numbers and booleans are JSON's own, NaN and infinities and everything else are strings as in CSV.
 */
final class JsonRows implements RowFormat {
    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private final Schema schema;
    private final boolean withOp;
    private final Lines lines;
    private final ZoneId zone;
    private final String[] names;
    private final boolean[] bare;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder cell = new StringBuilder();

    JsonRows(Schema schema, boolean withOp, Printing printing) {
        this.schema = schema;
        this.withOp = withOp;
        this.lines = printing.lines();
        this.zone = printing.zone();
        names = new String[schema.size()];
        bare = new boolean[schema.size()];
        for (int i = 0; i < names.length; i++) {
            string(schema.column(i).name());
            names[i] = line.append(':').toString();
            line.setLength(0);
            Kind kind = schema.type(i).kind();
            bare[i] = kind.isNumeric() || kind == Kind.BOOLEAN || kind == Kind.VARIANT || kind.isNested();
        }
    }

    @Override
    public void begin() {}

    @Override
    public void row(Op op, Batch batch, int row) {
        line.setLength(0);
        line.append('{');
        if (withOp) {
            line.append("\"op\":\"").append(op.sign()).append('"');
        }
        for (int i = 0; i < schema.size(); i++) {
            if (i > 0 || withOp) {
                line.append(',');
            }
            line.append(names[i]);
            Vector column = batch.column(i);
            if (column.isNull(row)) {
                line.append("null");
                continue;
            }
            cell.setLength(0);
            ValueText.append(cell, column, row, schema.type(i), zone);
            if (bare[i] && isJson(cell)) {
                line.append(cell);
            } else {
                string(cell);
            }
        }
        lines.add(line.append("}\n"));
    }

    /** Whether the text of a number or boolean is JSON too: all are but NaN, Infinity and -Infinity. */
    private static boolean isJson(CharSequence text) {
        char first = text.charAt(0);
        return first != 'N' && first != 'I' && !(first == '-' && text.length() > 1 && text.charAt(1) == 'I');
    }

    private void string(CharSequence value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append("\\u00").append(HEXADECIMAL[c >> 4]).append(HEXADECIMAL[c & 15]);
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
