package io.millrace.engine.pipeline;

import io.millrace.core.connect.Table;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one operator of a pipeline does. Columns are positions in the operator's input. */
public sealed interface Specification {
    /** What the operator keeps between batches, and until when; empty when it keeps nothing. */
    List<Kept> keeps();

    /**
     * How far the watermark of what it emits is behind that of its inputs, in microseconds. Operators that emit rows with
     * the event times of rows that came earlier hold it back by so much that these are never behind it.
     */
    default long delayMicros() {
        return 0;
    }

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

        @Override
        public List<Kept> keeps() {
            return List.of();
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
    record SideTable(Table table, String kind) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of(new Kept("the last 100,000 rows", List.of(), Kept.FOR_EVER));
        }
    }

    /** Rows written in the query. */
    record Values(List<List<Expression>> rows) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of();
        }
    }

    /** Filters, then computes; {@code filter} is a BOOLEAN, and only true passes. */
    record Calc(@Nullable Expression filter, List<Expression> projections) implements Specification {
        public Calc {
            projections = List.copyOf(projections);
        }

        @Override
        public List<Kept> keeps() {
            return List.of();
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

        @Override
        public List<Kept> keeps() {
            return window instanceof Window.Session
                    ? List.of(
                            new Kept("the rows of open sessions", partition, "the watermark passes the session's end"))
                    : List.of();
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

        @Override
        public List<Kept> keeps() {
            return List.of(Kept.ofWindow("one row of aggregates", keys));
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
        public List<Kept> keeps() {
            return List.of(new Kept("one row of aggregates", keys, Kept.FOR_EVER));
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

        @Override
        public List<Kept> keeps() {
            return List.of(Kept.ofWindow("one row of aggregates", keys));
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

        @Override
        public List<Kept> keeps() {
            Kept waiting =
                    new Kept("the rows that wait for the watermark", partition, "the watermark passes their time");
            boolean unbounded = frame.preceding() == Frame.UNBOUNDED;
            return List.of(
                    waiting,
                    unbounded
                            ? new Kept("one row of aggregates", partition, Kept.FOR_EVER)
                            : new Kept("the rows of the frame", partition, "later rows of the key push them out"));
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

        @Override
        public List<Kept> keeps() {
            boolean counts = !kind.isPaired() && condition == null;
            String what = counts ? "one count" : "the rows of its right input";
            return List.of(
                    new Kept("the rows of its left input", 0, left.keys(), false, Kept.FOR_EVER),
                    new Kept(what, 1, right.keys(), false, Kept.FOR_EVER));
        }
    }

    /**
     * Joins rows of the same window: emits what {@link Join} does of a window, once, when the watermark has passed its
     * end. The bounds of the window are among the keys.
     *
     * @param time the type of the time that the windows were cut by
     */
    record JoinWindows(Join join, WindowPlace left, WindowPlace right, Type time) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept("the rows of its left input", 0, join.left().keys(), false, Kept.WINDOW),
                    new Kept("the rows of its right input", 1, join.right().keys(), false, Kept.WINDOW));
        }
    }

    /**
     * Where rows say which window they are of.
     *
     * @param start the column with its start, TIMESTAMP(3)
     * @param end the column with its end
     * @param late the hidden late column, or -1
     */
    record WindowPlace(int start, int end, int late) {}

    /** Compares whole rows of two inputs with the same columns; NULL equals NULL. */
    enum SetOperation implements Specification {
        /** The distinct rows that both have. */
        INTERSECT,
        /** The rows that both have, as often as both have them. */
        INTERSECT_ALL,
        /** The distinct rows of the first that the second does not have. */
        EXCEPT,
        /** The rows of the first, as often as it has them more than the second. */
        EXCEPT_ALL;

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept("how often each input has each row", List.of(), Kept.FOR_EVER));
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

    /**
     * The first rows of each partition: those whose rank is from {@code from} to {@code to}. Emits the input's columns,
     * then, if {@code numbered}, the rank (BIGINT).
     *
     * @param order what ranks are by
     * @param ties what decides among rows of equal rank order, before their values do
     * @param from at least 1
     * @param to {@link Long#MAX_VALUE} for all rows from {@code from} on
     */
    record TopRows(
            List<Integer> partition,
            List<SortColumn> order,
            List<SortColumn> ties,
            Rank rank,
            long from,
            long to,
            boolean numbered)
            implements Specification {
        public TopRows {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            ties = List.copyOf(ties);
        }

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept(what(), partition, Kept.FOR_EVER));
        }

        private String what() {
            return to == Long.MAX_VALUE
                    ? "all rows"
                    : "the first " + (to == 1 ? "row" : to + " rows") + ", and those behind if rows may go away";
        }
    }

    /** How rows are numbered. */
    enum Rank {
        /** 1, 2, 3 …, whatever ties there are. */
        ROW_NUMBER,
        /** One more than the rows before; peers have the same. */
        RANK,
        /** One more than the different values before; peers have the same. */
        DENSE_RANK
    }

    /**
     * The first row of each partition by event time, once the watermark has passed it: emits the input's columns, then, if
     * {@code numbered}, 1 (BIGINT).
     *
     * @param time the event time; rows where it is NULL are dropped
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal column, which decides among rows of equal time before their values do; or -1
     */
    record FirstRows(List<Integer> partition, int time, int late, int ordinal, boolean numbered)
            implements Specification {
        public FirstRows {
            partition = List.copyOf(partition);
        }

        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept("the first row so far", partition, "the watermark passes its time"),
                    new Kept("that a first row was given", partition, Kept.FOR_EVER));
        }
    }

    /**
     * The first rows of each partition, where the partition has the bounds of a window that each row is of: emits what
     * {@link TopRows} does, once, when the watermark has passed the end of the window.
     *
     * @param start the start of the window, TIMESTAMP(3)
     * @param end its end, TIMESTAMP(3); no row of the window comes after the watermark has passed it
     * @param time the type of the event time that the window was cut by
     * @param late the hidden late column, or -1
     */
    record TopRowsAttached(TopRows top, int start, int end, Type time, int late) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of(Kept.ofWindow(top.what(), top.partition()));
        }
    }

    /**
     * Functions over a frame around each row of a partition, where rows come in any order or may be taken back: emits the
     * input's columns, then one column a call, and keeps them up to date.
     *
     * @param ties what decides among peers before their values do
     */
    record OrderedOver(List<Integer> partition, List<SortColumn> order, List<SortColumn> ties, List<OverCall> calls)
            implements Specification {
        public OrderedOver {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            ties = List.copyOf(ties);
            calls = List.copyOf(calls);
        }

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept("all rows, and what was last emitted for them", partition, Kept.FOR_EVER));
        }
    }

    /**
     * The same for rows that come by event time and are never taken back, where no call looks further ahead than so many
     * rows or so much time: emits each row once, when all that its frames have has come.
     *
     * @param time the event time, the only order column; rows where it is NULL are dropped
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal column, which decides among rows of equal time before their values do; or -1
     */
    record OverAhead(OrderedOver over, int time, int late, int ordinal) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept(
                            "the rows that wait for the watermark",
                            over.partition(),
                            "the watermark passes their time"),
                    new Kept("the rows that are in frames to come", over.partition(), "no frame has them any more"));
        }
    }

    /**
     * A function over a frame.
     *
     * @param call an aggregate function; or {@code LAG}, {@code LEAD} (the value, then perhaps what is given where there
     *     is no such row), {@code NTH_VALUE}, {@code NTILE}, {@code PERCENT_RANK}, {@code CUME_DIST}
     * @param parameter how many rows before or after, which value, how many buckets; else 0
     */
    record OverCall(AggregateCall call, OverFrame frame, long parameter) {}

    /**
     * The rows around the current one that count, bounds included. Below 0 is before the current row, above 0 after.
     *
     * @param rows whether bounds count rows; otherwise they are distances of the only order column, a whole number or
     *     time, in its unit; 0 is then the current row with its peers
     */
    record OverFrame(boolean rows, long lower, long upper) {
        public static final long UNBOUNDED_PRECEDING = Long.MIN_VALUE;
        public static final long UNBOUNDED_FOLLOWING = Long.MAX_VALUE;
    }

    /**
     * Finds rows that follow one another as a pattern says: emits {@code outputs} for each match, or for each row of each
     * match, in the order of event time once the watermark has passed.
     *
     * <p>A match is told as soon as it is one, unless a search that began at an earlier row is not over yet: then it waits
     * for that one, which may make it void by what it skips.
     *
     * @param pattern over {@code variables}
     * @param offsets the columns of the input that are used
     * @param sources the columns of the evaluation row
     * @param outputs over the evaluation row
     */
    record Match(
            Recognition.Sequence sequence,
            RowPattern pattern,
            List<Recognition.Variable> variables,
            List<Recognition.Offset> offsets,
            List<Recognition.Source> sources,
            List<Expression> outputs,
            Recognition.Outcome outcome)
            implements Specification {
        public Match {
            variables = List.copyOf(variables);
            offsets = List.copyOf(offsets);
            sources = List.copyOf(sources);
            outputs = List.copyOf(outputs);
        }

        @Override
        public List<Kept> keeps() {
            return Recognition.keeps(this);
        }
    }

    /**
     * Makes a row of each element of a collection: emits the input's columns without that one, then the element - the
     * fields of a ROW, the key and value of a MAP, an element of a MULTISET as often as it is in it - and then, if asked for,
     * its position from 1. An element that is a NULL row is left out.
     *
     * @param column an ARRAY, MAP or MULTISET
     * @param outer whether a row without elements, or with NULL, stays, with NULL in the columns of the element
     */
    record Unnest(int column, boolean ordinality, boolean outer) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of();
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
    }

    /** All rows of all inputs. */
    record UnionAll() implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of();
        }
    }

    /**
     * Joins rows of equal keys whose event times are near each other: {@code lower <= left time - right time <= upper},
     * in microseconds. Emits the columns of the left input, then those of the right one, both without their hidden late
     * columns; a row of an input that is kept and met nothing is emitted once its time is over, with NULL for the other.
     * Inputs have insertions only.
     *
     * @param condition over the columns emitted, what a pair must fulfil besides; null when nothing
     */
    record IntervalJoin(
            TimedInput left,
            TimedInput right,
            long lower,
            long upper,
            @Nullable Expression condition) implements Specification {
        /** A row without partner is emitted when the watermark is behind the last of them; a tick more, and it is in time. */
        @Override
        public long delayMicros() {
            return Math.max(0, TICK_MICROS + Math.max(-lower, upper));
        }

        @Override
        public List<Kept> keeps() {
            String until = "the watermark passes the time of its last partner";
            return List.of(
                    new Kept("the rows of its left input", 0, left.keys(), false, until),
                    new Kept("the rows of its right input", 1, right.keys(), false, until));
        }

        /** How long after a left row the last right one may be; negative when all are before. */
        public long afterLeft() {
            return -lower;
        }

        /** How long after a right row the last left one may be; negative when all are before. */
        public long afterRight() {
            return upper;
        }
    }

    /**
     * Joins each row of the left input with the version of its key that is valid at its event time: the row of the right
     * input with the largest time up to it; of several with the same time the last one counts. Emits the columns of the
     * left input, its hidden late one included, then those of the right one but for its late one and its ordinal. A row
     * without version, or whose version does not fulfil the condition, is emitted with NULL for it where the left input
     * is kept. Inputs have insertions only.
     *
     * @param ordinal the hidden ordinal column of the right input, or -1
     * @param before whether the version must be from before the row's time, not of the same time
     * @param condition over the columns emitted, what a pair must fulfil besides; null when nothing
     */
    record TemporalJoin(
            TimedInput left,
            TimedInput right,
            int ordinal,
            boolean before,
            @Nullable Expression condition) implements Specification {
        /** Rows of the same time as the watermark's are waited for, so that those of equal times all count. */
        @Override
        public long delayMicros() {
            return TICK_MICROS;
        }

        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept("the rows of its left input", 0, left.keys(), false, "the watermark passes their time"),
                    new Kept("the newest version", 1, right.keys(), false, Kept.FOR_EVER),
                    new Kept("older versions", 1, right.keys(), false, "the watermark passes the next one's time"));
        }
    }

    /**
     * Joins each row of the left input with the rows of the right one that have its keys, once all of these are there:
     * emits the columns of the left input, then those of the right one, with the left row's weight. The right input ends,
     * and has insertions only.
     *
     * @param leftKeys the columns that are compared, none to join all
     * @param rightKeys the same of the right input; of the same storage
     * @param kept whether left rows that meet nothing are emitted too, with NULL for the right ones
     * @param condition over the columns emitted, what a pair must fulfil besides; null when nothing
     */
    record LookupJoin(
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            boolean kept,
            @Nullable Expression condition) implements Specification {
        public LookupJoin {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
        }

        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept("the rows of its left input", 0, List.of(), false, "its right input has been read"),
                    new Kept("the rows of its right input", 1, rightKeys, false, Kept.FOR_EVER));
        }
    }

    /** Event times are in milliseconds. */
    long TICK_MICROS = 1000;

    /**
     * One input of a join by time.
     *
     * @param keys the columns that are compared, in the same order on both sides and of the same storage; a row with NULL
     *     in one of them meets nothing
     * @param time its event time; a row where it is NULL meets nothing
     * @param late the hidden late column, or -1
     * @param kept whether rows that meet nothing are emitted too
     */
    record TimedInput(List<Integer> keys, int time, int late, boolean kept) {
        public TimedInput {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Writes a table.
     *
     * @param key the columns that identify a row, empty when none do
     */
    record WriteTable(Table table, String connector, List<Integer> key) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of();
        }
    }

    /**
     * Hands rows to whoever asked for them: the terminal, a page, a test.
     *
     * @param name which result of the run
     * @param schema the columns to show, hidden ones gone
     * @param key the columns that identify a row, empty when none do
     * @param order what ORDER BY, LIMIT and OFFSET ask of the final table
     */
    record Result(String name, Schema schema, List<Integer> key, Order order) implements Specification {
        @Override
        public List<Kept> keeps() {
            return List.of();
        }
    }

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
