package io.millrace.engine.pipeline;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Match} is made of.
 *
 * <p>Conditions and outputs are expressions over an <em>evaluation row</em>: its columns are the {@link Source}s of the
 * specification, by position, each of which says where a value comes from as seen from one row of one match.
 */
public final class Recognition {
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
    public record Match(
            Sequence sequence,
            RowPattern pattern,
            List<Variable> variables,
            List<Offset> offsets,
            List<Source> sources,
            List<Expression> outputs,
            Outcome outcome)
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

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.LATER_ROWS;
        }
    }

    private Recognition() {}

    /**
     * How the rows of the input are taken apart and put in order.
     *
     * @param partition matches are found among the rows that agree in these
     * @param time the event time, the first thing rows are ordered by; rows where it is NULL are dropped
     * @param then what rows of equal time are ordered by, before {@code ordinal}
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal column, or -1
     */
    public record Sequence(List<Integer> partition, int time, List<SortColumn> then, int late, int ordinal) {
        public Sequence {
            partition = List.copyOf(partition);
            then = List.copyOf(then);
        }
    }

    /**
     * A variable of the pattern.
     *
     * @param condition a BOOLEAN over the evaluation row, of which only {@link Source.Current}, {@link Source.Value} and
     *     {@link Source.Total} are used; null when every row fulfils it. A row is tried as the next one of a match, and is
     *     taken to be of the variable already.
     */
    public record Variable(String name, @Nullable Expression condition) {}

    /**
     * A column of the input, some rows away in the order of the partition.
     *
     * @param rows 0 for the row itself, -1 for the one before, 1 for the next; NULL where there is no such row
     */
    public record Offset(int column, int rows) {}

    /**
     * Which row of a match is meant.
     *
     * @param variables only rows of these count
     * @param first whether rows are counted from the first on, otherwise from the last back
     * @param skipped how many rows to skip; where there are not enough rows, the value is NULL
     * @param whole whether the whole match is looked at; otherwise what comes before the current row, and that row
     */
    public record Position(List<Integer> variables, boolean first, int skipped, boolean whole) {
        public Position {
            variables = List.copyOf(variables);
        }
    }

    /** Where a value of the evaluation row comes from. */
    public sealed interface Source {
        Type type();

        /**
         * The current row: the one that is tried for a variable, or that is shown.
         *
         * @param offset which of {@link Match#offsets}
         */
        record Current(int offset, Type type) implements Source {}

        /**
         * A row of the match.
         *
         * @param offset which of {@link Match#offsets}
         */
        record Value(int offset, Position position, Type type) implements Source {}

        /**
         * An aggregate over rows of the match, of which {@code first} and {@code skipped} say nothing.
         *
         * @param call its arguments are places in {@link Match#offsets}
         */
        record Total(Position position, AggregateCall call) implements Source {
            @Override
            public Type type() {
                return call.type();
            }
        }

        /** The name of the variable that a row is of. */
        record Classifier(Position position, Type type) implements Source {}

        /** The number of the match in its partition, from 1. */
        record MatchNumber(Type type) implements Source {}

        /** The event time at which the match was known to be one. */
        record Time(Type type) implements Source {}
    }

    /** Where the search goes on after a match. */
    public enum Skip {
        /** After its last row. */
        PAST_LAST_ROW,
        /** After its first row. */
        TO_NEXT_ROW,
        /** At the first row of some variables. */
        TO_FIRST,
        /** At the last row of some variables. */
        TO_LAST
    }

    /**
     * What becomes of a match.
     *
     * @param skip where the search goes on
     * @param target the variables that {@code skip} speaks of, if it does
     * @param within rows of a match are less than this apart from its first row, in microseconds; or {@link #FOREVER}
     * @param allRows whether each of its rows is shown, except those excluded; otherwise it is shown as one row, its last
     */
    public record Outcome(Skip skip, List<Integer> target, long within, boolean allRows) {
        public static final long FOREVER = Long.MAX_VALUE;

        public Outcome {
            target = List.copyOf(target);
        }
    }

    static List<Kept> keeps(Match match) {
        List<Integer> key = match.sequence().partition();
        List<Kept> kept = new ArrayList<>();
        kept.add(new Kept("the rows that wait for the watermark", key, "the watermark passes their time"));
        kept.add(new Kept(
                "the rows of matches that have begun",
                key,
                match.outcome().within() == Outcome.FOREVER
                        ? "they are complete or fail"
                        : "they are complete, fail, or WITHIN is over"));
        if (match.offsets().stream().anyMatch(offset -> offset.rows() < 0)) {
            kept.add(new Kept("the last rows, for PREV", key, Kept.FOR_EVER));
        }
        if (match.sources().stream().anyMatch(Source.MatchNumber.class::isInstance)) {
            kept.add(new Kept("the number of matches", key, Kept.FOR_EVER));
        }
        return kept;
    }
}
