package io.millrace.acceptance.reference;

import static io.millrace.acceptance.reference.MarkdownTable.code;
import static io.millrace.acceptance.reference.MarkdownTable.prose;

import io.millrace.connect.builtin.BuiltinConnectors;
import io.millrace.connect.file.FileConnectors;
import io.millrace.connect.system.SystemConnectors;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.Connector.SinkConnector;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.TableOptions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of options, from the connectors' descriptors. */
final class ConnectorReference {
    private ConnectorReference() {}

    /** A section a connector. */
    static String connectors() {
        StringBuilder text = new StringBuilder();
        Stream.of(FileConnectors.ALL, BuiltinConnectors.ALL, SystemConnectors.ALL)
                .flatMap(List::stream)
                .forEach(connector -> text.append("\n## ")
                        .append(connector.name())
                        .append("\n\n")
                        .append(directions(connector))
                        .append("\n\n")
                        .append(connector.options().isEmpty() ? "It has no options.\n" : table(connector.options())));
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

    private static String table(List<Option> options) {
        MarkdownTable table = new MarkdownTable("option", "values", "default", "meaning");
        for (Option option : options) {
            String usual = option.defaultValue();
            String values = option.choices().isEmpty()
                    ? option.kind().name().toLowerCase(Locale.ROOT)
                    : String.join(", ", option.choices());
            table.row(List.of(
                    code(option.name()),
                    prose(values),
                    option.required() ? "required" : usual == null ? "" : code(usual),
                    prose(option.doc())));
        }
        return table.toString();
    }
}
