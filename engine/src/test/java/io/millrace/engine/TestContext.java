package io.millrace.engine;

import io.millrace.core.env.Disk;
import io.millrace.core.env.Environment;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.Parts;
import io.millrace.core.state.State;
import io.millrace.core.state.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What an operator gets in a test of it alone: it owns all keys, what it registers and refuses can be asked for, and time
 * is moved by hand.
 */
public final class TestContext
        implements OperatorContext, OperatorContext.Lifetime, OperatorStates, Environment, Environment.Clock {
    private final List<State> registered = new ArrayList<>();
    private final long[] lifetimes;
    private int refused;
    private long expired;
    private long now;

    /**
     * @param lifetimes the time to live of what is kept of each input, in microseconds; none for never
     */
    public TestContext(long... lifetimes) {
        this.lifetimes = lifetimes;
    }

    /** Lets time pass. */
    public void pass(long micros) {
        now += micros;
    }

    /** How much was forgotten because its time was over. */
    public long expired() {
        return expired;
    }

    /** What the operator registered, in its order. */
    public List<State> registered() {
        return registered;
    }

    /** How many rows it could not use. */
    public int refused() {
        return refused;
    }

    @Override
    public OperatorStates states() {
        return this;
    }

    @Override
    public void count(String name, State state) {
        registered.add(state);
    }

    @Override
    public Marks keep(String name, Entries entries) {
        return Marks.OFF;
    }

    @Override
    public Parts keepParts(String name, Parts.Opener opener) {
        return (label, detail, entries) -> Marks.OFF;
    }

    @Override
    public void whenRestored(Runnable action) {}

    @Override
    public void keepWhole(String name, Whole state) {}

    @Override
    public Environment environment() {
        return this;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public RandomGenerator random(String name) {
        throw new AssertionError("not asked for");
    }

    @Override
    public Threads threads() {
        throw new AssertionError("not asked for");
    }

    @Override
    public Disk disk() {
        throw new AssertionError("not asked for");
    }

    @Override
    public long wallMicros() {
        return now;
    }

    @Override
    public long steadyMicros() {
        return now;
    }

    @Override
    public long nanos() {
        return now * 1000;
    }

    @Override
    public Lifetime lifetime() {
        return this;
    }

    @Override
    public long micros(int input) {
        return input < lifetimes.length ? lifetimes[input] : 0;
    }

    @Override
    public void count(long more) {
        expired += more;
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
