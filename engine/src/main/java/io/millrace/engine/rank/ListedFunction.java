package io.millrace.engine.rank;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.List;

/**
 * An aggregate that needs the values themselves, such as one of DISTINCT values. Keeps nothing between epochs: the first
 * frame of a run of rows is added up anew, and from row to row what enters is added and what leaves is taken back.
 */
final class ListedFunction implements RowFunction {
    private final OrderedRows rows;
    private final AggregateCall call;
    private final AggregateRows accumulator;
    private final BatchBuilder result;
    private final Rows single = new Rows();
    private final int[] chosen = new int[1];
    private final int[] first = {0};
    private int from;
    private int to;
    private int firstRow = OrderedRows.NONE;
    private int lastRow = OrderedRows.NONE;

    ListedFunction(OrderedRows rows, AggregateCall call) {
        this.rows = rows;
        this.call = call;
        AggregateCall unfiltered = new AggregateCall(
                call.function(),
                call.arguments(),
                call.argumentTypes(),
                call.distinct(),
                -1,
                call.ordinal(),
                call.type());
        accumulator = new AggregateRows(List.of(unfiltered), true);
        accumulator.ensure(1);
        result = new BatchBuilder(Schema.of(new Column("result", call.type())), 1);
        single.reserve(1);
        single.rows = chosen;
        single.count = 1;
    }

    @Override
    public void begin() {
        accumulator.reset(0, 1);
        from = 0;
        to = 0;
    }

    @Override
    public void append(Place place, Vector.Writable out) {
        int newTo = Math.max(place.from, place.to);
        if (place.from >= to || place.from < from || newTo < to) {
            begin();
            from = place.from;
            to = from;
        }
        while (to < newTo) {
            lastRow = to == from ? rows.at(place.key, to) : rows.next(lastRow);
            firstRow = to == from ? lastRow : firstRow;
            change(lastRow, 1);
            to++;
        }
        while (from < place.from) {
            change(firstRow, -1);
            firstRow = rows.next(firstRow);
            from++;
        }
        result.clear();
        accumulator.result(first, 1, result, 0);
        out.append(result.column(0).vector(), 0);
    }

    private void change(int row, long weight) {
        if (!MergedFunction.passes(rows, call.filter(), row)) {
            return;
        }
        Vector[] values = rows.values();
        Vector[] taken = new Vector[values.length];
        for (int argument : call.arguments()) {
            Vector.Writable value = Vector.createLike(values[argument], 1);
            value.append(values[argument], row);
            taken[argument] = value.vector();
        }
        chosen[0] = 0;
        single.ids[0] = 0;
        accumulator.add(new Batch(taken, 1, new long[] {weight}), single);
    }

    @Override
    public long bytes() {
        return accumulator.bytes();
    }
}
