package io.millrace.engine.aggregate;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DISTINCT: hands each value of an id on once, however often it comes. Keeps a count for each pair of id and value, and
 * for each id the list of its pairs.
 */
final class Distinct implements AggregateState {
    private static final int NONE = -1;

    private final AggregateState inner;
    private final KeyIndex pairs;
    private long[] counts = new long[16];
    private boolean[] linked = new boolean[16];
    private int[] next = new int[16];
    /** The pair before this one in its list; for the first one, -2 - the owner. */
    private int[] previous = new int[16];

    private int[] heads = new int[16];
    private final LongVector owners = new LongVector(16);
    private final Rows passed = new Rows();
    private int[] pairIds = new int[0];
    private int[] passedRows = new int[0];
    private long[] passedWeights = new long[0];

    private final @Nullable Accumulators own;

    Distinct(Type argument, AggregateState inner) {
        this(argument, inner, null);
    }

    /**
     * @param own the accumulators of {@code inner}, if nobody else makes room in them
     */
    Distinct(Type argument, AggregateState inner, @Nullable Accumulators own) {
        this.inner = inner;
        this.own = own;
        pairs = new KeyIndex(List.of(Type.BIGINT, argument));
    }

    @Override
    public void requireKept() {
        inner.requireKept();
    }

    @Override
    public void reset(int from, int to) {
        if (own != null) {
            own.ensure(to);
        }
        inner.reset(from, to);
        if (to > heads.length) {
            heads = Arrays.copyOf(heads, Math.max(to, heads.length * 2));
        }
        for (int id = from; id < to; id++) {
            // Pair ids are kept as id + 1, so that a fresh array means empty lists.
            for (int pair = heads[id] - 1; pair != NONE; pair = next[pair]) {
                pairs.remove(pair);
                counts[pair] = 0;
                linked[pair] = false;
            }
            heads[id] = 0;
        }
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        int rowLimit = 0;
        for (int i = 0; i < rows.count; i++) {
            rowLimit = Math.max(rowLimit, rows.row(i) + 1);
        }
        reserve(rows.count, rowLimit);
        long[] owner = owners.resize(rowLimit);
        for (int i = 0; i < rows.count; i++) {
            owner[rows.row(i)] = rows.ids[i];
        }
        int count = 0;
        for (int i = 0; i < rows.count; i++) {
            if (!arguments[0].isNull(rows.row(i))) {
                passedRows[count++] = rows.row(i);
            }
        }
        pairs.lookup(
                new Batch(new Vector[] {owners, arguments[0]}, rowLimit), new int[] {0, 1}, passedRows, count, pairIds);
        growPairs();
        int handed = 0;
        for (int i = 0; i < count; i++) {
            int row = passedRows[i];
            int change = count(pairIds[i], (int) owner[row], rows.weight(row));
            if (change != 0) {
                passed.ids[handed] = (int) owner[row];
                passedRows[handed] = row;
                passedWeights[row] = change;
                handed++;
            }
        }
        // A pair that came to 0 stays in the index until here: a later row of the batch may have counted it up again.
        for (int i = 0; i < count; i++) {
            int pair = pairIds[i];
            if (counts[pair] == 0 && linked[pair]) {
                forget(pair);
            }
        }
        passed.rows = passedRows;
        passed.count = handed;
        passed.weights = rows.weights == null ? null : passedWeights;
        inner.add(passed, arguments);
    }

    private void reserve(int rows, int rowLimit) {
        if (pairIds.length < rows) {
            pairIds = new int[Math.max(rows, 64)];
            passedRows = new int[pairIds.length];
        }
        passed.reserve(rows);
        if (passedWeights.length < rowLimit) {
            passedWeights = new long[Math.max(rowLimit, 64)];
        }
    }

    private void growPairs() {
        if (pairs.limit() > counts.length) {
            int capacity = Math.max(pairs.limit(), counts.length * 2);
            counts = Arrays.copyOf(counts, capacity);
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
            linked = Arrays.copyOf(linked, capacity);
        }
    }

    /** Changes a pair's count and says whether the value appeared (+1), vanished (-1) or neither (0). */
    private int count(int pair, int owner, long weight) {
        long before = counts[pair];
        if (!linked[pair]) {
            link(pair, owner);
        }
        counts[pair] = before + weight;
        return (counts[pair] > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }

    private void link(int pair, int owner) {
        int first = heads[owner] - 1;
        next[pair] = first;
        previous[pair] = -2 - owner;
        if (first != NONE) {
            previous[first] = pair;
        }
        heads[owner] = pair + 1;
        linked[pair] = true;
    }

    private void forget(int pair) {
        int after = next[pair];
        int before = previous[pair];
        if (before <= -2) {
            heads[-2 - before] = after + 1;
        } else {
            next[before] = after;
        }
        if (after != NONE) {
            previous[after] = before;
        }
        linked[pair] = false;
        pairs.remove(pair);
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        Distinct source = (Distinct) other;
        Rows rows = new Rows();
        for (int i = 0; i < count; i++) {
            LongVector chosen = new LongVector(8);
            for (int pair = source.heads[from[i]] - 1; pair != NONE; pair = source.next[pair]) {
                chosen.append(pair);
            }
            int size = chosen.size();
            int limit = source.pairs.limit();
            rows.reserve(size);
            rows.rows = new int[size];
            rows.weights = new long[limit];
            for (int k = 0; k < size; k++) {
                int pair = (int) chosen.get(k);
                rows.ids[k] = into[i];
                rows.rows[k] = pair;
                rows.weights[pair] = source.counts[pair];
            }
            rows.count = size;
            if (size > 0) {
                add(rows, new Vector[] {source.pairs.key(1)});
            }
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        inner.result(ids, count, out);
    }

    @Override
    public void write(int id, StateOutput out) {
        Vector values = pairs.key(1);
        for (int pair = heads[id] - 1; pair != NONE; pair = next[pair]) {
            out.writeBoolean(true);
            out.writeValue(values, pair);
            out.writeSigned(counts[pair]);
        }
        out.writeBoolean(false);
        inner.write(id, out);
    }

    @Override
    public void read(int id, StateInput in) {
        LongVector owner = new LongVector(1);
        owner.append(id);
        int[] pair = new int[1];
        while (in.readBoolean()) {
            Vector.Writable value = Vector.createLike(pairs.key(1), 1);
            in.readValue(value);
            pairs.lookup(new Batch(new Vector[] {owner, value.vector()}, 1), new int[] {0, 1}, null, 1, pair);
            growPairs();
            link(pair[0], id);
            counts[pair[0]] = in.readSigned();
        }
        inner.read(id, in);
    }

    @Override
    public long bytes() {
        return inner.bytes() + pairs.bytes() + 16L * counts.length + 4L * heads.length;
    }
}
