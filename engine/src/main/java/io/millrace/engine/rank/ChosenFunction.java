package io.millrace.engine.rank;

import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.table.Order;
import java.util.Arrays;

/**
 * A function that gives the value of one of the frame's rows that have one: the first, the last, the smallest or the
 * largest. Each row knows which it is among all rows below it in its tree.
 */
final class ChosenFunction implements RowFunction {
    /** Which row is chosen. */
    enum Choice {
        FIRST,
        LAST,
        SMALLEST,
        LARGEST
    }

    private final OrderedRows rows;
    private final AggregateCall call;
    private final Choice choice;
    private final Vector values;
    private int[] below = new int[16];

    ChosenFunction(OrderedRows rows, AggregateCall call, Choice choice) {
        this.rows = rows;
        this.call = call;
        this.choice = choice;
        values = rows.values()[call.arguments().get(0)];
    }

    @Override
    public void update(int row, int left, int right) {
        if (row == below.length) {
            below = Arrays.copyOf(below, row * 2);
        }
        int chosen = left == OrderedRows.NONE ? OrderedRows.NONE : below[left];
        chosen = choose(chosen, own(row));
        below[row] = right == OrderedRows.NONE ? chosen : choose(chosen, below[right]);
    }

    private int own(int row) {
        return values.isNull(row) || !MergedFunction.passes(rows, call.filter(), row) ? OrderedRows.NONE : row;
    }

    private int choose(int earlier, int later) {
        if (earlier == OrderedRows.NONE || later == OrderedRows.NONE) {
            return earlier == OrderedRows.NONE ? later : earlier;
        }
        return switch (choice) {
            case FIRST -> earlier;
            case LAST -> later;
            case SMALLEST -> Order.compare(values, earlier, values, later) <= 0 ? earlier : later;
            case LARGEST -> Order.compare(values, earlier, values, later) >= 0 ? earlier : later;
        };
    }

    @Override
    public void append(Place place, Vector.Writable out) {
        int chosen = place.from < place.to ? find(rows.root(place.key), 0, place.from, place.to) : OrderedRows.NONE;
        if (chosen == OrderedRows.NONE) {
            out.appendNull();
        } else {
            out.append(values, chosen);
        }
    }

    private int find(int row, int first, int from, int to) {
        if (row == OrderedRows.NONE || first >= to || first + rows.treeSize(row) <= from) {
            return OrderedRows.NONE;
        }
        if (first >= from && first + rows.treeSize(row) <= to) {
            return below[row];
        }
        int position = first + rows.treeSize(rows.left(row));
        int chosen = find(rows.left(row), first, from, to);
        if (position >= from && position < to) {
            chosen = choose(chosen, own(row));
        }
        return choose(chosen, find(rows.right(row), position + 1, from, to));
    }

    @Override
    public long bytes() {
        return 4L * below.length;
    }
}
