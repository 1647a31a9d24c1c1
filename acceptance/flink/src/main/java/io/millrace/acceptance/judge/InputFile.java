package io.millrace.acceptance.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.jspecify.annotations.Nullable;

/**
 * A table's file as Flink reads it: Flink takes the columns of CSV by their place, knows no header, and reads empty text
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
        if (Files.isRegularFile(file)) {
            Files.createDirectories(copy.getParent());
            if ("csv".equals(options.get("format"))) {
                Files.writeString(copy, rewritten(Files.readString(file), columns(definition)));
            } else {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
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

    private static List<String> columns(CatalogBaseTable definition) {
        return definition.getUnresolvedSchema().getColumns().stream()
                .filter(column -> column instanceof Schema.UnresolvedPhysicalColumn)
                .map(Schema.UnresolvedColumn::getName)
                .toList();
    }

    private static String rewritten(String text, List<String> columns) {
        List<List<@Nullable String>> rows = CsvText.read(text);
        StringBuilder written = new StringBuilder();
        for (List<@Nullable String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                int place = rows.get(0).indexOf(column);
                String cell = place < 0 || place >= row.size() ? null : row.get(place);
                cells.add(cell == null ? NULL : '"' + cell.replace("\"", "\"\"") + '"');
            }
            written.append(String.join(",", cells)).append('\n');
        }
        return written.toString();
    }
}
