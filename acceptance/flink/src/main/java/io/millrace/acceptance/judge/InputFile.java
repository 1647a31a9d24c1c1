package io.millrace.acceptance.judge;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.jspecify.annotations.Nullable;

/**
 * A table's file, or folder of files, as Flink reads it: Flink takes the columns of CSV by their place, knows no header, and reads empty text
 * for what is NULL in Millrace.
 */
record InputFile(StreamTableEnvironment environment, Path folder) {
    private static final String NULL = "~N~";

    /** Writes a copy of the file for Flink and makes the table read it. */
    void adapt(String table) throws IOException {
        CatalogBaseTable definition = definition(table);
        Map<String, String> options = definition.getOptions();
        if (!"filesystem".equals(options.get("connector")) || options.get("path") == null) {
            return;
        }
        Path file = folder.resolve(options.get("path"));
        Path copy = folder.resolve("flink").resolve(table);
        try (Stream<Path> found = Files.exists(file) ? Files.walk(file) : Stream.empty()) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                Path place = copy.resolve(file.relativize(each).toString());
                Files.createDirectories(place.getParent());
                if ("csv".equals(options.get("format"))) {
                    boolean header = !"false".equals(options.get("csv.header"));
                    rewrite(each, place, columns(definition), header);
                } else {
                    Files.copy(each, place, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        String nulls = "csv".equals(options.get("format")) ? ", 'csv.null-literal' = '" + NULL + "'" : "";
        environment.executeSql("ALTER TABLE `" + table + "` SET ('path' = '" + copy.toUri() + "'" + nulls + ")");
    }

    private CatalogBaseTable definition(String table) {
        Catalog catalog =
                environment.getCatalog(environment.getCurrentCatalog()).orElseThrow();
        try {
            return catalog.getTable(new ObjectPath(environment.getCurrentDatabase(), table));
        } catch (TableNotExistException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The columns that are in the files: the names of folders tell those of partitions. */
    private static List<String> columns(CatalogBaseTable definition) {
        List<String> told = ((CatalogTable) definition).getPartitionKeys();
        return definition.getUnresolvedSchema().getColumns().stream()
                .filter(column -> column instanceof Schema.UnresolvedPhysicalColumn)
                .map(Schema.UnresolvedColumn::getName)
                .filter(name -> !told.contains(name))
                .toList();
    }

    private static void rewrite(Path file, Path copy, List<String> columns, boolean header) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file);
                BufferedWriter writer = Files.newBufferedWriter(copy)) {
            CsvText rows = new CsvText(reader);
            List<@Nullable String> names = header ? rows.row() : List.copyOf(columns);
            if (names == null) {
                return;
            }
            int[] places = columns.stream().mapToInt(names::indexOf).toArray();
            for (List<@Nullable String> row = rows.row(); row != null; row = rows.row()) {
                for (int i = 0; i < places.length; i++) {
                    String cell = places[i] < 0 || places[i] >= row.size() ? null : row.get(places[i]);
                    writer.append(i == 0 ? "" : ",");
                    writer.append(cell == null ? NULL : '"' + cell.replace("\"", "\"\"") + '"');
                }
                writer.append('\n');
            }
        }
    }
}
