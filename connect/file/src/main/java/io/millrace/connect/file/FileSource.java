package io.millrace.connect.file;

import io.millrace.connect.format.Decoder;
import io.millrace.connect.format.Format;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Files: read once from their beginning to their end, perhaps at the pace of their rows' times, or followed as they
 * grow.
 */
final class FileSource implements Source {
    private final FileTable table;
    private final Map<Split, Path> files = new LinkedHashMap<>();

    private final boolean tail;
    private final @Nullable Replay replay;

    private FileSource(FileTable table, List<Path> found) {
        this.table = table;
        tail = table.table().options().require("scan.mode").equals("tail");
        replay = replay(table);
        for (Path path : found) {
            if (tail && table.compressed(path)) {
                throw new ConnectorException(
                        "'" + path + "' is compressed and cannot be followed", "use 'scan.mode' = 'bounded'");
            }
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
        List<Path> found = FilePaths.find(
                context.environment().files(), context.folder(), table.options().require("path"));
        FileSource source = new FileSource(FileTable.of(table, context, found.get(0)), found);
        source.check();
        return source;
    }

    /** Reads the beginning of the first file, so that a header that does not fit is known before anything runs. */
    private void check() {
        int[] all = IntStream.range(0, table.table().schema().size()).toArray();
        for (Path path : files.values()) {
            try (FileReader reader = new FileReader(table, path, decoder(all), Position.START)) {
                reader.start();
            }
            break;
        }
    }

    @Override
    public boolean bounded() {
        return !tail;
    }

    @Override
    public List<Split> splits() {
        return List.copyOf(files.keySet());
    }

    @Override
    public Reader open(Split split, Position position, int[] columns, Runnable waker) {
        Path path = files.get(split);
        if (path == null) {
            throw new ConnectorException(
                    "file '" + split.id() + "' is no longer there", "it was being read when the run was interrupted");
        }
        if (tail) {
            return new TailReader(table, path, () -> decoder(columns), position);
        }
        if (replay == null) {
            return new FileReader(table, path, decoder(columns), position);
        }
        return replay.reader(new FileReader(table, path, decoder(replay.columns(columns)), position), columns);
    }

    private Decoder decoder(int[] columns) {
        return table.format()
                .decoder(new Format.Request(
                        table.table(), columns, table.context().zone(), Format.Framing.LINES));
    }
}
