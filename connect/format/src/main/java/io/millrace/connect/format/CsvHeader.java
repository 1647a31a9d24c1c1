package io.millrace.connect.format;

import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import java.util.Arrays;
import java.util.List;

/** Finds columns by the names in a header line. */
final class CsvHeader {
    private CsvHeader() {}

    /** The field of each column of the table, or -1 where there is none of that name. */
    static int[] match(Table table, List<String> names) {
        return table.schema().columns().stream()
                .mapToInt(column -> indexOf(names, column.name()))
                .toArray();
    }

    private static int indexOf(List<String> names, String wanted) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).trim().equals(wanted)) {
                return i;
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).trim().equalsIgnoreCase(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the line names columns of the table rather than being a row: most of them are in it. */
    static boolean looksLikeOne(int[] fields) {
        long found = Arrays.stream(fields).filter(field -> field >= 0).count();
        return found == fields.length || found * 2 > fields.length;
    }

    /** Complains about the first column that the header does not have. */
    static void check(Table table, List<String> names, int[] fields) {
        for (int i = 0; i < fields.length; i++) {
            Column column = table.schema().column(i);
            if (fields[i] < 0) {
                throw new ConnectorException(
                        "the header has no column '" + column.name() + "' of table " + table.name(),
                        Suggestions.didYouMean(column.name(), names));
            }
            String name = names.get(fields[i]).trim();
            for (int other = fields[i] + 1; other < names.size(); other++) {
                if (names.get(other).trim().equals(name)) {
                    throw new ConnectorException(
                            "the header names column '" + name + "' of table " + table.name() + " twice",
                            "rename one of them in the file, or read it by position with 'csv.header' = 'false'");
                }
            }
        }
    }
}
