package io.millrace.core.connect;

import io.millrace.core.type.Schema;
import java.util.List;

/**
 * A table as a connector sees it.
 *
 * @param name as the user wrote it
 * @param schema the physical columns
 * @param primaryKey positions of the key columns, empty when there is none
 * @param options all options, checked against the connector's list
 */
public record Table(String name, Schema schema, List<Integer> primaryKey, TableOptions options) {
    public Table {
        primaryKey = List.copyOf(primaryKey);
    }
}
