package io.millrace.connect.jdbc;

import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Position;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of a table. Its position is how many rows were given and the key of the last one, behind which it goes on;
 * of a table without a key a part that was begun is read again from its beginning.
 */
final class JdbcReader implements Reader {
    private static final String ENDED = "end";

    private final JdbcTable table;
    private final ScanQuery query;
    private final int columns;
    private Position position;
    private @Nullable Fetch fetch;
    private Fetch.@Nullable Chunk chunk;
    private int at;
    private int nextBad;

    JdbcReader(JdbcTable table, String condition, Position position, int[] columns) {
        this.table = table;
        this.position = position;
        this.columns = columns.length;
        query = new ScanQuery(table, condition, columns);
    }

    @Override
    public Poll poll(Rows rows, int maxRows) {
        if (position.detail().equals(ENDED)) {
            return Poll.END;
        }
        Fetch running = fetch;
        if (running == null) {
            boolean behind = query.isKeyed() && !position.detail().isEmpty();
            running = new Fetch(table, query, behind ? position.detail() : null);
            running.start();
            fetch = running;
        }
        int given = 0;
        while (given < maxRows) {
            Fetch.Chunk current = chunk;
            if (current == null) {
                // A table that ends has no idle times: they would cut epochs by the clock instead of by rows.
                current = running.take(given == 0);
                if (current == null) {
                    break;
                }
                chunk = current;
                at = 0;
                nextBad = 0;
            }
            given += give(current, rows, maxRows - given);
            if (at == current.rows().size() && nextBad == current.bad().size()) {
                chunk = null;
                if (current.last()) {
                    position = new Position(position.offset(), ENDED);
                    return Poll.END;
                }
            }
        }
        return Poll.MORE;
    }

    private int give(Fetch.Chunk current, Rows rows, int room) {
        long first = position.offset();
        int begin = at;
        int given = 0;
        while (given < room) {
            int until = nextBad < current.bad().size()
                    ? current.bad().get(nextBad).before()
                    : current.rows().size();
            int count = Math.min(room - given, until - at);
            if (count > 0) {
                for (int i = 0; i < columns; i++) {
                    rows.builder().column(i).append(current.rows().column(i), at, at + count);
                }
                rows.builder().endRows(count);
                at += count;
                given += count;
            } else if (nextBad < current.bad().size()) {
                byte[] raw = ("row " + (first + given + 1)).getBytes(StandardCharsets.UTF_8);
                rows.error(raw, 0, raw.length, current.bad().get(nextBad).reason(), first + given);
                nextBad++;
                given++;
            } else {
                break;
            }
        }
        String key = !query.isKeyed() ? "" : at > begin ? query.keyText(current.rows(), at - 1) : position.detail();
        position = new Position(first + given, key);
        return given;
    }

    @Override
    public Source.Position position() {
        return position;
    }

    @Override
    public void close() {
        if (fetch != null) {
            fetch.close();
        }
    }
}
