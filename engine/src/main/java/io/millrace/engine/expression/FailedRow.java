package io.millrace.engine.expression;

import io.millrace.core.batch.Vector;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import java.time.ZoneId;

/** A row that cannot be computed, in words: enough of it to find it. */
final class FailedRow {
    private static final int MOST_COLUMNS = 6;
    private static final int MOST_CHARACTERS = 40;

    private final Schema schema;
    private final ZoneId zone;

    FailedRow(Schema schema, ZoneId zone) {
        this.schema = schema;
        this.zone = zone;
    }

    /**
     * The columns by name with their values, in brackets, with a blank in front; empty when there are none.
     *
     * @param columns which ones, by position
     */
    String text(Vector[] row, int[] columns, int index) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (int column : columns) {
            String name = schema.column(column).name();
            if (name.startsWith("$")) {
                continue;
            }
            if (shown++ == MOST_COLUMNS) {
                text.append(", …");
                break;
            }
            text.append(text.length() == 0 ? " (row: " : ", ").append(name).append(" = ");
            append(text, row[column], index, column);
        }
        return text.length() == 0 ? "" : text.append(')').toString();
    }

    private void append(StringBuilder text, Vector vector, int row, int column) {
        if (vector.isNull(row)) {
            text.append("NULL");
            return;
        }
        String value = ValueText.of(vector, row, schema.type(column), zone);
        int length = value.codePointCount(0, value.length());
        boolean quoted = !schema.type(column).kind().isNumeric();
        text.append(quoted ? "'" : "")
                .append(length > MOST_CHARACTERS ? value.substring(0, value.offsetByCodePoints(0, 30)) + "…" : value)
                .append(quoted ? "'" : "");
    }
}
