package io.millrace.connect.system;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * This machine's metrics, {@code 'connector' = 'system'}; Linux only so far. The option {@code metrics} says which: each
 * kind has a fixed set of columns ({@link MetricKind}), of which a table declares those it wants, by name. Each interval
 * gives one sample, the first one an interval after the start, since rates need two readings.
 */
public final class SystemConnector implements Connector.SourceConnector {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Path root;

    public SystemConnector() {
        this(Path.of("/proc"));
    }

    SystemConnector(Path root) {
        this.root = root;
    }

    @Override
    public String name() {
        return "system";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.choice("metrics", "cpu", MetricKind.names(), "What is measured."),
                Option.optional(
                        "interval", Option.Kind.DURATION, "1 s", "The time between two samples: 100 ms to 10 s."),
                Option.optional(
                        "top",
                        Option.Kind.INTEGER,
                        "10",
                        "How many processes a sample of 'process' has, busiest first."));
    }

    @Override
    public List<Shape> shapes() {
        return Arrays.stream(MetricKind.values()).map(MetricKind::shape).toList();
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        if (!context.environment().files().exists(root.resolve("stat"))) {
            throw new ConnectorException(
                    "the connector 'system' reads " + root + ", which this operating system does not have",
                    "it works on Linux");
        }
        MetricKind kind = MetricKind.named(table.options().require("metrics"));
        for (Column column : table.schema().columns()) {
            check(kind, column);
        }
        Duration interval = table.options().duration("interval").orElse(Duration.ofSeconds(1));
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new ConnectorException(
                    "option 'interval' is '" + table.options().require("interval") + "'", "it takes 100 ms to 10 s");
        }
        int top = (int) Math.min(table.options().integer("top").orElse(10), 100_000);
        ProcFolder proc = new ProcFolder(context.environment().files(), root);
        SystemSource.Pace pace = new SystemSource.Pace(interval.toNanos(), top);
        return new SystemSource(
                table.schema(), kind, proc, pace, context.environment().clock());
    }

    private static void check(MetricKind kind, Column column) {
        Column known = kind.column(column.name());
        if (known == null) {
            throw new ConnectorException(
                    "metrics '" + kind.label() + "' have no column '" + column.name() + "'",
                    Suggestions.nearest(column.name(), kind.columnNames())
                                    .map(name -> "did you mean '" + name + "'? ")
                                    .orElse("")
                            + "there are: " + kind.describe());
        }
        Kind wanted = column.type().kind();
        boolean fits = known.type().kind().isTimestamp()
                ? wanted.isTimestamp()
                : known.type().kind().isText() ? wanted.isText() : wanted.isInteger() || wanted.isFloating();
        if (!fits) {
            throw new ConnectorException(
                    "column '" + column.name() + "' is declared as "
                            + column.type().sql() + ", but is a " + known.type().sql(),
                    "declare it as " + known.name() + " " + known.type().sql());
        }
    }
}
