package io.millrace.connect.file;

import io.millrace.connect.format.Formats;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files as tables, {@code 'connector' = 'filesystem'}. Each file is a split, in the order of their names; positions are
 * byte offsets (of the text, for compressed files).
 *
 * <p>Written is one file; a path that ends in {@code /} is a folder, in which the file has the table's name. A table
 * without a primary key is written from its beginning as rows come, and takes only added rows; one with a primary key is
 * written as it stands when the run ends. In a format of changes every change is a record, key or not. Of a table that is
 * PARTITIONED BY columns each partition is a folder with a file.
 */
public final class FilesystemConnector implements Connector.SourceConnector, Connector.SinkConnector {
    private static final List<Option> OPTIONS = options(List.of(
            Option.required("path", Option.Kind.TEXT, "A file, a folder, or a pattern with *, ? or {a,b}."),
            Option.choice("format", null, Formats.names(), "How rows are written; by default what the name ends in."),
            Option.choice(
                    "compression",
                    "auto",
                    List.of("auto", "none", "gzip"),
                    "Whether files are compressed; auto takes those for gzip that end in .gz."),
            Option.choice(
                    "scan.mode",
                    "bounded",
                    List.of("bounded", "tail"),
                    "Whether files are read once, or followed as they grow and are rotated."),
            Option.choice(
                            "tail.start",
                            "beginning",
                            List.of("beginning", "end"),
                            "Where following starts: with what is there, or with what comes.")
                    .onlyWith("scan.mode", "tail"),
            Option.optional(
                            "source.monitor-interval",
                            Option.Kind.DURATION,
                            "1 s",
                            "How often to look for files that have come into a folder that is followed, or fit a pattern "
                                    + "now. Compressed files, as old logs become, are left out.")
                    .implying("scan.mode", "tail"),
            Option.optional(
                            "replay.speed",
                            Option.Kind.NUMBER,
                            null,
                            "Plays rows back by their time: 1 is real time, 10 ten times faster; 0 as fast as possible.")
                    .onlyWith("scan.mode", "bounded"),
            Option.optional(
                            "replay.column",
                            Option.Kind.TEXT,
                            null,
                            "The timestamp column to play back by; by default the only one there is.")
                    .onlyWith("scan.mode", "bounded"),
            Option.optional(
                    "partition.default-name",
                    Option.Kind.TEXT,
                    "__DEFAULT_PARTITION__",
                    "Names the folder of rows whose column of PARTITIONED BY is NULL or an empty text."),
            Option.optional(
                    "max-line-length",
                    Option.Kind.MEMORY,
                    "16 mb",
                    "A longer line is one bad row; this bounds the memory that reading takes."),
            Option.ignored("sink.rolling-policy.*"),
            Option.ignored("sink.partition-commit.*"),
            Option.ignored("sink.shuffle-by-partition.enable"),
            Option.ignored("partition.time-extractor.*"),
            Option.ignored("auto-compaction"),
            Option.ignored("compaction.*"),
            Option.ignored("source.report-statistics")));

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
        boolean tail = table.options().require("scan.mode").equals("tail");
        return tail ? TailSource.open(table, context) : FileSource.open(table, context);
    }

    @Override
    public boolean changes(Table table) {
        return Formats.changes(table.options());
    }

    @Override
    public boolean partitions() {
        return true;
    }

    @Override
    public List<Shape.Known> metadata() {
        return FileMetadata.ALL;
    }

    @Override
    public boolean replaces(Table table) {
        return true;
    }

    @Override
    public boolean takesDeletions(Table table) {
        return !table.primaryKey().isEmpty() || Formats.changes(table.options());
    }

    @Override
    public Optional<String> shared(Table written, Table read, ConnectorContext context) {
        return SharedFiles.of(written, read, context.folder());
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        String written = table.options().require("path");
        FilePaths.checkHere(written);
        Path path = context.folder().resolve(written).normalize();
        FileTable file = FileTable.of(table, context, List.of(path.toString()));
        if (!table.partitionedBy().isEmpty()) {
            Partitions.checkFolder(written);
            Partitions partitions = new Partitions(file);
            FileTable body = partitions.body();
            boolean keyed = isKeyed(table);
            if (keyed) {
                return new PartitionedSink(
                        partitions,
                        folder -> sink(body, true, path.resolve(folder).resolve(name(body))),
                        true);
            }
            return new EpochFilesSink(
                    context.environment().disk(),
                    made(path),
                    place -> new PartitionedSink(
                            partitions,
                            folder -> sink(
                                    body,
                                    false,
                                    place.apply(path.resolve(folder).resolve(name(body)))),
                            false));
        }
        if (written.endsWith("/") && !isKeyed(table)) {
            return new EpochFilesSink(
                    context.environment().disk(),
                    made(path),
                    place -> sink(file, false, place.apply(path.resolve(name(file)))));
        }
        return sink(file, isKeyed(table), written.endsWith("/") ? path.resolve(name(file)) : path);
    }

    /** Whether the file has the rows as they are at the end, rather than as they come. */
    private static boolean isKeyed(Table table) {
        return !table.primaryKey().isEmpty() && !Formats.changes(table.options());
    }

    private static String name(FileTable file) {
        return file.table().name() + "." + file.format().name();
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw FilePaths.failed("cannot create folder '" + folder + "'", e);
        }
    }

    /** @param keyed whether the table has a primary key, of which a partition's file may have no column */
    private static Sink sink(FileTable file, boolean keyed, Path path) {
        if (file.compressed(path)) {
            throw new ConnectorException("compressed files can only be read", "write to a name without .gz");
        }
        Path folder = path.getParent();
        if (folder != null) {
            made(folder);
        }
        return keyed ? new FinalTableSink(file, path) : new FileSink(file, path);
    }
}
