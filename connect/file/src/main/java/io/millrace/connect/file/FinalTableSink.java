package io.millrace.connect.file;

import io.millrace.connect.format.Encoder;
import io.millrace.connect.format.Format;
import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Table;
import io.millrace.core.text.ValueText;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table with a primary key: the file holds the rows as they stood at the end of the last whole epoch, in the
 * order in which their keys first came. It is written when the run ends, under another name, and then renamed, so that
 * it is never seen half. The rows are held in memory until then.
 */
final class FinalTableSink implements Sink {
    private final FileTable table;
    private final Path path;
    private final Encoder rows;
    private final Encoder encoder;
    private final Map<String, byte[]> lines = new LinkedHashMap<>();
    private final Map<String, byte @Nullable []> changed = new LinkedHashMap<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder key = new StringBuilder();
    private boolean complete;

    FinalTableSink(FileTable table, Path path) {
        this.table = table;
        this.path = path;
        rows = table.encoder(Format.Framing.MESSAGE);
        encoder = table.encoder(Format.Framing.FILE);
    }

    @Override
    public void write(Batch changes) {
        try {
            for (int row = 0; row < changes.size(); row++) {
                String name = key(changes, row);
                if (changes.weight(row) < 0) {
                    changed.put(name, null);
                } else {
                    line.reset();
                    rows.encode(changes, row, line);
                    changed.put(name, line.toByteArray());
                }
            }
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }

    /** The text of the key's values, each with its length, so that no two keys give the same. */
    private String key(Batch changes, int row) {
        Table declared = table.table();
        key.setLength(0);
        for (int column : declared.primaryKey()) {
            if (changes.column(column).isNull(row)) {
                key.append("-;");
                continue;
            }
            String value = ValueText.of(
                    changes.column(column),
                    row,
                    declared.schema().type(column),
                    table.context().zone());
            key.append(value.length()).append(':').append(value);
        }
        return key.toString();
    }

    @Override
    public boolean showsTable() {
        return true;
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        complete = true;
        changed.forEach((name, content) -> {
            if (content == null) {
                lines.remove(name);
            } else {
                lines.put(name, content);
            }
        });
        changed.clear();
    }

    @Override
    public void close() {
        if (!complete) {
            return;
        }
        Path draft = path.resolveSibling("." + path.getFileName() + ".part");
        try {
            try (OutputStream output = new BufferedOutputStream(
                    Channels.newOutputStream(table.context()
                            .environment()
                            .files()
                            .open(
                                    draft,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE)),
                    1 << 16)) {
                encoder.begin(output);
                for (byte[] content : lines.values()) {
                    encoder.write(content, output);
                }
                encoder.flush(output);
            }
            table.context().environment().files().move(draft, path);
        } catch (IOException e) {
            throw FilePaths.failed("cannot write '" + path + "'", e);
        }
    }
}
