package io.millrace.engine.pipeline;

import io.millrace.core.type.Type;
import java.util.List;

/** Operators that hand on the first rows of each partition. */
public sealed interface RankSpecification extends Specification {
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
            implements RankSpecification {
        public TopRows {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            ties = List.copyOf(ties);
        }

        @Override
        public boolean expires() {
            return true;
        }

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept(what(), partition, Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
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
            implements RankSpecification {
        public FirstRows {
            partition = List.copyOf(partition);
        }

        @Override
        public boolean expires() {
            return true;
        }

        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept("the first row so far", partition, "the watermark passes its time"),
                    new Kept("that a first row was given", partition, Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.ROW_TIME;
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
    record TopRowsAttached(TopRows top, int start, int end, Type time, int late) implements RankSpecification {
        @Override
        public List<Kept> keeps() {
            return List.of(Kept.ofWindow(top.what(), top.partition()));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.WINDOW_END;
        }
    }
}
