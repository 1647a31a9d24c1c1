package io.millrace.engine.pipeline;

import java.util.List;

/** What rows one after another must be for a match: a regular expression over variables. */
public sealed interface RowPattern {
    /** Whether no rows at all are a match. */
    boolean canBeEmpty();

    /** Whether the row after a match has to be seen before the match is known: it ends with a greedy quantifier. */
    boolean waits();

    /** One row that fulfils the variable's condition. */
    record Variable(int index) implements RowPattern {
        @Override
        public boolean canBeEmpty() {
            return false;
        }

        @Override
        public boolean waits() {
            return false;
        }
    }

    /** One pattern after the other; none at all matches no rows. */
    record Concatenation(List<RowPattern> parts) implements RowPattern {
        public Concatenation {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean canBeEmpty() {
            return parts.stream().allMatch(RowPattern::canBeEmpty);
        }

        @Override
        public boolean waits() {
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).waits()) {
                    return true;
                } else if (!parts.get(i).canBeEmpty()) {
                    return false;
                }
            }
            return false;
        }
    }

    /** Any of some patterns; an earlier one is preferred to a later one. */
    record Alternation(List<RowPattern> choices) implements RowPattern {
        public Alternation {
            choices = List.copyOf(choices);
        }

        @Override
        public boolean canBeEmpty() {
            return choices.stream().anyMatch(RowPattern::canBeEmpty);
        }

        @Override
        public boolean waits() {
            return choices.stream().anyMatch(RowPattern::waits);
        }
    }

    /**
     * A pattern several times.
     *
     * @param most at most so often, or {@link #UNBOUNDED}
     * @param greedy whether a row that can be one of these is: it is then nothing that follows
     */
    record Repetition(RowPattern part, int least, int most, boolean greedy) implements RowPattern {
        public static final int UNBOUNDED = -1;

        /** Whether a row that can be one of these is nothing that follows: not where it changes no count. */
        public boolean wantsRows() {
            return greedy && least != most && (least > 0 || most != 1);
        }

        @Override
        public boolean canBeEmpty() {
            return least == 0 || part.canBeEmpty();
        }

        @Override
        public boolean waits() {
            return wantsRows() || part.waits();
        }
    }

    /** A pattern whose rows are not shown when all rows of a match are. */
    record Exclusion(RowPattern part) implements RowPattern {
        @Override
        public boolean canBeEmpty() {
            return part.canBeEmpty();
        }

        @Override
        public boolean waits() {
            return part.waits();
        }
    }
}
