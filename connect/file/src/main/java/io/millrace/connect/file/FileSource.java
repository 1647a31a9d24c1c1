package io.millrace.connect.file;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.PartitionedSource;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Files that are read once from their beginning to their end, perhaps at the pace of their rows' times. */
final class FileSource implements PartitionedSource {
    private final FileTable table;
    private final Partitions partitions;
    private final FileTable body;
    private final Map<Split, Path> files = new LinkedHashMap<>();
    private final @Nullable Replay replay;

    private FileSource(FileTable table, List<Path> found) {
        this.table = table;
        partitions = new Partitions(table);
        body = partitions.body();
        replay = replay(body);
        for (Path path : found) {
            files.put(new Split(table.splitId(path)), path);
        }
    }

    private static @Nullable Replay replay(FileTable table) {
        TableOptions options = table.table().options();
        double speed = options.number("replay.speed").orElse(0.0);
        if (speed == 0) {
            return null;
        }
        Schema schema = table.table().schema();
        String name = options.text("replay.column").orElse(null);
        List<String> times = schema.columns().stream()
                .filter(column -> column.type().kind().isTimestamp())
                .map(Column::name)
                .toList();
        if (speed < 0 || !Double.isFinite(speed)) {
            throw new ConnectorException("option 'replay.speed' is " + speed, "1 is real time, 10 ten times faster");
        }
        if (name == null && times.size() == 1) {
            name = times.get(0);
        }
        if (name == null || !times.contains(name)) {
            throw new ConnectorException(
                    name == null
                            ? "option 'replay.speed' needs 'replay.column'"
                            : "option 'replay.column' is '" + name + "', which is no timestamp column",
                    Suggestions.didYouMean(name == null ? "" : name, times));
        }
        return new Replay(table.context().environment().clock(), schema, schema.indexOf(name), speed);
    }

    static FileSource open(Table table, ConnectorContext context) {
        List<Path> found = FilePaths.find(context.environment().files(), context.folder(), Partitions.searched(table));
        FileTable files =
                FileTable.of(table, context, found.stream().map(Path::toString).toList());
        FileSource source = new FileSource(files, found);
        if (table.partitionedBy().isEmpty()) {
            source.body.check(found.get(0));
        }
        return source;
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public void choose(Predicate<Batch> wanted) {
        files.values().removeIf(path -> !partitions.isWanted(path, wanted));
    }

    @Override
    public List<Split> splits() {
        if (!table.table().partitionedBy().isEmpty() && !files.isEmpty()) {
            body.check(files.values().iterator().next());
        }
        return List.copyOf(files.keySet());
    }

    @Override
    public Reader open(Split split, Position position, int[] columns, Runnable waker) {
        Path path = files.get(split);
        if (path == null) {
            throw new ConnectorException(
                    "file '" + split.id() + "' is no longer there", "it was being read when the run was interrupted");
        }
        return FileMetadata.of(
                table,
                path,
                columns,
                false,
                own -> partitions.reader(path, own, stored -> reader(path, position, stored)));
    }

    private Reader reader(Path path, Position position, int[] columns) {
        if (replay == null) {
            return new FileReader(body, path, body.decoder(columns), position);
        }
        return replay.reader(new FileReader(body, path, body.decoder(replay.columns(columns)), position), columns);
    }
}
