package io.millrace.connect.format;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Schema;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row out of texts that do not stand in a file but in its name. */
public final class TextRow {
    private TextRow() {}

    /**
     * Reads texts as CSV and JSON are read.
     *
     * @param texts one for each column; null for NULL
     * @param zone for instants that are written without a zone
     * @throws ConnectorException when one of them is no value of its column
     */
    public static Batch of(Schema schema, List<@Nullable String> texts, ZoneId zone) {
        RowBuffer row = new RowBuffer(schema, zone);
        for (int i = 0; i < schema.size(); i++) {
            String text = texts.get(i);
            byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            if (text == null ? !row.setNull(i) : !row.set(i, bytes, 0, bytes.length)) {
                throw new ConnectorException(row.problem(), "change the column's type, or the name");
            }
        }
        BatchBuilder builder = new BatchBuilder(schema, 1);
        row.commit(builder, 1);
        return builder.build();
    }
}
