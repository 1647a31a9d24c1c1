package io.millrace.engine.group;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateTable;
import io.millrace.engine.pipeline.Specification.AggregateGroups;
import io.millrace.engine.table.Expiry;
import io.millrace.engine.table.TouchedIds;
import java.util.List;

/**
 * GROUP BY over all time. Keeps for each key its accumulators and the result it last published, for as long as the key
 * has rows, or until its time to live has passed since a row of it came: then it is forgotten, what it published stays,
 * and the next row of the key begins anew. At the end of an epoch it emits the net change of each key that was touched: nothing, an
 * insertion, a deletion, or both for an update.
 */
public final class AggregateGroupsOperator implements Operator, Entries {
    private static final int SLICE_KEYS = 2048;

    private final AggregateTable table;
    private final int keyCount;
    private final boolean standsAlone;
    private final PublishedResults published;
    private final TouchedIds touched = new TouchedIds();
    private int advanced;
    private Expiry expiry = Expiry.never();
    private int[] slice = new int[SLICE_KEYS];

    /**
     * @param changing whether rows of the input may be taken back
     * @param firstWorker whether this instance is the one that has the group of a query without keys
     */
    public AggregateGroupsOperator(
            AggregateGroups spec, Schema input, Schema output, boolean changing, boolean firstWorker) {
        int[] keys = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        List<Type> types = spec.keys().stream().map(input::type).toList();
        table = new AggregateTable(types, keys, spec.aggregates(), changing);
        keyCount = keys.length;
        standsAlone = keyCount == 0 && firstWorker;
        published = new PublishedResults(table, keyCount, output, SLICE_KEYS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("groups", table);
        table.mark(context.states().keep("groups", this));
        expiry = Expiry.of(context, 0);
        if (standsAlone) {
            table.makeOnlyGroup();
            touched.touch(0);
        }
    }

    @Override
    public int group(int id) {
        return table.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        table.write(id, out);
        published.write(id, out);
        expiry.save(id, out);
    }

    @Override
    public void read(StateInput in) {
        int id = table.readEntry(in);
        published.read(id, in);
        expiry.restore(id, in);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        expiry.tick();
        forgetExpired(Integer.MAX_VALUE);
        int size = batch.size();
        int[] ids = table.add(batch, null, size);
        for (int i = 0; i < size; i++) {
            expiry.write(ids[i]);
            touched.touch(ids[i]);
        }
        return Progress.DONE;
    }

    /** Forgets keys whose time is over, so many at most; returns whether those were all. */
    private boolean forgetExpired(int most) {
        return expiry.forgetDue(most, touched::contains, this::forget);
    }

    private void forget(int id) {
        table.remove(id);
        published.forget(id);
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        while (advanced < touched.size()) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            int count = Math.min(SLICE_KEYS, touched.size() - advanced);
            for (int i = 0; i < count; i++) {
                slice[i] = touched.get(advanced + i);
            }
            publish(slice, count, output);
            advanced += count;
        }
        expiry.tick();
        if (!forgetExpired(SLICE_KEYS)) {
            return Progress.MORE;
        }
        touched.clear();
        advanced = 0;
        return Progress.DONE;
    }

    private void publish(int[] ids, int count, Output output) {
        published.emit(ids, count, output);
        for (int i = 0; i < count; i++) {
            touched.settle(ids[i]);
            if (keyCount > 0 && !published.isPublished(ids[i])) {
                table.remove(ids[i]);
                expiry.forget(ids[i]);
            }
        }
    }
}
