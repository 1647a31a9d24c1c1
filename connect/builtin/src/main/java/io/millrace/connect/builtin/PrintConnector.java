package io.millrace.connect.builtin;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Table;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;

/**
 * Prints each change as a line, {@code +I[1, text]}, as Flink does: with {@code -D} for what is taken away and
 * {@code name> } in front when the table has a {@code print-identifier}. Lines appear when their epoch is complete.
 */
public final class PrintConnector implements Connector.SinkConnector {
    @Override
    public String name() {
        return "print";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.optional("print-identifier", Option.Kind.TEXT, null, "Text in front of each line."),
                Option.optional(
                        "standard-error",
                        Option.Kind.BOOLEAN,
                        "false",
                        "Prints to the standard error stream instead of the output."));
    }

    @Override
    public boolean partitions() {
        return true;
    }

    @Override
    public boolean takesDeletions(Table table) {
        return true;
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        PrintStream output =
                table.options().flag("standard-error") ? context.standardError() : context.standardOutput();
        String prefix = table.options()
                .text("print-identifier")
                .map(name -> name + "> ")
                .orElse("");
        return new Printer(table.schema(), context.zone(), output, prefix);
    }

    private static final class Printer implements Sink {
        private static final int FLUSH_CHARACTERS = 1 << 16;

        private final Schema schema;
        private final ZoneId zone;
        private final PrintStream output;
        private final String prefix;
        private final StringBuilder lines = new StringBuilder();

        Printer(Schema schema, ZoneId zone, PrintStream output, String prefix) {
            this.schema = schema;
            this.zone = zone;
            this.output = output;
            this.prefix = prefix;
        }

        @Override
        public void write(Batch changes) {
            for (int row = 0; row < changes.size(); row++) {
                long weight = changes.weight(row);
                for (long i = Math.abs(weight); i > 0; i--) {
                    append(changes, row, weight > 0 ? "+I[" : "-D[");
                }
            }
        }

        private void append(Batch changes, int row, String kind) {
            lines.append(prefix).append(kind);
            for (int i = 0; i < schema.size(); i++) {
                if (i > 0) {
                    lines.append(", ");
                }
                if (changes.column(i).isNull(row)) {
                    lines.append("null");
                } else {
                    ValueText.append(lines, changes.column(i), row, schema.type(i), zone);
                }
            }
            lines.append("]\n");
            if (lines.length() > FLUSH_CHARACTERS) {
                flush();
            }
        }

        private void flush() {
            output.print(lines);
            output.flush();
            lines.setLength(0);
        }

        @Override
        public void endEpoch(long epoch, long watermark) {
            if (lines.length() > 0) {
                flush();
            }
        }

        @Override
        public void close() {
            endEpoch(0, 0);
        }
    }
}
