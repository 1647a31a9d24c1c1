package io.millrace.acceptance.judge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV in which an empty cell is NULL and {@code ""} an empty text. */
final class CsvText {
    private final String text;
    private int at;

    private CsvText(String text) {
        this.text = text;
    }

    /** All rows, the header too. */
    static List<List<@Nullable String>> read(String text) {
        CsvText reader = new CsvText(text);
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (reader.at < text.length()) {
            rows.add(reader.row());
        }
        return rows;
    }

    private List<@Nullable String> row() {
        List<@Nullable String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            boolean more = at < text.length() && text.charAt(at) == ',';
            at++;
            if (!more) {
                return cells;
            }
        }
    }

    private @Nullable String cell() {
        StringBuilder cell = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        boolean inside = quoted;
        at += quoted ? 1 : 0;
        while (at < text.length() && (inside || (text.charAt(at) != ',' && text.charAt(at) != '\n'))) {
            if (!inside || text.charAt(at) != '"') {
                cell.append(text.charAt(at));
            } else if (text.startsWith("\"\"", at)) {
                cell.append('"');
                at++;
            } else {
                inside = false;
            }
            at++;
        }
        return quoted || cell.length() > 0 ? cell.toString() : null;
    }
}
