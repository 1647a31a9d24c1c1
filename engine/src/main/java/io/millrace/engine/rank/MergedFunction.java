package io.millrace.engine.rank;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.Vector;
import io.millrace.engine.aggregate.FixedAggregate;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.Arrays;

/**
 * An aggregate whose accumulators can be merged: each row has the accumulator of all rows below it in its tree, so that a
 * frame is O(log n) merges and one changed row as many.
 */
final class MergedFunction implements RowFunction {
    private final OrderedRows rows;
    private final FixedAggregate aggregate;
    private final AggregateCall call;
    private final Vector[] arguments;
    private final int words;
    private final long[] frame;
    private long[] below;

    MergedFunction(OrderedRows rows, AggregateCall call, FixedAggregate aggregate) {
        this.rows = rows;
        this.call = call;
        this.aggregate = aggregate;
        arguments = call.arguments().stream()
                .map(argument -> rows.values()[argument])
                .toArray(Vector[]::new);
        words = aggregate.words();
        frame = new long[words];
        below = new long[16 * words];
    }

    @Override
    public void update(int row, int left, int right) {
        int at = row * words;
        if (at == below.length) {
            below = Arrays.copyOf(below, below.length * 2);
        }
        aggregate.reset(below, at);
        if (left != OrderedRows.NONE) {
            aggregate.merge(below, at, below, left * words);
        }
        addOwn(below, at, row);
        if (right != OrderedRows.NONE) {
            aggregate.merge(below, at, below, right * words);
        }
    }

    private void addOwn(long[] target, int at, int row) {
        if (passes(rows, call.filter(), row)) {
            aggregate.add(target, at, arguments, row, 1);
        }
    }

    /** Whether a row passes the call's FILTER. */
    static boolean passes(OrderedRows rows, int filter, int row) {
        if (filter < 0) {
            return true;
        }
        BooleanVector condition = (BooleanVector) rows.values()[filter];
        return !condition.isNull(row) && condition.get(row);
    }

    @Override
    public void append(Place place, Vector.Writable out) {
        aggregate.reset(frame, 0);
        if (place.from < place.to) {
            merge(rows.root(place.key), 0, place.from, place.to);
        }
        aggregate.result(frame, 0, out);
    }

    /** Adds the rows of a tree that are in a frame, in order; the tree's first row is at position {@code first}. */
    private void merge(int row, int first, int from, int to) {
        if (row == OrderedRows.NONE || first >= to || first + rows.treeSize(row) <= from) {
            return;
        }
        if (first >= from && first + rows.treeSize(row) <= to) {
            aggregate.merge(frame, 0, below, row * words);
            return;
        }
        int position = first + rows.treeSize(rows.left(row));
        merge(rows.left(row), first, from, to);
        if (position >= from && position < to) {
            addOwn(frame, 0, row);
        }
        merge(rows.right(row), position + 1, from, to);
    }

    @Override
    public long bytes() {
        return 8L * below.length;
    }
}
