package io.millrace.connect.file;

import io.millrace.connect.format.Format;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Files that are read once, from their beginning to their end. */
final class BoundedFiles implements Source {
    private final FileTable table;
    private final Map<Split, Path> files = new LinkedHashMap<>();

    private BoundedFiles(FileTable table, List<Path> found) {
        this.table = table;
        for (Path path : found) {
            files.put(new Split(table.splitId(path)), path);
        }
    }

    static BoundedFiles open(Table table, ConnectorContext context) {
        List<Path> found = FilePaths.find(
                context.environment().files(), context.folder(), table.options().require("path"));
        BoundedFiles source = new BoundedFiles(FileTable.of(table, context, found.get(0)), found);
        source.check();
        return source;
    }

    /** Reads the beginning of the first file, so that a header that does not fit is known before anything runs. */
    private void check() {
        int[] all = IntStream.range(0, table.table().schema().size()).toArray();
        try (FileReader reader = open(splits().get(0), Position.START, all, () -> {})) {
            reader.start();
        }
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public List<Split> splits() {
        return List.copyOf(files.keySet());
    }

    @Override
    public FileReader open(Split split, Position position, int[] columns, Runnable waker) {
        Path path = files.get(split);
        if (path == null) {
            throw new ConnectorException(
                    "file '" + split.id() + "' is no longer there", "it was being read when the run was interrupted");
        }
        Format.Request request =
                new Format.Request(table.table(), columns, table.context().zone(), Format.Framing.LINES);
        return new FileReader(table, path, table.format().decoder(request), position);
    }
}
