package io.millrace.engine.pipeline;

import io.millrace.core.connect.Table;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one operator of a pipeline does. Columns are positions in the operator's input. */
public sealed interface Specification
        permits Specification.Immediate,
                Specification.SideTable,
                Specification.AggregateGroups,
                Specification.SortRows,
                ChangelogSpecification,
                JoinSpecification,
                LearnSpecification,
                OverSpecification,
                RankSpecification,
                TimeJoinSpecification,
                WindowSpecification,
                Recognition.Match {
    /** What the operator keeps between batches, and until when; empty when it keeps nothing. */
    List<Kept> keeps();

    /** Whether what it keeps for ever is forgotten sooner where its inputs have a time to live. */
    default boolean expires() {
        return false;
    }

    /** What rows that have come to the operator may have to wait for before it gives results. */
    WaitsFor waitsFor();

    /**
     * How far the watermark of what it emits is behind that of its inputs, in microseconds. Operators that emit rows with
     * the event times of rows that came earlier hold it back by so much that these are never behind it.
     */
    default long delayMicros() {
        return 0;
    }

    /** Operators that keep nothing from one epoch to the next and wait for nothing. */
    sealed interface Immediate extends Specification
            permits Scan,
                    Values,
                    Calc,
                    Unnest,
                    AggregateElements,
                    UnionAll,
                    WriteTable,
                    Result,
                    ChangelogSpecification.FromChangelog,
                    ChangelogSpecification.ToChangelog,
                    ChangelogSpecification.NetChanges {
        @Override
        default List<Kept> keeps() {
            return List.of();
        }

        @Override
        default WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /**
     * Reads a table.
     *
     * <p>Emits {@code projections}, then the extras.
     *
     * @param connector the table's connector
     * @param columns the physical columns to read, by position in the table's schema
     * @param projections what to emit, over the columns read: physical and computed columns of the table
     * @param time the event time
     * @param partitions over the columns of PARTITIONED BY, in its order: what it is not true for need not be read; null when
     *     all is
     */
    record Scan(
            Table table,
            String connector,
            List<Integer> columns,
            List<Expression> projections,
            @Nullable EventTime time,
            Extras extras,
            @Nullable Expression partitions)
            implements Immediate {
        public Scan {
            columns = List.copyOf(columns);
            projections = List.copyOf(projections);
        }
    }

    /**
     * What a scan says of each row besides its columns, in this order.
     *
     * @param watermark the watermark just before the row, a time like the event time: NULL as long as there is none; a
     *     row is late when its event time is not after it
     * @param late the hidden column {@code $late}: BYTES, NULL but for rows at or behind the watermark, which carry
     *     themselves encoded
     * @param touching whether {@code $late} is also there for rows one millisecond ahead of the watermark
     * @param ordinal the hidden column {@code $ordinal}: BIGINT, split and row number, ascending within a split
     */
    record Extras(boolean watermark, boolean late, boolean touching, boolean ordinal) {}

    /**
     * The event time of a table.
     *
     * @param column which projection is the event time: a TIMESTAMP or TIMESTAMP_LTZ
     * @param watermark over the projections, of the same type: no row at or before this value is expected after this
     *     row
     */
    record EventTime(int column, Expression watermark) {}

    /**
     * Reads what was put aside while a table was read. {@code late}: the rows that came too late, as the table's columns,
     * then {@code operator} STRING, {@code window_start}, {@code window_end}, {@code watermark_time} TIMESTAMP(3), {@code
     * epoch} BIGINT. {@code errors}: the records that could not be decoded, as {@code raw_text}, {@code reason}, {@code split}
     * STRING, {@code record_position}, {@code epoch} BIGINT.
     *
     * @param kind {@code late} or {@code errors}
     */
    record SideTable(Table table, String kind) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of(new Kept("the last 100,000 rows", List.of(), Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /** Rows written in the query. */
    record Values(List<List<Expression>> rows) implements Immediate {}

    /** Filters, then computes; {@code filter} is a BOOLEAN, and only true passes. */
    record Calc(@Nullable Expression filter, List<Expression> projections) implements Immediate {
        public Calc {
            projections = List.copyOf(projections);
        }
    }

    /**
     * Aggregates by key over all time: emits the keys, then the aggregates, and keeps them up to date. Without keys
     * there is one group, which exists from the first epoch on, even without rows.
     */
    record AggregateGroups(List<Integer> keys, List<AggregateCall> aggregates) implements Specification {
        public AggregateGroups {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public boolean expires() {
            return true;
        }

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept("one row of aggregates", keys, Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /**
     * Makes a row of each element of a collection: emits the input's columns without that one, then the element - the
     * fields of a ROW, the key and value of a MAP, an element of a MULTISET as often as it is in it - and then, if asked for,
     * its position from 1. An element that is a NULL row is left out.
     *
     * @param column an ARRAY, MAP or MULTISET
     * @param outer whether a row without elements, or with NULL, stays, with NULL in the columns of the element
     * @param condition of the output: where it is not true, the element counts as not there; null for none
     */
    record Unnest(
            int column,
            boolean ordinality,
            boolean outer,
            @Nullable Expression condition) implements Immediate {}

    /**
     * Aggregates the elements of a collection in each row by itself: emits the input's columns without that one, then
     * the results.
     *
     * @param elements which elements, all of them
     * @param columns of an element, with its position if it has one
     * @param filter of elements, over the columns before it, the number of the row in its batch, and {@code columns}; null
     *     for none
     * @param values over the same; what the calls are over
     */
    record AggregateElements(
            Unnest elements,
            List<Column> columns,
            @Nullable Expression filter,
            List<Expression> values,
            List<AggregateCall> calls)
            implements Immediate {
        public AggregateElements {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            calls = List.copyOf(calls);
        }
    }

    /**
     * Hands on all rows in order, as insertions.
     *
     * @param time the event time, if it is the first order column, ascending, and no row is taken back: then rows go on
     *     when the watermark passes them; -1 when they go on at the end of the input
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal column, which decides among peers before their values do; or -1
     */
    record SortRows(List<SortColumn> order, int time, int late, int ordinal) implements Specification {
        public SortRows {
            order = List.copyOf(order);
        }

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept(
                    time < 0 ? "all rows" : "the rows that wait for the watermark",
                    List.of(),
                    time < 0 ? "the input ends" : "the watermark passes their time"));
        }

        @Override
        public WaitsFor waitsFor() {
            return time < 0 ? WaitsFor.INPUT_END : WaitsFor.ROW_TIME;
        }
    }

    /** All rows of all inputs. */
    record UnionAll() implements Immediate {}

    /**
     * Writes a table.
     *
     * @param key the columns that identify a row, empty when none do
     */
    record WriteTable(Table table, String connector, List<Integer> key) implements Immediate {}

    /**
     * Hands rows to whoever asked for them: the terminal, a page, a test.
     *
     * @param name which result of the run
     * @param schema the columns to show, hidden ones gone
     * @param key the columns that identify a row, empty when none do
     * @param order what ORDER BY, LIMIT and OFFSET ask of the final table
     */
    record Result(String name, Schema schema, List<Integer> key, Order order) implements Immediate {}

    /**
     * @param columns sort columns, first the most important
     * @param limit at most so many rows, or -1
     * @param offset after leaving out so many
     */
    record Order(List<SortColumn> columns, long limit, long offset) {
        public static final Order NONE = new Order(List.of(), -1, 0);
    }

    record SortColumn(int column, boolean descending, boolean nullsFirst) {}
}
