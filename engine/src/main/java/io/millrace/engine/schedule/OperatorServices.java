package io.millrace.engine.schedule;

import io.millrace.core.env.Environment;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.state.State;
import io.millrace.core.state.Waiting;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.scan.RejectedRows;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the engine gives one operator instance. */
final class OperatorServices implements OperatorContext, OperatorContext.LateRows, OperatorContext.Lifetime {
    private final Environment environment;
    private final Share share;
    private final Node node;
    private final LateRegistry lateTables;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private volatile long lateCount;
    private volatile long expiredCount;
    private long epoch = 1;

    OperatorServices(Environment environment, Share share, Node node, LateRegistry lateTables) {
        this.environment = environment;
        this.share = share;
        this.node = node;
        this.lateTables = lateTables;
    }

    @Override
    public void register(String name, State state) {
        if (states.put(name, state) != null) {
            throw new IllegalStateException("bug: state " + name + " of " + node.label() + " is registered twice");
        }
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public LateRows lateRows() {
        return this;
    }

    @Override
    public void add(byte[] row, int offset, int length, long windowStart, long windowEnd) {
        count();
        RejectedRows table = lateTables.find(row, offset);
        table.addLate(row, offset, length, node.label(), windowStart, windowEnd, epoch);
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public void count() {
        lateCount++;
    }

    @Override
    public Lifetime lifetime() {
        return this;
    }

    @Override
    public long micros(int input) {
        return node.inputs().get(input).lifetimeMicros();
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public void count(long expired) {
        expiredCount += expired;
    }

    /** Says that the operator is done with an epoch: what it gets now is of the next one. */
    void endEpoch(long ended) {
        epoch = ended + 1;
    }

    @Override
    public Share share() {
        return share;
    }

    long lateCount() {
        return lateCount;
    }

    long expiredCount() {
        return expiredCount;
    }

    long stateBytes() {
        return states.values().stream().mapToLong(State::bytes).sum();
    }

    long stateRows() {
        return states.values().stream().mapToLong(State::rows).sum();
    }

    Waiting waiting() {
        Waiting all = Waiting.NOTHING;
        for (State state : states.values()) {
            all = all.and(state.waiting());
        }
        return all;
    }

    /** Finds the late table of the scan that a row came from. */
    interface LateRegistry {
        RejectedRows find(byte[] row, int offset);
    }
}
