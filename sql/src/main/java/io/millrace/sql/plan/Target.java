package io.millrace.sql.plan;

import io.millrace.core.connect.Table;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.Order;
import java.util.List;

/** Where the rows of a query go. */
sealed interface Target {
    /** The query; its columns are pruned already. */
    Relation relation();

    record Write(Relation relation, Table table, String connector) implements Target {}

    /** @param key columns that identify a row, empty when none do */
    record Show(Relation relation, String name, Schema schema, List<Integer> key, Order order) implements Target {}
}
