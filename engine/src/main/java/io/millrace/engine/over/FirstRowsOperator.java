package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.RankSpecification.FirstRows;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.Expiry;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;

/**
 * The first row of each key by event time. Rows wait for the watermark, but only as long as their key has no row; then
 * the key itself is kept, for good or for its time to live, since any row of it may yet come.
 */
public final class FirstRowsOperator implements Operator, Entries {
    private final FirstRows spec;
    private final int[] partition;
    private final KeyIndex keys;
    private final TimedRows rows;
    private final EpochState state = new EpochState();
    private final LongVector one = new LongVector(1);
    private Expiry expiry = Expiry.never();
    private Marks marks = Marks.OFF;
    private boolean[] known = new boolean[64];
    private int[] ids = new int[Batch.TARGET_ROWS];
    private int[] chosen = new int[Batch.TARGET_ROWS];

    public FirstRowsOperator(FirstRows spec, Schema input) {
        this.spec = spec;
        partition = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(spec.partition().stream().map(input::type).toList());
        rows = new TimedRows(input, spec.time(), spec.late(), spec.ordinal());
        one.append(1);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("keys", state);
        expiry = Expiry.of(context, 0);
        rows.open(context, partition);
        marks = context.states().keep("keys", this);
    }

    @Override
    public int group(int id) {
        return keys.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        keys.write(id, out);
        expiry.save(id, out);
    }

    @Override
    public void read(StateInput in) {
        int key = keys.read(in);
        marks.touch(key);
        reserve();
        known[key] = true;
        expiry.restore(key, in);
    }

    private void reserve() {
        if (known.length < keys.limit()) {
            known = Arrays.copyOf(known, Math.max(keys.limit(), known.length * 2));
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        expiry.tick();
        forgetExpired(Integer.MAX_VALUE);
        int count = chooseUnknown(batch, false);
        rows.add(count == batch.size() ? batch : batch.select(chosen, count));
        return Progress.DONE;
    }

    /** Forgets keys whose time is over, so many at most; returns whether those were all. */
    private boolean forgetExpired(int most) {
        return expiry.forgetDue(most, key -> false, this::forget);
    }

    private void forget(int key) {
        marks.remove(key);
        known[key] = false;
        keys.remove(key);
    }

    /** Chooses the rows of keys that have had none. */
    private int chooseUnknown(Batch batch, boolean learns) {
        int size = batch.size();
        if (ids.length < size) {
            ids = new int[size];
            chosen = new int[size];
        }
        keys.lookup(batch, partition, null, size, ids);
        reserve();
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (!known[ids[row]]) {
                chosen[count++] = row;
                known[ids[row]] = learns;
                if (learns) {
                    marks.touch(ids[row]);
                    expiry.write(ids[row]);
                }
            }
        }
        return count;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        expiry.tick();
        if (!forgetExpired(Batch.TARGET_ROWS)) {
            return Progress.MORE;
        }
        while (true) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            Batch ready = rows.take(frontier.watermark(), false);
            if (ready == null) {
                break;
            }
            int count = chooseUnknown(ready, true);
            output.emit(numbered(ready.select(chosen, count)));
        }
        state.update(rows.bytes() + keys.bytes() + known.length, rows.rows() + keys.size(), rows.waiting());
        return Progress.DONE;
    }

    private Batch numbered(Batch batch) {
        if (!spec.numbered()) {
            return batch;
        }
        Vector[] columns = Arrays.copyOf(batch.columns(), batch.columnCount() + 1);
        columns[batch.columnCount()] = new ConstantVector(one, batch.size());
        return new Batch(columns, batch.size());
    }
}
