package io.millrace.engine;

import io.millrace.core.env.Environment;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.state.State;
import java.util.ArrayList;
import java.util.List;

/** What an operator gets in a test of it alone: it owns all keys, and what it registers and refuses can be asked for. */
public final class TestContext implements OperatorContext {
    private final List<State> states = new ArrayList<>();
    private int refused;

    /** What the operator registered, in its order. */
    public List<State> states() {
        return states;
    }

    /** How many rows it could not use. */
    public int refused() {
        return refused;
    }

    @Override
    public void register(String name, State state) {
        states.add(state);
    }

    @Override
    public Environment environment() {
        throw new AssertionError("not asked for");
    }

    @Override
    public LateRows lateRows() {
        return new LateRows() {
            @Override
            public void add(byte[] row, int offset, int length, long windowStart, long windowEnd) {
                refused++;
            }

            @Override
            public void count() {
                refused++;
            }
        };
    }

    @Override
    public Share share() {
        return new Share(0, 1);
    }
}
