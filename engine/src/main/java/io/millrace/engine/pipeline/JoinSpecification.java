package io.millrace.engine.pipeline;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that bring rows of two inputs together by their values, whenever they come. */
public sealed interface JoinSpecification extends Specification {
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
            @Nullable Expression condition) implements JoinSpecification {
        public Join {
            nullsEqual = List.copyOf(nullsEqual);
        }

        @Override
        public boolean expires() {
            return true;
        }

        @Override
        public List<Kept> keeps() {
            boolean counts = !kind.isPaired() && condition == null;
            String what = counts ? "one count" : "the rows of its right input";
            return List.of(
                    new Kept("the rows of its left input", 0, left.keys(), false, Kept.FOR_EVER),
                    new Kept(what, 1, right.keys(), false, Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /**
     * Joins rows of the same window: emits what {@link Join} does of a window, once, when the watermark has passed its
     * end. The bounds of the window are among the keys.
     *
     * @param time the type of the time that the windows were cut by
     */
    record JoinWindows(Join join, WindowPlace left, WindowPlace right, Type time) implements JoinSpecification {
        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept("the rows of its left input", 0, join.left().keys(), false, Kept.WINDOW),
                    new Kept("the rows of its right input", 1, join.right().keys(), false, Kept.WINDOW));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.WINDOW_END;
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
    enum SetOperation implements JoinSpecification {
        /** The distinct rows that both have. */
        INTERSECT,
        /** The rows that both have, as often as both have them. */
        INTERSECT_ALL,
        /** The distinct rows of the first that the second does not have. */
        EXCEPT,
        /** The rows of the first, as often as it has them more than the second. */
        EXCEPT_ALL;

        @Override
        public boolean expires() {
            return true;
        }

        @Override
        public List<Kept> keeps() {
            return List.of(new Kept("how often each input has each row", List.of(), Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
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
}
