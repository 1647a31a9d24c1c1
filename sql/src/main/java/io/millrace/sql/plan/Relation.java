package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.Frame;
import io.millrace.engine.pipeline.Specification.Window;
import io.millrace.sql.CatalogTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query before it becomes a pipeline: relations over relations, immutable, compared by value. */
sealed interface Relation {
    Schema schema();

    List<Relation> inputs();

    /** Whether it has rows that go away again. */
    default boolean changing() {
        return inputs().stream().anyMatch(Relation::changing);
    }

    /**
     * Reads a table.
     *
     * @param columns which of the table's columns
     * @param late whether the hidden late column follows
     * @param touching whether the late column also marks rows a millisecond ahead of the watermark
     * @param ordinal whether the hidden ordinal column follows
     * @param timed whether somebody needs the watermark; the event time is then among the columns
     */
    record Scan(
            CatalogTable table, List<Integer> columns, boolean late, boolean touching, boolean ordinal, boolean timed)
            implements Relation {
        @Override
        public Schema schema() {
            Schema schema = table.schema()
                    .select(columns.stream().mapToInt(Integer::intValue).toArray());
            schema = late ? schema.with(Hidden.LATE) : schema;
            return ordinal ? schema.with(Hidden.ORDINAL) : schema;
        }

        @Override
        public List<Relation> inputs() {
            return List.of();
        }
    }

    /** Reads what a table's scan put aside. */
    record SideScan(CatalogTable table, String kind, Schema schema) implements Relation {
        @Override
        public List<Relation> inputs() {
            return List.of();
        }
    }

    record Values(List<List<Expression>> rows, Schema schema) implements Relation {
        @Override
        public List<Relation> inputs() {
            return List.of();
        }
    }

    /** Filters, then computes. */
    record Calc(Relation input, @Nullable Expression filter, List<Expression> projections, Schema schema)
            implements Relation {
        @Override
        public List<Relation> inputs() {
            return List.of(input);
        }
    }

    /** Adds window_start, window_end and window_time. */
    record AssignWindow(Relation input, Window window, int time, int late, List<Integer> partition, Schema schema)
            implements Relation {
        @Override
        public List<Relation> inputs() {
            return List.of(input);
        }

        int start() {
            return input.schema().size();
        }
    }

    /** Keys, aggregates, window_start, window_end, window_time. */
    record WindowAggregate(
            Relation input,
            Window window,
            int time,
            int late,
            List<Integer> keys,
            List<AggregateCall> calls,
            Schema schema)
            implements Relation {
        @Override
        public List<Relation> inputs() {
            return List.of(input);
        }

        @Override
        public boolean changing() {
            return false;
        }

        int start() {
            return keys.size() + calls.size();
        }
    }

    /**
     * Keys, aggregates.
     *
     * @param window the window that rows are of already, if the groups are of one window each: then they end with it
     */
    record GroupAggregate(
            Relation input, List<Integer> keys, @Nullable Attached window, List<AggregateCall> calls, Schema schema)
            implements Relation {
        @Override
        public List<Relation> inputs() {
            return List.of(input);
        }

        @Override
        public boolean changing() {
            return input.changing() || (window == null && (!calls.isEmpty() || keys.isEmpty()));
        }
    }

    /**
     * The window that rows are of already.
     *
     * @param start which of the input's columns is its start
     * @param end which is its end
     * @param time the type of the event time it was cut by
     * @param late the hidden late column, or -1
     */
    record Attached(int start, int end, Type time, int late) {}

    /** The input's columns, then the calls. */
    record Over(
            Relation input,
            List<Integer> partition,
            int time,
            int late,
            int ordinal,
            Frame frame,
            List<AggregateCall> calls,
            Schema schema)
            implements Relation {
        @Override
        public List<Relation> inputs() {
            return List.of(input);
        }
    }

    record Union(List<Relation> inputs, Schema schema) implements Relation {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }

    /** All columns of a relation as they are. */
    static List<Expression> columns(Schema schema) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(new Expression.Column(i, schema.type(i)));
        }
        return columns;
    }
}
