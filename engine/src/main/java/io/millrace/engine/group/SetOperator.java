package io.millrace.engine.group;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.SetOperation;
import io.millrace.engine.table.Expiry;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.TouchedIds;
import java.util.Arrays;

/**
 * INTERSECT and EXCEPT, with and without ALL. Keeps each distinct row once, with how often either input has it, for as
 * long as one has it, or until its time to live has passed since either input had it; at the end of an epoch it emits how often the result has it more or less. NULL equals NULL here.
 */
public final class SetOperator implements Operator, State, Entries {
    private static final int SLICE_ROWS = 4096;

    private final SetOperation spec;
    private final int[] columns;
    private final KeyIndex rows;
    private final long[][] counts = {new long[16], new long[16]};
    private long[] published = new long[16];
    private final TouchedIds touched = new TouchedIds();
    private int advanced;
    private Expiry expiry = Expiry.never();
    private Marks marks = Marks.OFF;
    private int[] ids = new int[0];
    private final int[] chosen = new int[SLICE_ROWS];
    private final long[] weights = new long[SLICE_ROWS];
    private final BatchBuilder changes;

    public SetOperator(SetOperation spec, Schema schema) {
        this.spec = spec;
        columns = new int[schema.size()];
        Arrays.setAll(columns, c -> c);
        rows = new KeyIndex(schema.columns().stream().map(Column::type).toList());
        changes = new BatchBuilder(schema, SLICE_ROWS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", this);
        expiry = Expiry.of(context, 0);
        marks = context.states().keep("rows", this);
    }

    @Override
    public int group(int id) {
        return rows.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        rows.write(id, out);
        out.writeSigned(counts[0][id]);
        out.writeSigned(counts[1][id]);
        out.writeSigned(published[id]);
        expiry.save(id, out);
    }

    @Override
    public void read(StateInput in) {
        int id = rows.read(in);
        marks.touch(id);
        reserve();
        counts[0][id] = in.readSigned();
        counts[1][id] = in.readSigned();
        published[id] = in.readSigned();
        expiry.restore(id, in);
    }

    private void reserve() {
        if (published.length < rows.limit()) {
            int capacity = Math.max(rows.limit(), published.length * 2);
            published = Arrays.copyOf(published, capacity);
            counts[0] = Arrays.copyOf(counts[0], capacity);
            counts[1] = Arrays.copyOf(counts[1], capacity);
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        expiry.tick();
        forgetExpired(Integer.MAX_VALUE);
        int size = batch.size();
        if (ids.length < size) {
            ids = new int[Math.max(size, Batch.TARGET_ROWS)];
        }
        rows.lookup(batch, columns, null, size, ids);
        marks.touch(ids, size);
        reserve();
        for (int i = 0; i < size; i++) {
            counts[input][ids[i]] += batch.weight(i);
            touched.touch(ids[i]);
            expiry.write(ids[i]);
        }
        return Progress.DONE;
    }

    /** Forgets rows whose time is over, so many at most; returns whether those were all. */
    private boolean forgetExpired(int most) {
        return expiry.forgetDue(most, touched::contains, this::forget);
    }

    private void forget(int id) {
        marks.remove(id);
        counts[0][id] = 0;
        counts[1][id] = 0;
        published[id] = 0;
        rows.remove(id);
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        int begin = advanced;
        while (advanced < touched.size()) {
            if (!output.hasRoom() || advanced > begin) {
                return Progress.MORE;
            }
            int count = Math.min(SLICE_ROWS, touched.size() - advanced);
            publish(advanced, count, output);
            advanced += count;
        }
        expiry.tick();
        if (!forgetExpired(SLICE_ROWS)) {
            return Progress.MORE;
        }
        touched.clear();
        advanced = 0;
        return Progress.DONE;
    }

    private void publish(int from, int count, Output output) {
        int changed = 0;
        for (int i = from; i < from + count; i++) {
            int id = touched.get(i);
            touched.settle(id);
            if (expiry.isOn()) {
                // A row may be taken back that was forgotten.
                counts[0][id] = Math.max(0, counts[0][id]);
                counts[1][id] = Math.max(0, counts[1][id]);
            }
            long result = result(counts[0][id], counts[1][id]);
            if (result != published[id]) {
                chosen[changed] = id;
                weights[changed++] = result - published[id];
                published[id] = result;
            }
        }
        changes.clear();
        for (int c = 0; c < columns.length; c++) {
            changes.column(c).append(rows.key(c), chosen, 0, changed);
        }
        for (int i = 0; i < changed; i++) {
            changes.endRow(weights[i]);
        }
        output.emit(changes.build());
        for (int i = from; i < from + count; i++) {
            int id = touched.get(i);
            if (counts[0][id] == 0 && counts[1][id] == 0) {
                expiry.forget(id);
                marks.remove(id);
                rows.remove(id);
            }
        }
    }

    /** How often the result has a row that the inputs have so often. */
    private long result(long left, long right) {
        return switch (spec) {
            case INTERSECT -> left > 0 && right > 0 ? 1 : 0;
            case INTERSECT_ALL -> Math.min(left, right);
            case EXCEPT -> left > 0 && right == 0 ? 1 : 0;
            case EXCEPT_ALL -> Math.max(left - right, 0);
        };
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return rows.bytes() + 24L * published.length + touched.bytes() + expiry.bytes();
    }

    @Override
    public long rows() {
        return rows.size();
    }
}
