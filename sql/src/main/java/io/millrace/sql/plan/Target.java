package io.millrace.sql.plan;

import io.millrace.core.connect.Table;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.Order;
import java.util.List;

/** Where the rows of a query go. */
sealed interface Target {
    /** The query; its columns are pruned already. */
    Relation relation();

    /** The time to live of what is kept for it and would be kept for ever, in microseconds; 0 for none. */
    long lifetimeMicros();

    record Write(Relation relation, Table table, String connector, long lifetimeMicros) implements Target {}

    /** Rows that a model learns, which then are no more. */
    record Teach(Relation relation, long lifetimeMicros) implements Target {}

    /** @param key columns that identify a row, empty when none do */
    record Show(Relation relation, String name, Schema schema, List<Integer> key, Order order, long lifetimeMicros)
            implements Target {}
}
