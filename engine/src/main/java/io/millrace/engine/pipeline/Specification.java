package io.millrace.engine.pipeline;

import io.millrace.core.connect.Table;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one operator of a pipeline does. Columns are positions in the operator's input. */
public sealed interface Specification {
    /**
     * Reads a table.
     *
     * <p>Emits {@code projections}, then, if {@code late}, the hidden column {@code $late} (BYTES: NULL but for rows at
     * or behind the watermark, which carry themselves encoded), then, if {@code ordinal}, the hidden column
     * {@code $ordinal} (BIGINT: split and row number, ascending within a split).
     *
     * @param connector the table's connector
     * @param columns the physical columns to read, by position in the table's schema
     * @param projections what to emit, over the columns read: physical and computed columns of the table
     * @param time the event time
     * @param touching whether {@code $late} is also there for rows one millisecond ahead of the watermark
     */
    record Scan(
            Table table,
            String connector,
            List<Integer> columns,
            List<Expression> projections,
            @Nullable EventTime time,
            boolean late,
            boolean touching,
            boolean ordinal)
            implements Specification {
        public Scan {
            columns = List.copyOf(columns);
            projections = List.copyOf(projections);
        }
    }

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
    record SideTable(Table table, String kind) implements Specification {}

    /** Rows written in the query. */
    record Values(List<List<Expression>> rows) implements Specification {}

    /** Filters, then computes; {@code filter} is a BOOLEAN, and only true passes. */
    record Calc(@Nullable Expression filter, List<Expression> projections) implements Specification {
        public Calc {
            projections = List.copyOf(projections);
        }
    }

    /**
     * Gives every row its windows: emits the input's columns, then {@code window_start}, {@code window_end} (TIMESTAMP(3))
     * and {@code window_time} (the type of the time column), once for each window the row is in. Rows with a NULL time
     * are dropped. A row's session is known when it is over; {@code window_time} is then the event time, and the hidden
     * late column has done its work and comes back as NULL.
     *
     * @param late the hidden late column, or -1; only sessions read it
     * @param partition the columns a session is kept for; empty for other windows
     */
    record AssignWindows(Window window, int time, int late, List<Integer> partition) implements Specification {
        public AssignWindows {
            partition = List.copyOf(partition);
        }
    }

    /**
     * Aggregates by window and key: emits the keys, the aggregates, then {@code window_start}, {@code window_end}
     * (TIMESTAMP(3)) and {@code window_time} (the type of the time column), when the watermark has passed the end of the
     * window.
     *
     * @param time the event time; rows where it is NULL are dropped
     * @param late the hidden late column, or -1
     */
    record AggregateWindows(Window window, int time, int late, List<Integer> keys, List<AggregateCall> aggregates)
            implements Specification {
        public AggregateWindows {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
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
    }

    /**
     * Aggregates by key, where two of the keys are the bounds of a window that each row is of: emits the keys, then the
     * aggregates, once, when the watermark has passed the end of the window.
     *
     * @param start the start of the window, TIMESTAMP(3)
     * @param end its end, TIMESTAMP(3); no row of the window comes after the watermark has passed it
     * @param time the type of the event time that the window was cut by
     * @param late the hidden late column, or -1
     */
    record AggregateAttached(
            List<Integer> keys, int start, int end, Type time, int late, List<AggregateCall> aggregates)
            implements Specification {
        public AggregateAttached {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }
    }

    /**
     * Aggregates over a frame before each row: emits the input's columns, then one column a call, in the order of event
     * time once the watermark has passed; rows of equal time in the order of {@code ordinal}.
     *
     * @param time the event time; rows where it is NULL are dropped
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal column, or -1
     */
    record AggregateOver(
            List<Integer> partition, int time, int late, int ordinal, Frame frame, List<AggregateCall> aggregates)
            implements Specification {
        public AggregateOver {
            partition = List.copyOf(partition);
            aggregates = List.copyOf(aggregates);
        }
    }

    /**
     * Joins two inputs on equal keys: emits the columns of the left input, then those of the right one; SEMI and ANTI
     * emit the left ones alone. Without keys every row meets every row, which takes all of them on one worker. What an
     * epoch changes is emitted at its end, as the net change.
     *
     * @param nullsEqual for each key, whether NULL equals NULL; otherwise a row with NULL meets nothing
     * @param condition what a pair must fulfil besides, a BOOLEAN over the columns of both; null when nothing
     */
    record Join(
            JoinKind kind,
            JoinInput left,
            JoinInput right,
            List<Boolean> nullsEqual,
            @Nullable Expression condition) implements Specification {
        public Join {
            nullsEqual = List.copyOf(nullsEqual);
        }
    }

    /** Which rows a join emits. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        SEMI,
        ANTI;

        /** Whether pairs are emitted, and not only rows of the left input. */
        public boolean isPaired() {
            return this != SEMI && this != ANTI;
        }

        /** Whether rows of the left input are emitted, with NULL beside them, that met nothing. */
        public boolean keepsLeft() {
            return this == LEFT || this == FULL;
        }

        /** Whether rows of the right input are emitted, with NULL beside them, that met nothing. */
        public boolean keepsRight() {
            return this == RIGHT || this == FULL;
        }
    }

