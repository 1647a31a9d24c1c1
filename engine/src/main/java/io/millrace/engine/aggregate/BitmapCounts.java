package io.millrace.engine.aggregate;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.bitmap.Bitmap;
import io.millrace.core.bitmap.Bitmap.Operation;
import io.millrace.core.bitmap.BitmapReader;
import io.millrace.core.bitmap.BitmapWriter;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import io.millrace.engine.table.MultisetCodec;
import io.millrace.engine.table.OrderedMultiset;

/**
 * Numbers, or bitmaps that may be taken back, as one bitmap: how often each number of an id came. Keeps every different
 * number until the last row with it is taken back or the id is forgotten; O(log n) for each number of a row, and an answer
 * costs as much as there are numbers.
 */
final class BitmapCounts implements AggregateState {
    /** Counts the rows: a number that none is, and before all others. */
    private static final long ROWS = -1;

    private final Operation operation;
    private final boolean counts;
    private final OrderedMultiset numbers = new OrderedMultiset(Type.BIGINT);
    private final LongVector number = new LongVector(1);
    private final BitmapReader reader = new BitmapReader();
    private final BitmapWriter writer = new BitmapWriter();
    private long rows;
    private long found;

    /**
     * @param operation AND, OR or XOR
     * @param counts whether the answer is how many numbers there are
     */
    BitmapCounts(Operation operation, boolean counts) {
        this.operation = operation;
        this.counts = counts;
        number.append(0);
    }

    @Override
    public void reset(int from, int to) {
        for (int id = from; id < to; id++) {
            numbers.clear(id);
        }
    }

    @Override
    public void add(Rows given, Vector[] arguments) {
        for (int i = 0; i < given.count; i++) {
            int row = given.row(i);
            if (arguments[0].isNull(row)) {
                continue;
            }
            int id = given.ids[i];
            long weight = given.weight(row);
            change(id, ROWS, weight);
            if (arguments[0] instanceof BytesVector bitmaps) {
                reader.read(bitmaps.data(), bitmaps.offset(row), bitmaps.length(row));
                Bitmap.forEach(reader, value -> {
                    change(id, value, weight);
                    return true;
                });
            } else {
                change(id, ((LongVector) arguments[0]).get(row) & 0xFFFF_FFFFL, weight);
            }
        }
    }

    private void change(int id, long value, long weight) {
        number.values()[0] = value;
        numbers.add(id, number, 0, weight);
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        OrderedMultiset source = ((BitmapCounts) other).numbers;
        for (int i = 0; i < count; i++) {
            int id = into[i];
            source.forEach(from[i], (column, row, times) -> numbers.add(id, column, row, times));
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        for (int i = 0; i < count; i++) {
            rows = 0;
            found = 0;
            writer.clear();
            numbers.forEach(ids[i], (column, row, times) -> {
                long value = ((LongVector) column).get(row);
                if (value == ROWS) {
                    rows = times;
                } else if (isIn(times)) {
                    writer.add(value);
                    found++;
                }
            });
            writer.end();
            if (rows <= 0) {
                out.appendNull();
            } else if (counts) {
                ((LongVector) out).append(found);
            } else {
                ((BytesVector) out).append(writer.data(), 0, writer.length());
            }
        }
    }

    private boolean isIn(long times) {
        return switch (operation) {
            case AND -> times == rows;
            case XOR -> (times & 1) != 0;
            default -> times > 0;
        };
    }

    @Override
    public void write(int id, StateOutput out) {
        MultisetCodec.write(numbers, id, out);
    }

    @Override
    public void read(int id, StateInput in) {
        MultisetCodec.read(numbers, id, in);
    }

    @Override
    public long bytes() {
        return numbers.bytes();
    }
}
