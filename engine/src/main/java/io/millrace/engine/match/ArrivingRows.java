package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.over.WaitingRows;
import io.millrace.engine.pipeline.Recognition.Sequence;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.Order;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows that wait for the watermark, and come out in order; rows that are behind it are put aside. */
final class ArrivingRows {
    private final Sequence sequence;
    private final int[] kept;
    private final List<SortColumn> then;
    private final int time;
    private final WaitingRows waiting;
    private final BatchBuilder ready;
    private boolean sealed;

    ArrivingRows(Sequence sequence, Schema input, int sliceRows) {
        this.sequence = sequence;
        kept = IntStream.range(0, input.size())
                .filter(column -> column != sequence.late())
                .toArray();
        Schema schema = input.select(kept);
        then = sequence.then().stream()
                .map(sort -> new SortColumn(place(sort.column()), sort.descending(), sort.nullsFirst()))
                .toList();
        time = place(sequence.time());
        waiting = new WaitingRows(schema, time, sequence.ordinal() < 0 ? -1 : place(sequence.ordinal()));
        ready = new BatchBuilder(schema, sliceRows);
    }

    /** Has the rows survive a restart. */
    void keep(OperatorStates states, int[] partition) {
        waiting.keep(states, "waiting", partition);
    }

    /** Where a column of the input is among those that come out: the late column has done its work when a row waits. */
    int place(int column) {
        return sequence.late() >= 0 && column > sequence.late() ? column - 1 : column;
    }

    /** Takes a batch of the input. */
    void add(Batch batch, long watermark, LateRows late) {
        LongVector times = batch.longs(sequence.time());
        BytesVector marked = LateMarker.marks(batch, sequence.late());
        Vector[] columns = new Vector[kept.length];
        for (int i = 0; i < kept.length; i++) {
            columns[i] = batch.column(kept[i]);
        }
        Batch arrived = new Batch(columns, batch.size());
        for (int i = 0; i < batch.size(); i++) {
            if (times.isNull(i)) {
                continue;
            }
            long at = times.get(i);
            if (marked != null && !marked.isNull(i) && at <= LateMarker.watermark(marked.data(), marked.offset(i))) {
                late.add(marked.data(), marked.offset(i), marked.length(i), Long.MIN_VALUE, Long.MIN_VALUE);
            } else if (at > watermark) {
                waiting.arriving().append(arrived, i);
            } else {
                late.count();
            }
        }
    }

    /** The next rows in order up to the watermark, all rows of a time together; none when there are no more. */
    Batch take(long watermark, int atLeast) {
        if (!sealed) {
            waiting.seal();
            sealed = true;
        }
        ready.clear();
        waiting.take(watermark, atLeast, true, ready);
        return ready.size() == 0 || then.isEmpty() ? ready.build() : sorted(ready.build());
    }

    /** Says that an epoch is over. */
    void end() {
        sealed = false;
    }

    private Batch sorted(Batch rows) {
        long[] times = rows.longs(time).values();
        int[] order = new int[rows.size()];
        Arrays.setAll(order, i -> i);
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && times[to] == times[from]) {
                to++;
            }
            if (to - from > 1) {
                sort(rows, order, from, to);
            }
            from = to;
        }
        return rows.select(order, order.length);
    }

    private void sort(Batch rows, int[] order, int from, int to) {
        Integer[] tie = new Integer[to - from];
        Arrays.setAll(tie, i -> from + i);
        Arrays.sort(tie, (left, right) -> compare(rows, left, right));
        for (int i = 0; i < tie.length; i++) {
            order[from + i] = tie[i];
        }
    }

    private int compare(Batch rows, int left, int right) {
        for (SortColumn sort : then) {
            Vector values = rows.column(sort.column());
            boolean leftNull = values.isNull(left);
            boolean rightNull = values.isNull(right);
            int compared;
            if (leftNull || rightNull) {
                compared = leftNull == rightNull ? 0 : leftNull == sort.nullsFirst() ? -1 : 1;
            } else {
                compared = Order.compare(values, left, values, right);
                compared = sort.descending() ? -compared : compared;
            }
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    Waiting waiting() {
        return waiting.waiting();
    }

    long rows() {
        return waiting.rows();
    }

    long bytes() {
        return waiting.bytes() + ready.bytes();
    }
}
