package io.millrace.engine.aggregate;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.Check;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The accumulators of several aggregate calls, by dense id. Besides the calls' own it counts rows, so that a group
 * whose rows were all taken back is known to be gone. One thread at a time.
 */
public final class AggregateRows {
    private final List<AggregateCall> calls;
    private final AggregateState[] states;
    private final AggregateState rowCount;
    private final Accumulators accumulators;
    private final Vector[][] arguments;
    private final Rows filtered = new Rows();
    private final LongVector counts = new LongVector(16);
    private final LongVector arrivals = new LongVector(16);
    private int limit;
    private long arrival;
    private boolean numbering;

    /**
     * @param changing whether rows may be taken back
     */
    public AggregateRows(List<AggregateCall> calls, boolean changing) {
        this.calls = calls;
        states = new AggregateState[calls.size()];
        arguments = new Vector[calls.size()][];
        Object[] made = new Object[calls.size()];
        int words = 1;
        int[] offsets = new int[calls.size()];
        boolean[] owners = new boolean[calls.size()];
        Map<String, Integer> shared = new HashMap<>();
        for (int i = 0; i < made.length; i++) {
            AggregateCall call = calls.get(i);
            AggregateFunction function = Aggregates.find(call.function()).orElseThrow();
            made[i] = function.factory().create(call, changing);
            arguments[i] = new Vector[call.arguments().size() + (function.uses().ordered() ? 1 : 0)];
            numbering |= function.uses().ordered() && call.ordinal() < 0;
            if (made[i] instanceof FixedAggregate fixed) {
                boolean alone = call.distinct() || !(fixed instanceof FixedAggregate.Shared);
                String accumulator = alone
                        ? "#" + i
                        : ((FixedAggregate.Shared) fixed).accumulator() + call.arguments() + call.filter();
                Integer known = shared.putIfAbsent(accumulator, words);
                offsets[i] = known == null ? words : known;
                owners[i] = known == null;
                words += known == null ? fixed.words() : 0;
            }
        }
        accumulators = new Accumulators(words);
        rowCount = new FixedState(new Count(), accumulators, 0, true);
        for (int i = 0; i < made.length; i++) {
            AggregateState state = made[i] instanceof FixedAggregate fixed
                    ? new FixedState(fixed, accumulators, offsets[i], owners[i])
                    : (AggregateState) made[i];
            AggregateCall call = calls.get(i);
            AggregateFunction function = Aggregates.find(call.function()).orElseThrow();
            if (call.distinct() && function.uses().distinct() == AggregateFunction.Distinct.COUNTS) {
                Check.that(call.arguments().size() == 1, "DISTINCT over several columns is planned as one");
                state = new Distinct(call.argumentTypes().get(0), state);
            }
            states[i] = state;
        }
    }

    /** Makes all ids below {@code newLimit} usable; new ones hold no rows. */
    public void ensure(int newLimit) {
        if (newLimit > limit) {
            accumulators.ensure(newLimit);
            int from = limit;
            limit = newLimit;
            reset(from, newLimit);
        }
    }

    /** Makes the ids {@code from..to} (exclusive) hold no rows. */
    public void reset(int from, int to) {
        rowCount.reset(from, to);
        for (AggregateState state : states) {
            state.reset(from, to);
        }
    }

    /** Adds rows to the ids in {@code rows}, which {@link #ensure} has made usable. */
    public void add(Batch batch, Rows rows) {
        rows.weights = batch.weights();
        rowCount.add(rows, new Vector[0]);
        for (int i = 0; i < states.length; i++) {
            AggregateCall call = calls.get(i);
            Vector[] given = arguments[i];
            for (int a = 0; a < call.arguments().size(); a++) {
                given[a] = batch.column(call.arguments().get(a)).flat();
            }
            if (given.length > call.arguments().size()) {
                given[given.length - 1] =
                        call.ordinal() >= 0 ? batch.longs(call.ordinal()) : arrivals(rows, batch.size());
            }
            states[i].add(call.filter() < 0 ? rows : filter(rows, batch.booleans(call.filter())), given);
        }
    }

