package io.millrace.connect.file;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Shape.Known;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.env.Files;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a row's file says of itself: metadata columns. Of a file that is read once it is what it was when its first rows
 * were read; of one that is followed, what it is when a row is read.
 */
final class FileMetadata implements Reader {
    static final List<Known> ALL = List.of(
            new Known(new Column("file.path", Type.STRING.notNull()), "The file's whole path"),
            new Known(new Column("file.name", Type.STRING.notNull()), "Its name without the folder"),
            new Known(new Column("file.size", Type.BIGINT.notNull()), "How long it is, in bytes"),
            new Known(
                    new Column("file.modification-time", Type.timestampLtz(3).notNull()), "When it was last written"));

    private final Reader inner;
    private final Files files;
    private final Path path;
    private final boolean growing;
    private final int first;
    private final String[] keys;
    private @Nullable BasicFileAttributes attributes;

    private FileMetadata(Reader inner, Files files, Path path, boolean growing, int first, String[] keys) {
        this.inner = inner;
        this.files = files;
        this.path = path;
        this.growing = growing;
        this.first = first;
        this.keys = keys;
    }

    /**
     * A reader of columns and metadata.
     *
     * @param columns positions in the table's readable schema, ascending
     * @param reader makes a reader of the physical ones
     * @param growing whether the file may still be written
     */
    static Reader of(FileTable file, Path path, int[] columns, boolean growing, Function<int[], Reader> reader) {
        Table table = file.table();
        int physical = table.schema().size();
        int[] own = Arrays.stream(columns).filter(column -> column < physical).toArray();
        Reader inner = reader.apply(own);
        if (own.length == columns.length) {
            return inner;
        }
        String[] keys = Arrays.stream(columns)
                .filter(column -> column >= physical)
                .mapToObj(column -> table.metadata().get(column - physical).name())
                .toArray(String[]::new);
        return new FileMetadata(inner, file.context().environment().files(), path, growing, own.length, keys);
    }

    @Override
    public Poll poll(Rows rows, int maxRows) {
        BatchBuilder builder = rows.builder();
        int before = builder.size();
        Poll poll = inner.poll(rows, maxRows);
        int given = builder.size() - before;
        for (int i = 0; given > 0 && i < keys.length; i++) {
            fill(builder, first + i, keys[i], given);
        }
        if (growing) {
            attributes = null;
        }
        return poll;
    }

    private void fill(BatchBuilder builder, int column, String key, int count) {
        if (key.equals("file.path") || key.equals("file.name")) {
            Path shown = key.equals("file.path") ? path.toAbsolutePath().normalize() : path.getFileName();
            byte[] text = String.valueOf(shown).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < count; i++) {
                builder.bytes(column).append(text, 0, text.length);
            }
            return;
        }
        long value = key.equals("file.size")
                ? attributes().size()
                : TimeUnit.MILLISECONDS.toMicros(attributes().lastModifiedTime().toMillis());
        for (int i = 0; i < count; i++) {
            builder.longs(column).append(value);
        }
    }

    private BasicFileAttributes attributes() {
        BasicFileAttributes known = attributes;
        if (known == null) {
            try {
                known = files.attributes(path);
            } catch (IOException e) {
                throw FilePaths.failed("cannot read '" + path + "'", e);
            }
            attributes = known;
        }
        return known;
    }

    @Override
    public Source.Position position() {
        return inner.position();
    }

    @Override
    public Amount amount() {
        return inner.amount();
    }

    @Override
    public void close() {
        inner.close();
    }
}
