package io.millrace.acceptance.judge;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/** Changes on their way into a file, for results that are too large for memory: a {@link Message} each, its first text + or -. */
final class ChangeFile implements Consumer<Row>, AutoCloseable {
    private final DataOutputStream out;
    private final List<LogicalType> types;
    private final CellText cells;
    private boolean appended = true;

    ChangeFile(Path file, List<LogicalType> types, CellText cells) throws IOException {
        this.types = types;
        this.cells = cells;
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    @Override
    public synchronized void accept(Row row) {
        List<@Nullable String> texts = new ArrayList<>();
        appended &= row.getKind() == RowKind.INSERT;
        texts.add(row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER ? "+" : "-");
        for (int i = 0; i < types.size(); i++) {
            texts.add(cells.of(row.getField(i), types.get(i)));
        }
        try {
            Message.append(out, texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether rows were only ever added. */
    synchronized boolean isAppended() {
        return appended;
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
