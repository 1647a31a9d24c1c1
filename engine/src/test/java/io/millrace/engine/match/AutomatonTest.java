package io.millrace.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.match.Automaton.Move;
import io.millrace.engine.pipeline.RowPattern;
import io.millrace.engine.pipeline.RowPattern.Alternation;
import io.millrace.engine.pipeline.RowPattern.Concatenation;
import io.millrace.engine.pipeline.RowPattern.Repetition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutomatonTest {
    private static final RowPattern A = new RowPattern.Variable(0);
    private static final RowPattern B = new RowPattern.Variable(1);
    private static final RowPattern C = new RowPattern.Variable(2);

    /** The moves of a state: variable, the variables that refuse it, the state after it. */
    private static List<String> moves(Automaton automaton, int state) {
        List<String> moves = new ArrayList<>();
        for (Move move : automaton.moves(state)) {
            String refused = Arrays.toString(move.refused()).replace("[]", "");
            moves.add(
                    move.variable() == Automaton.END
                            ? "end" + refused
                            : "ABC".charAt(move.variable()) + refused + move.target());
        }
        return moves;
    }

    @Test
    void whatFollowsAGreedyLoopIsNoneOfIt() {
        Automaton automaton =
                new Automaton(new Concatenation(List.of(A, new Repetition(B, 0, Repetition.UNBOUNDED, true), C)));
        assertThat(moves(automaton, Automaton.START)).containsExactly("A1");
        assertThat(moves(automaton, 1)).containsExactly("B1", "C[1]2");
        assertThat(automaton.isComplete(1)).isFalse();
        assertThat(automaton.isComplete(2)).isTrue();
        assertThat(moves(automaton, 2)).isEmpty();
    }

    @Test
    void aReluctantLoopRefusesNothing() {
        Automaton automaton =
                new Automaton(new Concatenation(List.of(A, new Repetition(B, 1, Repetition.UNBOUNDED, false), C)));
        assertThat(moves(automaton, 1)).containsExactly("B2");
        assertThat(moves(automaton, 2)).containsExactly("B2", "C3");
    }

    @Test
    void aGreedyEndComesWithTheNextRow() {
        Automaton automaton = new Automaton(new Repetition(A, 1, 2, true));
        assertThat(moves(automaton, 1)).containsExactly("A2", "end[0]");
        assertThat(moves(automaton, 2)).containsExactly("end[0]");
        assertThat(automaton.isComplete(1)).isFalse();
        assertThat(automaton.mayEnd(1)).isTrue();
        assertThat(automaton.mayEnd(Automaton.START)).isFalse();
    }

    @Test
    void loopsOfWhatMayBeEmptyEnd() {
        RowPattern optional = new Repetition(A, 0, 1, true);
        RowPattern loop = new Repetition(
                new Concatenation(List.of(optional, new Repetition(B, 0, 1, true))), 0, Repetition.UNBOUNDED, false);
        Automaton automaton = new Automaton(new Concatenation(List.of(loop, C)));
        assertThat(moves(automaton, Automaton.START)).hasSize(3);
    }

    @Test
    void anEarlierChoiceIsPreferred() {
        Automaton automaton = new Automaton(new Alternation(List.of(new Concatenation(List.of(A, B)), C)));
        assertThat(moves(automaton, Automaton.START)).containsExactly("A1", "C2");
    }
}
