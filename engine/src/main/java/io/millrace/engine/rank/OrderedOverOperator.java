package io.millrace.engine.rank;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.OverSpecification.OrderedOver;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.Expiry;
import io.millrace.engine.table.Hashes;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.KeyTimes;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * OVER where rows come in any order or are taken back. Keeps all rows of each key in order, with the results that were
 * last emitted for them, until they are taken back; where none are, for good. At the end of an epoch it computes the
 * results of those rows anew whose frames had a row come or go, each in O(log n) for most functions, and emits what
 * changed.
 */
public final class OrderedOverOperator implements Operator {
    private final int[] partition;
    private final int[] allColumns;
    private final KeyIndex keys;
    private final OrderedRows rows;
    private final OverResults results;
    private final BatchBuilder deletions;
    private final ChangedRows changed = new ChangedRows();
    private final EpochState state = new EpochState();
    private int[] ids = new int[Batch.TARGET_ROWS];
    private long[] hashes = new long[Batch.TARGET_ROWS];
    private int[] deletedKeys = new int[16];
    private int applied;
    private int settled;
    private Expiry expiry = Expiry.never();
    private @Nullable KeyTimes times;

    public OrderedOverOperator(OrderedOver spec, Schema input, Schema output) {
        partition = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        allColumns = IntStream.range(0, input.size()).toArray();
        keys = new KeyIndex(spec.partition().stream().map(input::type).toList());
        rows = new OrderedRows(input, new RowOrder(spec.order(), spec.ties()));
        results = new OverResults(spec, rows, output);
        deletions = new BatchBuilder(input, 16);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", state);
        expiry = Expiry.of(context, 0);
        times = new KeyTimes(context.states(), keys, expiry);
        RowEntries.keep(context.states(), rows, keys, partition, results);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        expiry.tick();
        forgetExpired(Integer.MAX_VALUE);
        int size = batch.size();
        if (ids.length < size) {
            ids = new int[size];
            hashes = new long[size];
        }
        keys.lookup(batch, partition, null, size, ids);
        // Trees of the same rows have the same shape, so that sums do not depend on who came first.
        Hashes.hash(batch, allColumns, null, size, hashes);
        rows.ensureKeys(keys.limit());
        changed.ensureKeys(keys.limit());
        Vector[] columns = RowOrder.flat(batch);
        for (int row = 0; row < size; row++) {
            if (times != null) {
                times.write(ids[row]);
            }
            long weight = batch.weight(row);
            for (long copy = 0; copy < weight; copy++) {
                int priority = (int) (Hashes.mix(hashes[row]) ^ (copy & 0xFF));
                changed.add(ids[row], rows.add(ids[row], columns, row, priority));
            }
            if (weight < 0) {
                delay(batch, row);
            }
        }
        return Progress.DONE;
    }

    /** Forgets keys whose time is over, so many at most; returns whether those were all. */
    private boolean forgetExpired(int most) {
        return expiry.forgetDue(most, changed::isTouched, this::forget);
    }

    private void forget(int key) {
        for (int row = rows.last(key); row != OrderedRows.NONE; row = rows.last(key)) {
            rows.remove(key, row);
            results.setGone(row);
            rows.free(row);
            results.clear(row);
        }
        forgetKey(key);
    }

    private void forgetKey(int key) {
        if (times != null) {
            times.forget(key);
        }
        keys.remove(key);
    }

    /** A row may be taken back before it comes, within an epoch. */
    private void delay(Batch batch, int row) {
        if (deletions.size() == deletedKeys.length) {
            deletedKeys = Arrays.copyOf(deletedKeys, deletedKeys.length * 2);
        }
        deletedKeys[deletions.size()] = ids[row];
        deletions.append(batch, row);
        changed.touch(ids[row]);
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        applyDeletions();
        while (settled < changed.keyCount()) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            results.changes().clear();
            while (settled < changed.keyCount()) {
                int key = changed.key(settled);
                if (!results.settle(key, changed)) {
                    break;
                }
                changed.forget(key, row -> {
                    if (results.isGone(row)) {
                        rows.free(row);
                        results.clear(row);
                    }
                });
                if (rows.size(key) == 0) {
                    forgetKey(key);
                }
                settled++;
            }
            output.emit(results.changes().build());
        }
        expiry.tick();
        if (!forgetExpired(Batch.TARGET_ROWS)) {
            return Progress.MORE;
        }
        changed.clear();
        settled = 0;
        state.update(rows.bytes() + keys.bytes() + results.bytes(), rows.rows(), Waiting.NOTHING);
        return Progress.DONE;
    }

    private void applyDeletions() {
        if (deletions.size() == 0) {
            return;
        }
        Batch batch = deletions.build();
        Vector[] columns = RowOrder.flat(batch);
        for (applied = 0; applied < batch.size(); applied++) {
            int key = deletedKeys[applied];
            for (long copy = batch.weight(applied); copy < 0; copy++) {
                int row = rows.find(key, columns, applied);
                if (row == OrderedRows.NONE) {
                    break;
                }
                rows.remove(key, row);
                results.setGone(row);
                changed.add(key, row);
            }
        }
        deletions.clear();
    }
}
