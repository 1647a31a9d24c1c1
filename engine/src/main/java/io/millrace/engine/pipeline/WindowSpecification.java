package io.millrace.engine.pipeline;

import io.millrace.core.type.Type;
import java.util.List;

/** Operators that cut event time into windows. */
public sealed interface WindowSpecification extends Specification {
    /**
     * Gives every row its windows: emits the input's columns, then {@code window_start}, {@code window_end} (TIMESTAMP(3))
     * and {@code window_time} (the type of the time column), once for each window the row is in. Rows with a NULL time
     * are dropped. A row's session is known when it is over; {@code window_time} is then the event time, and the hidden
     * late column has done its work and comes back as NULL.
     *
     * @param late the hidden late column, or -1; only sessions read it
     * @param partition the columns a session is kept for; empty for other windows
     */
    record AssignWindows(Window window, int time, int late, List<Integer> partition) implements WindowSpecification {
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

        @Override
        public WaitsFor waitsFor() {
            return window instanceof Window.Session ? WaitsFor.WINDOW_END : WaitsFor.NOTHING;
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
            implements WindowSpecification {
        public AggregateWindows {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public List<Kept> keeps() {
            return List.of(Kept.ofWindow("one row of aggregates", keys));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.WINDOW_END;
        }
    }

    /**
     * Aggregates by key, where two of the keys are the bounds of a window that each row is of: emits the keys, then the
     * aggregates, once, when the watermark has passed the end of the window; or sooner and later too, if {@code firing}
     * says so, and then keeps them up to date.
     *
     * @param start the start of the window, TIMESTAMP(3)
     * @param end its end, TIMESTAMP(3); no row of the window comes after the watermark has passed it
     * @param time the type of the event time that the window was cut by
     * @param late the hidden late column, or -1
     */
    record AggregateAttached(
            List<Integer> keys, int start, int end, Type time, int late, List<AggregateCall> aggregates, Firing firing)
            implements WindowSpecification {
        public AggregateAttached {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public List<Kept> keeps() {
            String until = firing.latenessMicros() == 0
                    ? Kept.WINDOW
                    : "the watermark is " + Kept.duration(firing.latenessMicros()) + " behind the end of the window";
            return List.of(new Kept("one row of aggregates", 0, keys, true, until));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.WINDOW_END;
        }
    }

    /**
     * When results of windows are given besides the end of the window: at the end of epochs that change them, but not more
     * often than so.
     *
     * @param early whether also before
     * @param earlyDelayMicros the time of processing between two results before the end, at least; 0 for every epoch
     * @param latenessMicros how long after the end rows still count, in event time; 0 when none do
     * @param lateDelayMicros the time of processing between two results after the end, at least; 0 for every epoch
     */
    record Firing(boolean early, long earlyDelayMicros, long latenessMicros, long lateDelayMicros) {
        /** At the end alone. */
        public static final Firing ONCE = new Firing(false, 0, 0, 0);
    }

    /** How windows cut time; all lengths in microseconds. */
    sealed interface Window {
        record Tumble(long size, long offset) implements Window {}

        record Hop(long slide, long size, long offset) implements Window {}

        record Cumulate(long step, long size, long offset) implements Window {}

        record Session(long gap) implements Window {}
    }
}
