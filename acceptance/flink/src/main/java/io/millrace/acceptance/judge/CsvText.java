package io.millrace.acceptance.judge;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV in which an empty cell is NULL and {@code ""} an empty text, row by row. */
final class CsvText {
    private static final int END = -1;

    private final BufferedReader reader;
    private int next;

    CsvText(BufferedReader reader) throws IOException {
        this.reader = reader;
        next = reader.read();
    }

    /** The next row, the header being the first; null when there is none any more. */
    @Nullable List<@Nullable String> row() throws IOException {
        if (next == END) {
            return null;
        }
        List<@Nullable String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            boolean more = next == ',';
            next = reader.read();
            if (!more) {
                return cells;
            }
        }
    }

    private @Nullable String cell() throws IOException {
        StringBuilder cell = new StringBuilder();
        boolean quoted = next == '"';
        boolean inside = quoted;
        next = quoted ? reader.read() : next;
        while (next != END && (inside || (next != ',' && next != '\n'))) {
            int read = next;
            next = reader.read();
            if (!inside || read != '"') {
                cell.append((char) read);
            } else if (next == '"') {
                cell.append('"');
                next = reader.read();
            } else {
                inside = false;
            }
        }
        return quoted || cell.length() > 0 ? cell.toString() : null;
    }
}
