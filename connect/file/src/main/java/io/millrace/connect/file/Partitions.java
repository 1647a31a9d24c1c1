package io.millrace.connect.file;

import io.millrace.connect.format.TextRow;
import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a table that is PARTITIONED BY columns, as Hive and Flink name them: {@code day=2024-01-01/hour=5}, in
 * the order of PARTITIONED BY. The files in them have the other columns only.
 */
final class Partitions {
    private final FileTable whole;
    private final int[] keys;
    /** The columns that files have, and where they are among them; -1 for those that the folder tells. */
    private final int[] stored;

    private final int[] places;

    Partitions(FileTable whole) {
        this.whole = whole;
        Table table = whole.table();
        keys = table.partitionedBy().stream().mapToInt(column -> column).toArray();
        stored = IntStream.range(0, table.schema().size())
                .filter(column -> !table.partitionedBy().contains(column))
                .toArray();
        places = new int[table.schema().size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < stored.length; i++) {
            places[stored[i]] = i;
        }
    }

    /** What to look for to find all files of a table: its path, or a pattern that goes through its partitions. */
    static String searched(Table table) {
        String path = table.options().require("path");
        if (table.partitionedBy().isEmpty()) {
            return path;
        }
        checkFolder(path);
        StringBuilder pattern = new StringBuilder(path.endsWith("/") ? path : path + "/");
        for (int column : table.partitionedBy()) {
            pattern.append(PartitionNames.escaped(table.schema().column(column).name()))
                    .append("=*/");
        }
        return pattern.append('*').toString();
    }

    /** @throws ConnectorException when the path cannot be the folder that partitions are in */
    static void checkFolder(String path) {
        if (FilePaths.isPattern(path)) {
            throw new ConnectorException(
                    "'" + path + "' is a pattern, but the table is PARTITIONED BY",
                    "'path' is the folder that its partitions are in");
        }
    }

    /** The table as its files have it. */
    FileTable body() {
        Table table = whole.table();
        List<Integer> key = table.primaryKey().stream()
                .map(column -> places[column])
                .filter(place -> place >= 0)
                .toList();
        Table.Extras extras = new Table.Extras(table.metadata(), List.of());
        Table body = new Table(table.name(), table.schema().select(stored), key, table.options(), extras);
        return new FileTable(body, whole.context(), whole.format(), whole.maxLineBytes());
    }

    /** The columns that files have, as positions in the table's schema. */
    int[] stored() {
        return stored;
    }

    /**
     * A reader of one file.
     *
     * @param columns the wanted physical columns of the table
     * @param reader makes a reader of the wanted ones that the file has, as positions among those
     */
    Reader reader(Path file, int[] columns, Function<int[], Reader> reader) {
        if (keys.length == 0) {
            return reader.apply(columns);
        }
        int[] own = IntStream.range(0, columns.length)
                .filter(i -> places[columns[i]] >= 0)
                .toArray();
        Reader inner =
                reader.apply(Arrays.stream(own).map(i -> places[columns[i]]).toArray());
        int[] told = IntStream.range(0, columns.length)
                .filter(i -> places[columns[i]] < 0)
                .toArray();
        Batch values = values(file);
        int[] sources = Arrays.stream(told)
                .map(i -> whole.table().partitionedBy().indexOf(columns[i]))
                .toArray();
        return new PartitionReader(inner, own, told, sources, values);
    }

    /** Whether a file may have rows that are wanted; of one whose folders tell nothing it is left to its reader to say so. */
    boolean isWanted(Path file, Predicate<Batch> wanted) {
        Batch values;
        try {
            values = values(file);
        } catch (ConnectorException e) {
            return true;
        }
        return wanted.test(values);
    }

    /** One row of the values that a file's folders tell, in the order of PARTITIONED BY. */
    private Batch values(Path file) {
        List<@Nullable String> texts = new ArrayList<>();
        Path folder = file.getParent();
        for (int i = 0; i < keys.length; i++) {
            String name = folder == null ? "" : String.valueOf(folder.getFileName());
            String value = PartitionNames.unescaped(name.substring(name.indexOf('=') + 1));
            texts.add(0, value.equals(defaultName()) ? null : value);
            folder = folder == null ? null : folder.getParent();
        }
        Schema schema = whole.table().schema().select(keys);
        try {
            return TextRow.of(schema, texts, whole.context().zone());
        } catch (ConnectorException e) {
            throw new ConnectorException("the folder of '" + whole.splitId(file) + "': " + e.getMessage(), e.hint());
        }
    }

    private String defaultName() {
        return whole.table().options().require("partition.default-name");
    }

    /** The folder of a row's partition, below the table's. */
    String folder(Batch rows, int row) {
        StringBuilder path = new StringBuilder();
        Schema schema = whole.table().schema();
        for (int column : keys) {
            String value = rows.column(column).isNull(row)
                    ? ""
                    : ValueText.of(
                            rows.column(column),
                            row,
                            schema.type(column),
                            whole.context().zone());
            path.append(PartitionNames.escaped(schema.column(column).name()))
                    .append('=')
                    .append(PartitionNames.escaped(value.isEmpty() ? defaultName() : value))
                    .append('/');
        }
        return path.toString();
    }
}
