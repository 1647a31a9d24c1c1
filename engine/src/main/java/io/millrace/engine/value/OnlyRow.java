package io.millrace.engine.value;

import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException.Position;
import org.jspecify.annotations.Nullable;

/**
 * A row that has to be the only one of its primary key.
 *
 * @param table the table that it is written to
 */
public record OnlyRow(String table, @Nullable Position position) {
    /** What to throw when it is not. */
    public DataException another(String key) {
        return new DataException(
                "two rows have the primary key " + key + " of '" + table + "'",
                position,
                "ON CONFLICT DO NOTHING keeps the first of them, ON CONFLICT DO DEDUPLICATE the last",
                null);
    }
}
