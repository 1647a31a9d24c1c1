package io.millrace.bench.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file of values separated by commas, with a header, as text. */
record Table(List<String> columns, List<String[]> lines) {
    static Table read(Path file) throws IOException {
        List<String[]> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                lines.add(line.replace("\"", "").split(",", -1));
            }
        }
        return new Table(List.of(lines.get(0)), lines.subList(1, lines.size()));
    }

    /** Without the rows that have no value in a column. */
    Table without(String missing, String column) {
        int place = place(column);
        return new Table(
                columns,
                lines.stream().filter(line -> !line[place].equals(missing)).toList());
    }

    int place(String column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + columns);
        }
        return place;
    }

    double[] numbers(String column) {
        int place = place(column);
        return lines.stream()
                .mapToDouble(line -> Double.parseDouble(line[place]))
                .toArray();
    }

    /** The place of each value of a column among some. */
    double[] indexes(String column, List<String> values) {
        int place = place(column);
        return lines.stream().mapToDouble(line -> values.indexOf(line[place])).toArray();
    }

    /** Columns side by side, as rows. */
    static double[][] rows(List<double[]> columns) {
        double[][] rows = new double[columns.get(0).length][columns.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.size(); j++) {
                rows[i][j] = columns.get(j)[i];
            }
        }
        return rows;
    }

    /** A column as it was some rows before; missing in the first rows. */
    static double[] lagged(double[] column, int rows) {
        double[] lagged = new double[column.length];
        Arrays.setAll(lagged, i -> i < rows ? Double.NaN : column[i - rows]);
        return lagged;
    }
}
