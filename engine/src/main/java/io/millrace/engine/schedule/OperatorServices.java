package io.millrace.engine.schedule;

import io.millrace.core.env.Environment;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.state.State;
import io.millrace.core.state.Waiting;
import io.millrace.engine.checkpoint.KeptStates;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.scan.RejectedRows;

/** What the engine gives one operator instance. */
final class OperatorServices implements OperatorContext, OperatorContext.LateRows, OperatorContext.Lifetime {
    private final Environment environment;
    private final Share share;
    private final Node node;
    private final LateRegistry lateTables;
    private final KeptStates states;
    private volatile long lateCount;
    private volatile long expiredCount;
    private long epoch;

    /** @param start the epoch that was over before the run */
    OperatorServices(
            Environment environment, Share share, Node node, LateRegistry lateTables, KeptStates states, long start) {
        epoch = start + 1;
        this.states = states;
        this.environment = environment;
        this.share = share;
        this.node = node;
        this.lateTables = lateTables;
    }

    @Override
    public KeptStates states() {
        return states;
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
        long sum = 0;
        for (State state : states.counted()) {
            sum += state.bytes();
        }
        return sum;
    }

    long stateRows() {
        long sum = 0;
        for (State state : states.counted()) {
            sum += state.rows();
        }
        return sum;
    }

    Waiting waiting() {
        Waiting all = Waiting.NOTHING;
        for (State state : states.counted()) {
            all = all.and(state.waiting());
        }
        return all;
    }

    /** Finds the late table of the scan that a row came from. */
    interface LateRegistry {
        RejectedRows find(byte[] row, int offset);
    }
}
