package io.millrace.engine.rank;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.OverSpecification.OrderedOver;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.table.KeyIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that come in the order of time and wait until all that their frames have has come. Keeps for each key the rows that
 * wait and those before them that frames to come have. One thread at a time.
 */
public final class RowsAhead implements RowEntries.Extra {
    private static final long NEVER = Long.MAX_VALUE;

    private final OrderedRows rows;
    private final List<OverCall> calls;
    private final List<RowFunction> functions = new ArrayList<>();
    private final List<FrameEdges> edges = new ArrayList<>();
    private final LongVector times;
    private final long[] rowsAhead;
    private final long[] timeAhead;
    private long waiting;
    private final RowFunction.Place place = new RowFunction.Place();
    private int[] taken = new int[16];
    /** Whether each row has been taken. */
    private boolean[] isTaken = new boolean[16];

    /**
     * @param time the event time, the only order column
     * @param ordinal the hidden ordinal column, or -1
     */
    public RowsAhead(OrderedOver spec, int time, int ordinal, Schema input) {
        List<SortColumn> ties = ordinal < 0 ? List.of() : List.of(new SortColumn(ordinal, false, true));
        rows = new OrderedRows(input, new RowOrder(spec.order(), ties));
        times = (LongVector) rows.values()[time];
        calls = spec.calls();
        rowsAhead = new long[calls.size()];
        timeAhead = new long[calls.size()];
        for (int i = 0; i < rowsAhead.length; i++) {
            OverCall over = calls.get(i);
            functions.add(OverResults.function(rows, over));
            edges.add(new FrameEdges(rows, over, spec.order()));
            OverFrame frame = over.frame();
            switch (over.call().function()) {
                case "LAG" -> {}
                case "LEAD" -> rowsAhead[i] = over.parameter();
                default -> {
                    rowsAhead[i] = frame.rows() ? Math.max(0, frame.upper()) : 0;
                    timeAhead[i] = frame.rows() ? 0 : Math.max(0, frame.upper());
                }
            }
        }
        rows.summarize((row, left, right) -> functions.forEach(function -> function.update(row, left, right)));
    }

    /**
     * Has the rows survive a restart: to be said before there are any.
     *
     * @param keys gives the keys of the rows their ids
     * @param partition the columns of the keys
     */
    public void keep(OperatorStates states, KeyIndex keys, int[] partition) {
        RowEntries.keep(states, rows, keys, partition, this);
    }

    @Override
    public void write(int row, StateOutput out) {
        out.writeBoolean(isTaken[row]);
    }

    @Override
    public void read(int key, int row, StateInput in) {
        ensure(key, row);
        isTaken[row] = in.readBoolean();
        taken[key] += isTaken[row] ? 1 : 0;
        waiting += isTaken[row] ? 0 : 1;
    }

    private void ensure(int key, int row) {
        if (key >= taken.length) {
            taken = Arrays.copyOf(taken, Math.max(key + 1, taken.length * 2));
        }
        if (row >= isTaken.length) {
            isTaken = Arrays.copyOf(isTaken, Math.max(row + 1, isTaken.length * 2));
        }
    }

    /** Adds a copy of a row, whose time is not before that of any other row of its key. */
    public void add(int key, Vector[] columns, int row) {
        rows.ensureKeys(key + 1);
        int added = rows.add(key, columns, row);
        ensure(key, added);
        isTaken[added] = false;
        waiting++;
    }

    /**
     * Appends the rows of a key whose frames are complete, with their results.
     *
     * @param watermark no row at or before it comes any more
     * @param last whether no row comes any more
     * @return false when the batch is full and there may be more
     */
    public boolean take(int key, long watermark, boolean last, BatchBuilder out) {
        int size = rows.size(key);
        int position = taken[key];
        if (position < size) {
            int row = rows.at(key, position);
            functions.forEach(RowFunction::begin);
            while (position < size && (last || isComplete(row, position, size, watermark))) {
                if (out.isFull()) {
                    taken[key] = position;
                    return false;
                }
                append(key, row, position, out);
                position++;
                row = rows.next(row);
            }
        }
        taken[key] = position - drop(key, last ? size : needed(key, position, size, watermark));
        return true;
    }

    private boolean isComplete(int row, int position, int size, long watermark) {
        for (int i = 0; i < rowsAhead.length; i++) {
            if (position + rowsAhead[i] >= size || times.get(row) + timeAhead[i] > watermark) {
                return false;
            }
        }
        return true;
    }

    private void append(int key, int row, int position, BatchBuilder out) {
        Vector[] values = rows.values();
        for (int c = 0; c < values.length; c++) {
            out.column(c).append(values[c], row);
        }
        place.key = key;
        place.row = row;
        place.position = position;
        for (int i = 0; i < edges.size(); i++) {
            place.from = edges.get(i).from(key, row, position);
            place.to = edges.get(i).to(key, row, position);
            functions.get(i).append(place, out.column(values.length + i));
        }
        out.endRow();
        rows.touch(row);
        isTaken[row] = true;
        waiting--;
    }

    /** The first position that a row at a position, or one that comes there, has in a frame. */
    private int needed(int key, int position, int size, long watermark) {
        int needed = position;
        for (int i = 0; i < calls.size(); i++) {
            int from = position < size
                    ? edges.get(i).from(key, rows.at(key, position), position)
                    : neededByLater(calls.get(i), key, position, watermark);
            needed = Math.min(needed, from);
        }
        return needed;
    }

    /** The first position that a row has in the frame of a call, if it comes at a position where none is yet. */
    private int neededByLater(OverCall over, int key, int position, long watermark) {
        OverFrame frame = over.frame();
        if (over.call().function().equals("LAG")) {
            return (int) Math.max(0, position - over.parameter());
        } else if (over.call().function().equals("LEAD")) {
            return position;
        } else if (frame.lower() == OverFrame.UNBOUNDED_PRECEDING) {
            return 0;
        } else if (frame.rows()) {
            return (int) Math.max(0, position + Math.min(0, frame.lower()));
        }
        long earliest = watermark + Math.min(0, frame.lower());
        return rows.count(key, row -> times.get(row) < earliest);
    }

    private int drop(int key, int count) {
        for (int i = 0; i < count; i++) {
            int first = rows.at(key, 0);
            rows.remove(key, first);
            rows.free(first);
        }
        return count;
    }

    /** The watermark at which a key's next row may be complete by time alone; {@link Long#MAX_VALUE} when none waits. */
    public long due(int key) {
        if (taken[key] >= rows.size(key)) {
            return NEVER;
        }
        long most = 0;
        for (long ahead : timeAhead) {
            most = Math.max(most, ahead);
        }
        return times.get(rows.at(key, taken[key])) + most;
    }

    /** How many rows have not been taken. */
    public long waiting() {
        return waiting;
    }

    /** How many rows are held. */
    public long rows() {
        return rows.rows();
    }

    public long bytes() {
        long sum = rows.bytes() + 4L * taken.length + isTaken.length;
        for (RowFunction function : functions) {
            sum += function.bytes();
        }
        return sum;
    }
}