    /** Numbers the rows that are added in their order; of other rows it says nothing. */
    private Vector arrivals(Rows rows, int size) {
        long[] order = arrivals.resize(size);
        for (int i = 0; i < rows.count; i++) {
            order[rows.row(i)] = arrival++;
        }
        return arrivals;
    }

    private Rows filter(Rows rows, BooleanVector condition) {
        int[] ids = filtered.reserve(rows.count);
        if (filtered.rows == null || filtered.rows.length < rows.count) {
            filtered.rows = new int[ids.length];
        }
        int[] chosen = filtered.rows;
        boolean[] values = condition.values();
        boolean[] nulls = condition.nulls();
        int count = 0;
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            if (values[row] && (nulls == null || !nulls[row])) {
                ids[count] = rows.ids[i];
                chosen[count++] = row;
            }
        }
        filtered.count = count;
        filtered.weights = rows.weights;
        return filtered;
    }

    /** Adds to ids {@code into[i]} what {@code other}, made for the same calls, holds for {@code from[i]}. */
    public void merge(int[] into, AggregateRows other, int[] from, int count) {
        rowCount.merge(into, other.rowCount, from, count);
        for (int i = 0; i < states.length; i++) {
            states[i].merge(into, other.states[i], from, count);
        }
    }

    /** Makes ids {@code into[i]} hold what {@code other} holds for {@code from[i]}; for {@link #isCompact} only. */
    public void copy(int[] into, AggregateRows other, int[] from, int count) {
        int words = accumulators.words();
        for (int i = 0; i < count; i++) {
            System.arraycopy(
                    other.accumulators.chunk(from[i]),
                    other.accumulators.at(from[i]),
                    accumulators.chunk(into[i]),
                    accumulators.at(into[i]),
                    words);
        }
        for (int s = 0; s < states.length; s++) {
            if (!(states[s] instanceof FixedState)) {
                for (int i = 0; i < count; i++) {
                    states[s].reset(into[i], into[i] + 1);
                }
                states[s].merge(into, other.states[s], from, count);
            }
        }
    }

    /** Says that checkpoints are made; complains when what is kept cannot be written. */
    public void requireKept() {
        for (AggregateState state : states) {
            state.requireKept();
        }
    }

    /** Writes what is kept for an id. */
    public void write(int id, StateOutput out) {
        if (numbering) {
            out.writeNumber(arrival);
        }
        rowCount.write(id, out);
        for (AggregateState state : states) {
            state.write(id, out);
        }
    }

    /** Makes an id, which {@link #ensure} has made usable and which holds no rows, hold what {@link #write} wrote. */
    public void read(int id, StateInput in) {
        if (numbering) {
            // What comes from now on comes behind what had come then.
            arrival = Math.max(arrival, in.readNumber());
        }
        rowCount.read(id, in);
        for (AggregateState state : states) {
            state.read(id, in);
        }
    }

    /** Whether all that is kept for an id is a few longs and values. */
    boolean isCompact() {
        for (AggregateState state : states) {
            if (!(state instanceof AggregateState.Compact)) {
                return false;
            }
        }
        return true;
    }

    /** Appends the results of some ids to the columns from {@code firstColumn} on; ends no rows. */
    public void result(int[] ids, int count, BatchBuilder out, int firstColumn) {
        for (int i = 0; i < states.length; i++) {
            states[i].result(ids, count, out.column(firstColumn + i));
        }
    }

    /** How many rows some ids hold; valid until the next call. */
    public long[] rowCounts(int[] ids, int count) {
        counts.clear();
        rowCount.result(ids, count, counts);
        return counts.values();
    }

    /** Heap bytes held, roughly. */
    public long bytes() {
        long sum = accumulators.bytes();
        for (AggregateState state : states) {
            sum += state.bytes();
        }
        return sum;
    }
}