    /**
     * One input of a join.
     *
     * @param keys its columns that are compared, in the same order on both sides and of the same storage
     * @param unique whether no two rows of it have the same keys at the end of an epoch
     */
    record JoinInput(List<Integer> keys, boolean unique) {
        public JoinInput {
            keys = List.copyOf(keys);
        }
    }

    /** All rows of all inputs. */
    record UnionAll() implements Specification {}

    /**
     * Writes a table.
     *
     * @param key the columns that identify a row, empty when none do
     */
    record WriteTable(Table table, String connector, List<Integer> key) implements Specification {}

    /**
     * Hands rows to whoever asked for them: the terminal, a page, a test.
     *
     * @param name which result of the run
     * @param schema the columns to show, hidden ones gone
     * @param key the columns that identify a row, empty when none do
     * @param order what ORDER BY, LIMIT and OFFSET ask of the final table
     */
    record Result(String name, Schema schema, List<Integer> key, Order order) implements Specification {}

    /**
     * @param columns sort columns, first the most important
     * @param limit at most so many rows, or -1
     * @param offset after leaving out so many
     */
    record Order(List<SortColumn> columns, long limit, long offset) {
        public static final Order NONE = new Order(List.of(), -1, 0);
    }

    record SortColumn(int column, boolean descending, boolean nullsFirst) {}

    /**
     * A call of an aggregate function.
     *
     * @param function as named in {@code Aggregates.ALL}
     * @param arguments columns of the input; empty for {@code COUNT(*)}
     * @param distinct whether equal arguments count once
     * @param filter a BOOLEAN column: only rows where it is true count; or -1
     * @param ordinal the hidden ordinal column, for functions that depend on order; or -1
     * @param details what is written in the call
     */
    record AggregateCall(
            String function,
            List<Integer> arguments,
            List<Type> argumentTypes,
            boolean distinct,
            int filter,
            int ordinal,
            Type type,
            Details details) {
        public AggregateCall {
            arguments = List.copyOf(arguments);
            argumentTypes = List.copyOf(argumentTypes);
        }

        /** A call with nothing but columns. */
        public AggregateCall(
                String function,
                List<Integer> arguments,
                List<Type> argumentTypes,
                boolean distinct,
                int filter,
                int ordinal,
                Type type) {
            this(function, arguments, argumentTypes, distinct, filter, ordinal, type, Details.NONE);
        }

        /** The same call over other columns. */
        public AggregateCall over(List<Integer> newArguments, int newFilter, int newOrdinal) {
            return new AggregateCall(
                    function, newArguments, argumentTypes, distinct, newFilter, newOrdinal, type, details);
        }
    }

    /**
     * What is written in an aggregate call.
     *
     * @param constants arguments that are the same for all rows, as in {@code Expression.Literal}
     * @param descending for the last so many arguments, which are what WITHIN GROUP orders by, whether large values come
     *     first
     */
    record Details(List<Object> constants, List<Boolean> descending) {
        public static final Details NONE = new Details(List.of(), List.of());

        public Details {
            constants = List.copyOf(constants);
            descending = List.copyOf(descending);
        }
    }

    /** How windows cut time; all lengths in microseconds. */
    sealed interface Window {
        record Tumble(long size, long offset) implements Window {}

        record Hop(long slide, long size, long offset) implements Window {}

        record Cumulate(long step, long size, long offset) implements Window {}

        record Session(long gap) implements Window {}
    }

    /**
     * The rows before the current one that count, the current one included.
     *
     * @param rows whether {@code preceding} counts rows; otherwise it is microseconds of event time, and rows with the
     *     current row's time count too
     * @param preceding how far back, or {@link #UNBOUNDED}
     */
    record Frame(boolean rows, long preceding) {
        public static final long UNBOUNDED = Long.MAX_VALUE;
    }
}
