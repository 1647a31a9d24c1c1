package io.millrace.cli.output;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns for people; numbers to the right, NULL as {@code <NULL>}. Control characters are shown as escapes, so
 * that data cannot drive the terminal.
 */
final class TableRows implements RowFormat {
    private static final String NULL = "<NULL>";

    private final Schema schema;
    private final boolean withOp;
    private final boolean waitsForAll;
    private final Printing printing;
    private final ZoneId zone;
    private final boolean[] right;
    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    /**
     * @param waitsForAll whether to print at the end, so that every column is as wide as its widest value; otherwise
     *     rows are printed as they come and the widths are guessed from the types
     */
    TableRows(Schema schema, boolean withOp, boolean waitsForAll, Printing printing) {
        this.schema = schema;
        this.withOp = withOp;
        this.waitsForAll = waitsForAll;
        this.printing = printing;
        this.zone = printing.zone();
        right = new boolean[schema.size()];
        widths = new int[schema.size()];
        for (int i = 0; i < schema.size(); i++) {
            right[i] = schema.type(i).kind().isNumeric();
            int name = DisplayWidth.of(visible(schema.column(i).name()));
            widths[i] = waitsForAll ? name : Math.max(name, usualWidth(schema.type(i)));
        }
    }

    private static int usualWidth(Type type) {
        Kind kind = type.kind();
        return switch (kind) {
            case BOOLEAN, TINYINT, SMALLINT -> 6;
            case INT, BIGINT -> 11;
            case FLOAT, DOUBLE -> 18;
            case DECIMAL -> Math.min(type.precision(), 18) + 2;
            case DATE -> 10;
            case TIME -> 12;
            case TIMESTAMP -> 20 + type.precision();
            case TIMESTAMP_LTZ -> 26 + type.precision();
            default -> 20;
        };
    }

    @Override
    public void begin() {
        if (!waitsForAll) {
            head();
        }
    }

    @Override
    public void row(Op op, Batch batch, int row) {
        String[] texts = new String[schema.size()];
        StringBuilder cell = new StringBuilder();
        for (int i = 0; i < schema.size(); i++) {
            Vector column = batch.column(i);
            if (column.isNull(row)) {
                texts[i] = NULL;
            } else {
                cell.setLength(0);
                ValueText.append(cell, column, row, schema.type(i), zone);
                texts[i] = visible(cell);
                if (texts[i].equals(NULL)) {
                    texts[i] = "'" + NULL + "'";
                }
            }
        }
        if (waitsForAll) {
            rows.add(texts);
            for (int i = 0; i < schema.size(); i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(texts[i]));
            }
        } else {
            print(op.sign(), texts);
        }
    }

    @Override
    public void end() {
        if (waitsForAll) {
            head();
            rows.forEach(texts -> print("", texts));
            rows.clear();
        }
    }

    private void head() {
        String[] names = new String[schema.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = visible(schema.column(i).name());
        }
        print("op", names);
        line.setLength(0);
        if (withOp) {
            line.append("----").append(schema.size() == 0 ? "" : "+");
        }
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
        }
        printing.lines().add(line.append('\n'));
    }

    private void print(String op, String[] texts) {
        line.setLength(0);
        if (withOp) {
            line.append(' ').append(op).append(texts.length == 0 ? "" : " |");
        }
        for (int i = 0; i < texts.length; i++) {
            line.append(i == 0 ? " " : "| ");
            int gap = Math.max(0, widths[i] - DisplayWidth.of(texts[i]));
            boolean dim = printing.colored() && texts[i].equals(NULL);
            line.append(right[i] ? " ".repeat(gap) : "");
            line.append(dim ? "\u001b[2m" : "").append(texts[i]).append(dim ? "\u001b[0m" : "");
            line.append(right[i] || i == texts.length - 1 ? "" : " ".repeat(gap));
            line.append(i == texts.length - 1 ? "" : " ");
        }
        printing.lines().add(line.append('\n'));
    }

    /** The text with control characters as escapes. */
    static String visible(CharSequence text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029;
            if (control && shown == null) {
                shown = new StringBuilder().append(text, 0, i);
            }
            if (shown == null) {
                continue;
            }
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (control) {
                        shown.append(String.format("\\u%04x", (int) c));
                    } else {
                        shown.append(c);
                    }
                }
            }
        }
        return shown == null ? text.toString() : shown.toString();
    }
}
