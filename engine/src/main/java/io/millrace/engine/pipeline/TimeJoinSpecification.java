package io.millrace.engine.pipeline;

import io.millrace.core.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that bring rows of two inputs together by their event times, or once one input has been read. */
public sealed interface TimeJoinSpecification extends Specification {
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
            @Nullable Expression condition) implements TimeJoinSpecification {
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

        @Override
        public WaitsFor waitsFor() {
            return left.kept() || right.kept() ? WaitsFor.ROW_TIME : WaitsFor.NOTHING;
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
     * @param changing whether rows of the left input may be taken back
     * @param condition over the columns emitted, what a pair must fulfil besides; null when nothing
     */
    record TemporalJoin(
            TimedInput left,
            TimedInput right,
            int ordinal,
            boolean before,
            boolean changing,
            @Nullable Expression condition)
            implements TimeJoinSpecification {
        /** Rows of the same time as the watermark's are waited for, so that those of equal times all count. */
        @Override
        public long delayMicros() {
            return TICK_MICROS;
        }

        @Override
        public List<Kept> keeps() {
            Kept rows = changing
                    ? new Kept(
                            "the rows of its left input with their versions",
                            0,
                            left.keys(),
                            false,
                            "they are taken back")
                    : new Kept("the rows of its left input", 0, left.keys(), false, "the watermark passes their time");
            return List.of(
                    rows,
                    new Kept("the newest version", 1, right.keys(), false, Kept.FOR_EVER),
                    new Kept("older versions", 1, right.keys(), false, "the watermark passes the next one's time"));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.ROW_TIME;
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
            @Nullable Expression condition) implements TimeJoinSpecification {
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

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.OTHER_INPUT;
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
}
