package io.millrace.engine.pipeline;

import java.util.List;

/** Operators that compute functions over the rows around each row. */
public sealed interface OverSpecification extends Specification {
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
            implements OverSpecification {
        public AggregateOver {
            partition = List.copyOf(partition);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public boolean expires() {
            return true;
        }

        @Override
        public List<Kept> keeps() {
            Kept waiting =
                    new Kept("the rows that wait for the watermark", partition, "the watermark passes their time");
            boolean unbounded = frame.preceding() == Frame.UNBOUNDED;
            if (aggregates.stream().anyMatch(call -> call.details().series() != null)) {
                return List.of(waiting, new Kept("what was learned", partition, Kept.FOR_EVER));
            }
            return List.of(
                    waiting,
                    unbounded
                            ? new Kept("one row of aggregates", partition, Kept.FOR_EVER)
                            : new Kept("the rows of the frame", partition, "later rows of the key push them out"));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.ROW_TIME;
        }
    }

    /**
     * Functions over a frame around each row of a partition, where rows come in any order or may be taken back: emits the
     * input's columns, then one column a call, and keeps them up to date.
     *
     * @param ties what decides among peers before their values do
     */
    record OrderedOver(List<Integer> partition, List<SortColumn> order, List<SortColumn> ties, List<OverCall> calls)
            implements OverSpecification {
        public OrderedOver {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            ties = List.copyOf(ties);
            calls = List.copyOf(calls);
        }

        @Override
        public boolean expires() {
            return true;
        }

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept("all rows, and what was last emitted for them", partition, Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
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
    record OverAhead(OrderedOver over, int time, int late, int ordinal) implements OverSpecification {
        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept(
                            "the rows that wait for the watermark",
                            over.partition(),
                            "the watermark passes their time"),
                    new Kept("the rows that are in frames to come", over.partition(), "no frame has them any more"));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.LATER_ROWS;
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
