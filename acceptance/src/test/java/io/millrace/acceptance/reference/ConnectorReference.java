package io.millrace.acceptance.reference;

import static io.millrace.acceptance.reference.MarkdownTable.code;
import static io.millrace.acceptance.reference.MarkdownTable.prose;

import io.millrace.connect.builtin.BuiltinConnectors;
import io.millrace.connect.file.FileConnectors;
import io.millrace.connect.jdbc.JdbcConnectors;
import io.millrace.connect.kafka.KafkaConnectors;
import io.millrace.connect.system.SystemConnectors;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.Connector.SinkConnector;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.type.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of options, from the connectors' descriptors. */
final class ConnectorReference {
    private ConnectorReference() {}

    /** A section a connector. */
    static String connectors() {
        StringBuilder text = new StringBuilder();
        Stream.of(
                        FileConnectors.ALL,
                        BuiltinConnectors.ALL,
                        SystemConnectors.ALL,
                        KafkaConnectors.ALL,
                        JdbcConnectors.ALL)
                .flatMap(List::stream)
                .forEach(connector -> text.append("\n## ")
                        .append(connector.name())
                        .append("\n\n")
                        .append(directions(connector))
                        .append("\n\n")
                        .append(connector.options().isEmpty() ? "It has no options.\n" : table(connector.options()))
                        .append(metadata(connector))
                        .append(shapes(connector)));
        return text.toString().strip();
    }

    /** The options of every table. */
    static String common() {
        return table(TableOptions.COMMON).strip();
    }

    private static String directions(Connector connector) {
        boolean reads = connector instanceof SourceConnector;
        boolean writes = connector instanceof SinkConnector;
        return reads && writes ? "Can be read and written." : reads ? "Can be read." : "Can be written.";
    }

    /** The keys of metadata columns. */
    private static String metadata(Connector connector) {
        if (!(connector instanceof SourceConnector source) || source.metadata().isEmpty()) {
            return "";
        }
        MarkdownTable table = new MarkdownTable("metadata", "type", "meaning");
        for (Shape.Known known : source.metadata()) {
            Column column = known.column();
            table.row(List.of(code(column.name()), code(column.type().sql()), prose(known.doc())));
        }
        Column first = source.metadata().get(0).column();
        return "\nMetadata columns, all of them VIRTUAL, as in `x "
                + first.type().sql().replace(" NOT NULL", "") + " METADATA FROM '" + first.name() + "' VIRTUAL`:\n\n"
                + table;
    }

    /** The columns that the connector decides, with an example of a table that has them all. */
    private static String shapes(Connector connector) {
        if (!(connector instanceof SourceConnector source) || source.shapes().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                        "\nA table has those of the following columns that it declares, by name, ")
                .append("in any order:\n\n```sql\n")
                .append(example(source, source.shapes().get(0)))
                .append("```\n");
        for (Shape shape : source.shapes()) {
            text.append("\n### ")
                    .append(code("'" + shape.option() + "' = '" + shape.value() + "'"))
                    .append("\n\n")
                    .append(prose(shape.doc()))
                    .append("\n\n");
            MarkdownTable table = new MarkdownTable("column", "type", "meaning");
            for (Shape.Known known : shape.columns()) {
                Column column = known.column();
                table.row(List.of(code(column.name()), code(column.type().sql()), prose(known.doc())));
            }
            text.append(table);
        }
        return text.toString();
    }

    /** A statement that declares all columns of a shape. */
    static String example(Connector connector, Shape shape) {
        return "CREATE TABLE " + shape.value() + " (\n"
                + shape.columns().stream()
                        .map(known -> "  `" + known.column().name() + "` "
                                + known.column().type().sql())
                        .collect(Collectors.joining(",\n"))
                + "\n) WITH ('connector' = '" + connector.name() + "', '" + shape.option() + "' = '" + shape.value()
                + "');\n";
    }

    private static String condition(Option option) {
        Option.Condition condition = option.condition();
        return condition == null
                ? ""
                : (condition.implied() ? " It says " : " Only with ")
                        + code("'" + condition.option() + "' = '" + condition.value() + "'") + ".";
    }

    static String table(List<Option> options) {
        MarkdownTable table = new MarkdownTable("option", "values", "default", "meaning");
        List<String> ignored = new ArrayList<>();
        for (Option option : options) {
            if (option.kind() == Option.Kind.IGNORED) {
                ignored.add(code(option.name()));
                continue;
            }
            String usual = option.defaultValue();
            String values = option.choices().isEmpty()
                    ? option.kind().name().toLowerCase(Locale.ROOT)
                    : String.join(", ", option.choices());
            table.row(List.of(
                    code(option.name()),
                    prose(values),
                    option.required() ? "required" : usual == null ? "" : code(usual),
                    prose(option.doc()) + condition(option)));
        }
        return ignored.isEmpty()
                ? table.toString()
                : table + "\nTaken because Flink has them, without meaning here: " + String.join(", ", ignored) + ".\n";
    }
}
