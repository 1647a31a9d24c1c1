package io.millrace.acceptance.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The CSV of golden files: an empty cell is NULL, {@code ""} an empty text. */
final class CsvRows {
    private final String text;
    private int at;

    private CsvRows(String text) {
        this.text = text;
    }

    /** All rows, the header too. */
    static List<List<@Nullable String>> read(String text) {
        CsvRows reader = new CsvRows(text);
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (reader.at < text.length()) {
            rows.add(reader.row());
        }
        return rows;
    }

    /** The rows that are left after changes like {@code 2 -D a,b}. */
    static List<List<@Nullable String>> left(String changes) {
        TreeMap<String, Integer> weights = new TreeMap<>();
        changes.lines().forEach(line -> {
            String[] parts = line.split(" ", 3);
            weights.merge(parts[2], parts[1].startsWith("+") ? 1 : -1, Integer::sum);
        });
        List<List<@Nullable String>> rows = new ArrayList<>();
        weights.forEach((row, weight) -> {
            for (int i = 0; i < weight; i++) {
                rows.addAll(read(row + "\n"));
            }
        });
        return rows;
    }

    static String line(List<@Nullable String> row) {
        return row.stream().map(CsvRows::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(@Nullable String cell) {
        if (cell == null) {
            return "";
        }
        boolean plain = !cell.isEmpty() && cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
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
