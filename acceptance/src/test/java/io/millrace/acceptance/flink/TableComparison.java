package io.millrace.acceptance.flink;

import io.millrace.acceptance.flink.Answer.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Final tables side by side: DOUBLE within 1e-9 of the larger, FLOAT within 1e-6, everything else to the letter, rows in
 * any order.
 *
 * @param columns those of Millrace
 * @param rows those of Millrace
 */
record TableComparison(List<@Nullable String> columns, List<List<@Nullable String>> rows) {
    /**
     * What is different, empty if nothing is.
     *
     * @param ordered whether rows have to be in the same order
     */
    String differences(Table flink, boolean ordered) {
        StringBuilder text = new StringBuilder();
        if (!columns.equals(flink.names())) {
            text.append("columns: ")
                    .append(columns)
                    .append("\nFlink:   ")
                    .append(flink.names())
                    .append('\n');
        }
        List<List<@Nullable String>> missing = new ArrayList<>(rows);
        List<List<@Nullable String>> extra = new ArrayList<>();
        for (List<@Nullable String> row : flink.rows()) {
            int place = place(missing, row, flink.types());
            if (place < 0) {
                extra.add(row);
            } else {
                missing.remove(place);
            }
        }
        Stream.of(missing, extra)
                .forEach(lines -> lines.stream()
                        .map(CsvRows::line)
                        .sorted()
                        .forEach(line -> text.append(lines == missing ? "Millrace: " : "Flink:    ")
                                .append(line)
                                .append('\n')));
        if (text.isEmpty() && ordered) {
            for (int i = 0; i < rows.size(); i++) {
                if (!equal(rows.get(i), flink.rows().get(i), flink.types())) {
                    return "row " + (i + 1) + " in order: " + CsvRows.line(rows.get(i)) + "\nFlink: "
                            + CsvRows.line(flink.rows().get(i)) + "\n";
                }
            }
        }
        return text.toString();
    }

    private static int place(List<List<@Nullable String>> rows, List<@Nullable String> wanted, List<String> types) {
        int exact = rows.indexOf(wanted);
        for (int i = 0; exact < 0 && i < rows.size(); i++) {
            if (equal(rows.get(i), wanted, types)) {
                return i;
            }
        }
        return exact;
    }

    private static boolean equal(List<@Nullable String> left, List<@Nullable String> right, List<String> types) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i), types.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(@Nullable String left, @Nullable String right, String type) {
        if (left == null || right == null) {
            return left == null && right == null;
        } else if (left.equals(right)) {
            return true;
        } else if (!type.equals("DOUBLE") && !type.equals("FLOAT")) {
            return false;
        }
        double a = Double.parseDouble(left);
        double b = Double.parseDouble(right);
        if (Double.compare(a, b) == 0) {
            return true;
        } else if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return false;
        }
        double most = (type.equals("DOUBLE") ? 1e-9 : 1e-6) * Math.max(Math.abs(a), Math.abs(b));
        return Math.abs(a - b) <= most && (a != 0 || b != 0);
    }
}
