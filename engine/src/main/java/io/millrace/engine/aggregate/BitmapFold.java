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

/** AND, OR or XOR of bitmaps that are never taken back: one bitmap an id; a row costs as much as it and that are large. */
final class BitmapFold implements AggregateState {
    private final Operation operation;
    private final boolean counts;
    private final Vector.Writable folded = Vector.create(Type.BITMAP, 16);
    private final BytesVector bitmaps = (BytesVector) folded.vector();
    private final BytesVector result = new BytesVector(1);
    private final BitmapReader one = new BitmapReader();
    private final BitmapReader other = new BitmapReader();
    private final BitmapWriter writer = new BitmapWriter();

    /**
     * @param counts whether the answer is how many numbers there are
     */
    BitmapFold(Operation operation, boolean counts) {
        this.operation = operation;
        this.counts = counts;
    }

    @Override
    public void reset(int from, int to) {
        Values.reset(folded, from, to);
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        for (int i = 0; i < rows.count; i++) {
            add(rows.ids[i], (BytesVector) arguments[0], rows.row(i));
        }
    }

    private void add(int id, BytesVector source, int row) {
        if (source.isNull(row)) {
            return;
        }
        if (bitmaps.isNull(id)) {
            folded.set(id, source, row);
            return;
        }
        one.read(bitmaps.data(), bitmaps.offset(id), bitmaps.length(id));
        other.read(source.data(), source.offset(row), source.length(row));
        Bitmap.combine(one, other, operation, writer);
        result.clear();
        result.append(writer.data(), 0, writer.length());
        folded.set(id, result, 0);
    }

    @Override
    public void merge(int[] into, AggregateState source, int[] from, int count) {
        BytesVector more = ((BitmapFold) source).bitmaps;
        for (int i = 0; i < count; i++) {
            add(into[i], more, from[i]);
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        if (!counts) {
            out.append(bitmaps, ids, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            if (bitmaps.isNull(ids[i])) {
                out.appendNull();
            } else {
                one.read(bitmaps.data(), bitmaps.offset(ids[i]), bitmaps.length(ids[i]));
                ((LongVector) out).append(one.cardinality());
            }
        }
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeValue(bitmaps, id);
    }

    @Override
    public void read(int id, StateInput in) {
        Values.read(folded, id, in);
    }

    @Override
    public long bytes() {
        return bitmaps.bytes();
    }
}
