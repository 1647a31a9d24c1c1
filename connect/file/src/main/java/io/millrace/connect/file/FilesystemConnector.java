package io.millrace.connect.file;

import io.millrace.connect.format.Formats;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Files as tables, {@code 'connector' = 'filesystem'}. Each file is a split, in the order of their names; positions are
 * byte offsets (of the text, for compressed files).
 */
public final class FilesystemConnector implements Connector.SourceConnector {
    private static final List<Option> OPTIONS = options(List.of(
            Option.required("path", Option.Kind.TEXT, "A file, a folder, or a pattern with *, ? or {a,b}."),
            Option.choice("format", null, Formats.names(), "How rows are written; by default what the name ends in."),
            Option.choice(
                    "compression",
                    "auto",
                    List.of("auto", "none", "gzip"),
                    "Whether files are compressed; auto takes those for gzip that end in .gz."),
            Option.optional(
                    "max-line-length",
                    Option.Kind.MEMORY,
                    "16 mb",
                    "A longer line is one bad row; this bounds the memory that reading takes.")));

    private static List<Option> options(List<Option> own) {
        List<Option> options = new ArrayList<>(own);
        options.addAll(Formats.options());
        return List.copyOf(options);
    }

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        return BoundedFiles.open(table, context);
    }
}
