package io.millrace.connect.builtin;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes rows up, {@code 'connector' = 'datagen'}. The value in row n depends on the seed, the column and n alone: not on
 * batch sizes, on which columns are read, or on how fast. Timestamps are at most {@code max-past} before the moment at
 * which they are made, or, with {@code 'fields.x.kind' = 'sequence'}, go in steps from a start.
 */
public final class DatagenConnector implements Connector.SourceConnector {
    static final String ROWS_PER_SECOND = "rows-per-second";
    static final String NUMBER_OF_ROWS = "number-of-rows";

    private static final List<String> FIELD_OPTIONS =
            List.of("kind", "min", "max", "max-past", "length", "start", "end", "step", "null-rate", "var-len");

    @Override
    public String name() {
        return "datagen";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.optional(ROWS_PER_SECOND, Option.Kind.INTEGER, "10000", "How many rows come each second."),
                Option.optional(
                        NUMBER_OF_ROWS, Option.Kind.INTEGER, null, "How many rows there are; without end by default."),
                Option.optional(
                        "seed", Option.Kind.INTEGER, null, "The same seed gives the same rows; else each run differs."),
                Option.optional(
                        "fields.*",
                        Option.Kind.TEXT,
                        null,
                        "fields.NAME.kind is random or sequence; then min, max, length, max-past, null-rate and var-len,"
                                + " or start, end and step. Parts of nested values are fields.ROW.FIELD, fields.ARRAY.element,"
                                + " fields.MAP.key and fields.MAP.value."));
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        checkNames(table);
        TableOptions options = table.options();
        long seed = options.integer("seed")
                .orElseGet(() ->
                        context.environment().random("datagen " + table.name()).nextLong());
        long rate = options.integer(ROWS_PER_SECOND).orElse(10_000);
        if (rate <= 0) {
            throw new ConnectorException("option 'rows-per-second' is " + rate, "it takes a number above 0");
        }
        List<FieldGenerator> generators = new ArrayList<>();
        OptionalLong limit = options.integer(NUMBER_OF_ROWS);
        long rows = limit.orElse(Long.MAX_VALUE);
        for (int i = 0; i < table.schema().size(); i++) {
            Column column = table.schema().column(i);
            FieldGenerator generator = FieldGenerators.of(column, options, seed);
            generators.add(generator);
            rows = Math.min(rows, generator.rows());
        }
        return new DatagenSource(generators, rows, rate, context.environment().clock());
    }

    /** Whether a name is that of a column, or of a part of one: {@code buyer.first_name}. */
    private static boolean isField(String name, List<Column> columns) {
        return columns.stream()
                .anyMatch(column -> name.equals(column.name())
                        || (name.startsWith(column.name() + ".")
                                && isField(
                                        name.substring(column.name().length() + 1),
                                        NestedGenerator.parts(column.type()))));
    }

    private static void checkNames(Table table) {
        for (String given : table.options().given().keySet()) {
            if (!given.startsWith("fields.")) {
                continue;
            }
            int dot = given.lastIndexOf('.');
            String field = dot > "fields.".length() ? given.substring("fields.".length(), dot) : "";
            if (!isField(field, table.schema().columns())) {
                throw new ConnectorException(
                        "option '" + given + "' names no column of table " + table.name(),
                        Suggestions.didYouMean(field, table.schema().names()));
            }
            String option = given.substring(dot + 1);
            if (!FIELD_OPTIONS.contains(option)) {
                throw new ConnectorException(
                        "option '" + given + "' is unknown", Suggestions.didYouMean(option, FIELD_OPTIONS));
            }
        }
    }
}
