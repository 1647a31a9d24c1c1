package io.millrace.engine.match;

import io.millrace.engine.pipeline.RowPattern;
import io.millrace.engine.pipeline.RowPattern.Alternation;
import io.millrace.engine.pipeline.RowPattern.Concatenation;
import io.millrace.engine.pipeline.RowPattern.Exclusion;
import io.millrace.engine.pipeline.RowPattern.Repetition;
import io.millrace.engine.pipeline.RowPattern.Variable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as states. A state is a place between two rows; its moves say what the next row may be, the preferred first,
 * and where that leads. Immutable.
 */
final class Automaton {
    /** The state before the first row. */
    static final int START = 0;

    /** The {@link Move#variable} of a move that takes no row: the match has ended before it. */
    static final int END = -1;

    private final List<Move[]> moves = new ArrayList<>();
    private final List<Boolean> complete = new ArrayList<>();

    /**
     * What may come next.
     *
     * @param variable what the row must be, or {@link #END}
     * @param shown whether the row is among those of the match that are shown
     * @param target the state after it
     * @param refused the move is not made by a row that could be one of these: a greedy quantifier wants it
     */
    record Move(int variable, boolean shown, int target, int[] refused) {}

    /** A place in the pattern. */
    private sealed interface Place permits Taking, Fork, Final {}

    /** One row. Told apart by identity, like forks, since loops lead back to them. */
    private static final class Taking implements Place {
        private final int variable;
        private final boolean shown;
        private final Place next;

        Taking(int variable, boolean shown, Place next) {
            this.variable = variable;
            this.shown = shown;
            this.next = next;
        }
    }

    /** Several ways on, the preferred first. */
    private static final class Fork implements Place {
        private final List<Branch> branches = new ArrayList<>();

        Fork to(Place place) {
            return to(new BitSet(), place);
        }

        Fork to(BitSet refused, Place place) {
            branches.add(new Branch(refused, place));
            return this;
        }
    }

    private record Final() implements Place {}

    private record Branch(BitSet refused, Place to) {}

    Automaton(RowPattern pattern) {
        IdentityHashMap<Place, Integer> numbers = new IdentityHashMap<>();
        List<Place> places = new ArrayList<>();
        number(build(pattern, new Final(), true), numbers, places);
        for (int state = 0; state < places.size(); state++) {
            Set<Way> ways = new LinkedHashSet<>();
            follow(places.get(state), new BitSet(), new HashSet<>(), ways);
            boolean done = ways.stream()
                    .anyMatch(way -> way.taking() == null && way.refused().isEmpty());
            List<Move> list = new ArrayList<>();
            for (Way way : ways) {
                Taking taking = way.taking();
                int[] refused = way.refused().stream().toArray();
                if (taking != null) {
                    int target = number(taking.next, numbers, places);
                    list.add(new Move(taking.variable, taking.shown, target, refused));
                } else if (!done) {
                    list.add(new Move(END, true, END, refused));
                }
            }
            moves.add(list.toArray(Move[]::new));
            complete.add(done);
        }
    }

    private static int number(Place place, IdentityHashMap<Place, Integer> numbers, List<Place> places) {
        Integer known = numbers.get(place);
        if (known != null) {
            return known;
        }
        numbers.put(place, places.size());
        places.add(place);
        return places.size() - 1;
    }

    private static Place build(RowPattern pattern, Place next, boolean shown) {
        if (pattern instanceof Variable variable) {
            return new Taking(variable.index(), shown, next);
        } else if (pattern instanceof Concatenation concatenation) {
            Place place = next;
            for (int i = concatenation.parts().size() - 1; i >= 0; i--) {
                place = build(concatenation.parts().get(i), place, shown);
            }
            return place;
        } else if (pattern instanceof Alternation alternation) {
            Fork fork = new Fork();
            alternation.choices().forEach(choice -> fork.to(build(choice, next, shown)));
            return fork;
        } else if (pattern instanceof Exclusion exclusion) {
            return build(exclusion.part(), next, false);
        }
        return repeat((Repetition) pattern, next, shown);
    }

    /**
     * Of matches that end at the same row, the one that repeats longer is preferred, also for a reluctant quantifier: it
     * is reluctant in that a match is over as soon as what follows it is there.
     */
    private static Place repeat(Repetition repetition, Place next, boolean shown) {
        RowPattern part = repetition.part();
        boolean unbounded = repetition.most() == Repetition.UNBOUNDED;
        Place exit = repetition.wantsRows() ? new Fork().to(first(part), next) : next;
        Place place = exit;
        if (unbounded) {
            Fork loop = new Fork();
            place = loop.to(build(part, loop, shown)).to(exit);
        }
        for (int i = repetition.least(); i < repetition.most(); i++) {
            place = new Fork().to(build(part, place, shown)).to(exit);
        }
        for (int i = 0; i < repetition.least(); i++) {
            place = build(part, place, shown);
        }
        return place;
    }

    /** The variables that the first row of a pattern may be. */
    private static BitSet first(RowPattern pattern) {
        BitSet first = new BitSet();
        if (pattern instanceof Variable variable) {
            first.set(variable.index());
        } else if (pattern instanceof Concatenation concatenation) {
            for (RowPattern part : concatenation.parts()) {
                first.or(first(part));
                if (!part.canBeEmpty()) {
                    break;
                }
            }
        } else if (pattern instanceof Alternation alternation) {
            alternation.choices().forEach(choice -> first.or(first(choice)));
        } else if (pattern instanceof Exclusion exclusion) {
            first.or(first(exclusion.part()));
        } else {
            first.or(first(((Repetition) pattern).part()));
        }
        return first;
    }

    /** A row that can be taken next, or null for the end of the match. */
    private record Way(@Nullable Taking taking, BitSet refused) {}

    private record Visit(Fork fork, BitSet refused) {}

    private static void follow(Place place, BitSet refused, Set<Visit> visited, Set<Way> ways) {
        if (place instanceof Taking taking) {
            ways.add(new Way(taking, refused));
        } else if (place instanceof Final) {
            ways.add(new Way(null, refused));
        } else if (place instanceof Fork fork && visited.add(new Visit(fork, refused))) {
            for (Branch branch : fork.branches) {
                BitSet all = (BitSet) refused.clone();
                all.or(branch.refused());
                follow(branch.to(), all, visited, ways);
            }
        }
    }

    Move[] moves(int state) {
        return moves.get(state);
    }

    /** Whether what was taken on the way to a state is a match already. */
    boolean isComplete(int state) {
        return complete.get(state);
    }

    /** Whether a match ends in a state if no row follows. */
    boolean mayEnd(int state) {
        for (Move move : moves.get(state)) {
            if (move.variable() == END) {
                return true;
            }
        }
        return false;
    }
}
