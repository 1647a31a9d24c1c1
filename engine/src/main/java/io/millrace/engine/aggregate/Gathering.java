package io.millrace.engine.aggregate;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.table.MultisetCodec;
import io.millrace.engine.table.OrderedMultiset;
import io.millrace.engine.value.Utf8;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * ARRAY_AGG and COLLECT: all values of an id, which may be taken back. An array has them in the order of the rows'
 * ordinals and, where these are the same, of the values; a multiset counts them, without NULL. Keeps each value of each
 * row until it is taken back or the id is forgotten, a multiset each different one; an answer costs as much as it is long.
 */
final class Gathering implements AggregateState {
    private final Storage element;
    private final boolean counts;
    private final boolean distinct;
    private final RowLayout item;
    /** Of each value the ordinal, so that bytes order as numbers do, and then an array of the value alone. */
    private final OrderedMultiset values = new OrderedMultiset(Type.BYTES);

    private final BytesVector entry = new BytesVector(1);
    private final NestedWriter alone = new NestedWriter();
    private final NestedWriter out = new NestedWriter();
    private int[] rows = new int[16];
    private long[] weights = new long[16];
    private int found;

    /**
     * @param type ARRAY or MULTISET of the values
     * @param distinct whether equal values are in the array once, where the first one is
     */
    Gathering(Type type, boolean distinct) {
        element = type.child(0).storage();
        counts = type.kind() == Kind.MULTISET;
        item = RowLayout.of(type);
        this.distinct = distinct;
    }

    private int prefix() {
        return counts ? 0 : Long.BYTES;
    }

    @Override
    public void reset(int from, int to) {
        for (int id = from; id < to; id++) {
            values.clear(id);
        }
    }

    @Override
    public void add(Rows added, Vector[] arguments) {
        Vector value = arguments[0];
        for (int i = 0; i < added.count; i++) {
            int row = added.row(i);
            if (counts && value.isNull(row)) {
                continue;
            }
            alone.clear();
            if (!counts) {
                long ordinal = arguments.length > 1 ? ((LongVector) arguments[1].flat()).get(row) : 0;
                byte[] bytes = new byte[Long.BYTES];
                for (int b = 0; b < bytes.length; b++) {
                    bytes[b] = (byte) ((ordinal ^ Long.MIN_VALUE) >>> 8 * (7 - b));
                }
                alone.writeBytes(bytes, 0, bytes.length);
            }
            alone.beginArray(element);
            alone.write(value, row);
            alone.end();
            entry.clear();
            entry.append(alone.data(), 0, alone.length());
            values.add(added.ids[i], entry, 0, added.weight(row));
        }
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        Gathering source = (Gathering) other;
        for (int i = 0; i < count; i++) {
            int id = into[i];
            source.values.forEach(from[i], (vector, row, weight) -> values.add(id, vector, row, weight));
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable result) {
        for (int i = 0; i < count; i++) {
            found = 0;
            values.forEach(ids[i], (vector, row, weight) -> {
                if (found == rows.length) {
                    rows = Arrays.copyOf(rows, found * 2);
                    weights = Arrays.copyOf(weights, found * 2);
                }
                rows[found] = row;
                weights[found++] = weight;
            });
            BytesVector entries = (BytesVector) values.values();
            sort(entries, 0, found);
            if (found == 0 && !counts) {
                result.appendNull();
            } else {
                write(entries);
                ((BytesVector) result).append(out.data(), 0, out.length());
            }
        }
    }

    private void write(BytesVector entries) {
        out.clear();
        if (counts) {
            out.beginMap(item);
        } else {
            out.beginArray(element);
        }
        Set<Utf8> seen = new HashSet<>();
        byte[] data = entries.data();
        for (int i = 0; i < found; i++) {
            int from = entries.offset(rows[i]) + prefix();
            int length = entries.length(rows[i]) - prefix();
            if (counts && weights[i] > 0) {
                out.beginRow(item);
                out.writeElement(data, from, length, 0, element);
                out.writeLong(weights[i]);
                out.end();
            } else if (!counts && !distinct) {
                for (long copy = 0; copy < weights[i]; copy++) {
                    out.writeElement(data, from, length, 0, element);
                }
            } else if (!counts && weights[i] > 0 && seen.add(new Utf8().set(data, from, length))) {
                out.writeElement(data, from, length, 0, element);
            }
        }
        out.end();
    }

    /** Sorts the rows found by their bytes; by halves, since they came from a tree and are nearly in order. */
    private void sort(BytesVector entries, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = from + to >>> 1;
        sort(entries, from, middle);
        sort(entries, middle, to);
        int[] left = Arrays.copyOfRange(rows, from, middle);
        long[] leftWeights = Arrays.copyOfRange(weights, from, middle);
        int next = 0;
        int right = middle;
        for (int at = from; next < left.length; at++) {
            boolean takesRight = right < to && compare(entries, rows[right], left[next]) < 0;
            rows[at] = takesRight ? rows[right] : left[next];
            weights[at] = takesRight ? weights[right] : leftWeights[next];
            right += takesRight ? 1 : 0;
            next += takesRight ? 0 : 1;
        }
    }

    private static int compare(BytesVector entries, int one, int other) {
        byte[] data = entries.data();
        return Arrays.compareUnsigned(
                data,
                entries.offset(one),
                entries.offset(one) + entries.length(one),
                data,
                entries.offset(other),
                entries.offset(other) + entries.length(other));
    }

    @Override
    public void write(int id, StateOutput out) {
        MultisetCodec.write(values, id, out);
    }

    @Override
    public void read(int id, StateInput in) {
        MultisetCodec.read(values, id, in);
    }

    @Override
    public long bytes() {
        return values.bytes() + entry.bytes();
    }
}
