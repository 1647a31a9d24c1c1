package io.millrace.connect.kafka.client;

import io.millrace.connect.format.Format;
import io.millrace.connect.format.Formats;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are in a record's key and which in its value, and how both are written.
 *
 * @param key the key, or null when there is none
 * @param upserts whether a value is the newest row of its key, which is the primary key then
 */
record RecordLayout(Table table, ZoneId zone, @Nullable Part key, Part value, boolean upserts) {
    /**
     * A key or a value.
     *
     * @param table its columns, under the names that they have there, and the options of its format
     * @param columns which column of the whole table each of its columns is
     */
    record Part(Format format, Table table, int[] columns) {
        /** Which of its columns is a column of the whole table; -1 for none. */
        int indexOf(int column) {
            return IntStream.range(0, columns.length)
                    .filter(i -> columns[i] == column)
                    .findFirst()
                    .orElse(-1);
        }
    }

    /** The layout of a table of records. */
    static RecordLayout of(Table table, ZoneId zone) {
        TableOptions options = table.options();
        boolean plain = options.isGiven("format");
        if (plain && options.isGiven("value.format")) {
            throw new ConnectorException("options 'format' and 'value.format' are both there", "leave one out");
        }
        String format = options.text(plain ? "format" : "value.format")
                .orElseThrow(() -> new ConnectorException(
                        "option 'format' is missing", "it takes one of " + String.join(", ", Formats.names())));
        int[] keyColumns = keyColumns(table);
        Part key = keyColumns.length == 0 ? null : key(table, keyColumns);
        return new RecordLayout(table, zone, key, value(table, plain ? "" : "value.", format, keyColumns), false);
    }

    /** The layout of a table that has the newest row of each key. */
    static RecordLayout ofUpserts(Table table, ZoneId zone) {
        if (table.primaryKey().isEmpty()) {
            throw new ConnectorException(
                    "table " + table.name() + " needs a primary key, which is the key of its records",
                    "declare it with PRIMARY KEY (...) NOT ENFORCED");
        }
        String format = table.options().require("value.format");
        if (Formats.named(format).changes()) {
            throw new ConnectorException(
                    "format '" + format + "' says what a row does, and here its key and whether it is there do",
                    "read such a topic with 'connector' = 'kafka'");
        }
        int[] keyColumns =
                table.primaryKey().stream().mapToInt(Integer::intValue).toArray();
        return new RecordLayout(table, zone, key(table, keyColumns), value(table, "value.", format, keyColumns), true);
    }

    private static Part key(Table table, int[] columns) {
        String prefix = table.options().require("key.fields-prefix");
        for (int column : columns) {
            String name = table.schema().column(column).name();
            if (!name.startsWith(prefix)) {
                throw new ConnectorException(
                        "the key has '" + name + "', which does not begin with '" + prefix + "'",
                        "name the column '" + prefix + name + "'; in the key it is '" + name + "'");
            }
        }
        return part(table, "key.", table.options().require("key.format"), columns, prefix);
    }

    private static Part value(Table table, String prefix, String format, int[] keyColumns) {
        table.schema().columns().forEach(RecordLayout::check);
        boolean all = table.options().require("value.fields-include").equals("ALL");
        if (all && !table.options().require("key.fields-prefix").isEmpty()) {
            throw new ConnectorException(
                    "option 'key.fields-prefix' needs a value without the key's columns",
                    "add 'value.fields-include' = 'EXCEPT_KEY'");
        }
        int[] columns = IntStream.range(0, table.schema().size())
                .filter(column -> all || Arrays.stream(keyColumns).noneMatch(key -> key == column))
                .toArray();
        return part(table, prefix, format, columns, "");
    }

    private static void check(Column column) {
        boolean bitmap = holds(Kind.BITMAP, column.type());
        if (bitmap || holds(Kind.VARIANT, column.type())) {
            throw new ConnectorException(
                    "column " + column.name() + " is of type " + column.type().sql() + ", which no format can hold",
                    bitmap
                            ? "declare it BYTES, and use BITMAP_TO_BYTES and BITMAP_FROM_BYTES"
                            : "declare it STRING, and use JSON_STRING and PARSE_JSON");
        }
    }

    private static boolean holds(Kind kind, Type type) {
        return type.kind() == kind || type.children().stream().anyMatch(child -> holds(kind, child.type()));
    }

    private static int[] keyColumns(Table table) {
        TableOptions options = table.options();
        List<String> fields = options.text("key.fields").stream()
                .flatMap(text -> Arrays.stream(text.split(";")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
        boolean formatted = options.text("key.format").isPresent();
        if (formatted != !fields.isEmpty()) {
            throw new ConnectorException(
                    formatted ? "'key.format' needs the columns that the key has" : "'key.fields' needs a format",
                    formatted ? "add 'key.fields' = 'a;b'" : "add 'key.format' = 'json', or leave 'key.fields' out");
        }
        List<String> names = table.schema().names();
        int[] columns = new int[fields.size()];
        for (int i = 0; i < columns.length; i++) {
            String name = fields.get(i);
            columns[i] = names.indexOf(name);
            if (columns[i] < 0) {
                throw new ConnectorException(
                        "'key.fields' has '" + name + "', which is no column", Suggestions.didYouMean(name, names));
            }
        }
        return columns;
    }

    private static Part part(Table table, String prefix, String name, int[] columns, String cut) {
        Format format = Formats.named(name);
        if (format.changes() && prefix.equals("key.")) {
            throw new ConnectorException(
                    "format '" + name + "' says what a row does, and a key does nothing",
                    "take 'key.format' = 'json' or 'raw'");
        }
        Map<String, String> given = new HashMap<>();
        table.options().given().forEach((option, value) -> {
            if (option.startsWith(prefix + name + ".")) {
                given.put(option.substring(prefix.length()), value);
            }
        });
        List<Column> own = new ArrayList<>();
        for (int column : columns) {
            Column declared = table.schema().column(column);
            own.add(new Column(declared.name().substring(cut.length()), declared.type()));
        }
        try {
            TableOptions options = TableOptions.of(given, format.options());
            return new Part(format, new Table(table.name(), new Schema(own), List.of(), options), columns);
        } catch (TableOptions.InvalidOptionException e) {
            String written = "'" + name + ".";
            String whole = "'" + prefix + name + ".";
            throw new ConnectorException(
                    String.valueOf(e.getMessage()).replace(written, whole),
                    e.hint().replace(written, whole));
        }
    }

    /** @param columns positions in {@link Table#readable}, as the reader gives them */
    RecordDecoder decoder(int[] columns) {
        return RecordDecoder.of(this, columns);
    }
}
