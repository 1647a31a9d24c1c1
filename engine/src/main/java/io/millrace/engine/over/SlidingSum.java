package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Kind;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import java.util.Arrays;

/**
 * SUM and AVG of FLOAT and DOUBLE over a bounded frame: the two stacks of {@link SlidingFrame}, laid out for the
 * commonest case. A slot is a sum as an unevaluated pair (high, low), and a byte that says what kind of value came with
 * its row; NULL, NaN and infinities count as zero in sums and are counted apart, so that they leave without a trace.
 */
final class SlidingSum implements FrameFunction {
    private static final int FIRST_SLOTS = 4;
    private static final byte NUMBER = 0;
    private static final byte NOTHING = 1;
    private static final byte NAN = 2;
    private static final byte ABOVE = 3;
    private static final byte BELOW = 4;

    private final AggregateCall call;
    private final Frame frame;
    private final boolean average;
    private final boolean isFloat;
    private Key[] keys = new Key[16];
    private long bytes;

    /** The frame of one key. */
    private static final class Key {
        double[] sums = new double[2 * FIRST_SLOTS];
        byte[] kinds = new byte[FIRST_SLOTS];
        long[] times = new long[0];
        int head;
        int old;
        int size;
        double youngHigh;
        double youngLow;
        final int[] counts = new int[5];
    }

    SlidingSum(AggregateCall call, Frame frame) {
        this.call = call;
        this.frame = frame;
        average = call.function().equals("AVG");
        isFloat = call.type().kind() == Kind.FLOAT;
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        int size = rows.size();
        DoubleVector argument = rows.doubles(call.arguments().get(0));
        double[] values = argument.values();
        boolean[] nulls = argument.nulls();
        DoubleVector results = (DoubleVector) out;
        boolean byRows = frame.rows();
        long most = byRows ? frame.preceding() + 1 : Long.MAX_VALUE;
        int from = 0;
        while (from < size) {
            int to = from;
            do {
                Key key = key(ids[to]);
                if (key.size == most) {
                    evict(key);
                }
                boolean missing = nulls != null && nulls[to] || !FrameFunction.passes(rows, call.filter(), to);
                add(key, values[to], missing, times[to]);
                to++;
            } while (!byRows && to < size && times[to] == times[from]);
            for (int i = from; i < to; i++) {
                Key key = keys[ids[i]];
                if (!byRows) {
                    long earliest = times[i] - frame.preceding();
                    while (key.times[key.head] < earliest) {
                        evict(key);
                    }
                }
                result(key, results);
            }
            from = to;
        }
    }

    private Key key(int id) {
        if (id >= keys.length) {
            keys = Arrays.copyOf(keys, Math.max(id + 1, keys.length * 2));
        }
        Key key = keys[id];
        if (key == null) {
            key = new Key();
            if (!frame.rows()) {
                key.times = new long[FIRST_SLOTS];
            }
            keys[id] = key;
            bytes += 200;
        }
        return key;
    }

    private void add(Key key, double value, boolean missing, long time) {
        int slots = key.kinds.length;
        if (key.size == slots) {
            grow(key);
            slots = key.kinds.length;
        }
        int at = key.head + key.size;
        at = at >= slots ? at - slots : at;
        byte kind = missing ? NOTHING : kind(value);
        double counted = kind == NUMBER ? value : 0;
        key.sums[2 * at] = counted;
        key.sums[2 * at + 1] = 0;
        key.kinds[at] = kind;
        key.counts[kind]++;
        if (!frame.rows()) {
            key.times[at] = time;
        }
        double high = key.youngHigh;
        double sum = high + counted;
        double part = sum - high;
        key.youngLow += (high - (sum - part)) + (counted - part);
        key.youngHigh = sum;
        key.size++;
    }

    private static byte kind(double value) {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            return NUMBER;
        }
        return Double.isNaN(value) ? NAN : value > 0 ? ABOVE : BELOW;
    }

    private void grow(Key key) {
        int slots = key.kinds.length;
        double[] sums = new double[4 * slots];
        byte[] kinds = new byte[2 * slots];
        int first = slots - key.head;
        System.arraycopy(key.sums, 2 * key.head, sums, 0, 2 * first);
        System.arraycopy(key.sums, 0, sums, 2 * first, 2 * key.head);
        System.arraycopy(key.kinds, key.head, kinds, 0, first);
        System.arraycopy(key.kinds, 0, kinds, first, key.head);
        if (!frame.rows()) {
            long[] times = new long[2 * slots];
            System.arraycopy(key.times, key.head, times, 0, first);
            System.arraycopy(key.times, 0, times, first, key.head);
            key.times = times;
        }
        key.sums = sums;
        key.kinds = kinds;
        key.head = 0;
        bytes += 25L * slots;
    }

    private static void evict(Key key) {
        if (key.old == 0) {
            flip(key);
        }
        key.counts[key.kinds[key.head]]--;
        key.head = key.head + 1 == key.kinds.length ? 0 : key.head + 1;
        key.old--;
        key.size--;
    }

    /** The younger rows become suffix sums: each slot the sum of its row and all after it. */
    private static void flip(Key key) {
        int slots = key.kinds.length;
        double[] sums = key.sums;
        int last = key.head + key.size - 1;
        last = last >= slots ? last - slots : last;
        double high = sums[2 * last];
        double low = sums[2 * last + 1];
        int at = last;
        for (int i = key.size - 2; i >= 0; i--) {
            at = at == 0 ? slots - 1 : at - 1;
            double value = sums[2 * at];
            double sum = high + value;
            double part = sum - high;
            low += (high - (sum - part)) + (value - part);
            high = sum;
            sums[2 * at] = high;
            sums[2 * at + 1] = low;
        }
        key.old = key.size;
        key.youngHigh = 0;
        key.youngLow = 0;
    }

    private void result(Key key, DoubleVector out) {
        int[] counts = key.counts;
        int count = key.size - counts[NOTHING];
        if (count == 0) {
            out.appendNull();
            return;
        }
        double value;
        if (counts[NUMBER] == count) {
            value = finite(key, count);
        } else if (counts[NAN] > 0 || counts[ABOVE] > 0 && counts[BELOW] > 0) {
            value = Double.NaN;
        } else {
            value = counts[ABOVE] > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        out.append(isFloat ? (float) value : value);
    }

    private double finite(Key key, int count) {
        double high = key.youngHigh;
        double low = key.youngLow;
        if (key.old > 0) {
            double oldHigh = key.sums[2 * key.head];
            double sum = high + oldHigh;
            double part = sum - high;
            low += (high - (sum - part)) + (oldHigh - part) + key.sums[2 * key.head + 1];
            high = sum;
        }
        double sum = high + low;
        if (Double.isNaN(sum)) {
            return average ? high / count : high;
        }
        if (!average) {
            return sum;
        }
        double rest = (high - sum) + low;
        double quotient = sum / count;
        double mean = quotient + (Math.fma(-quotient, (double) count, sum) + rest) / count;
        return Double.isNaN(mean) ? quotient : mean;
    }

    @Override
    public void write(int id, StateOutput out) {
        Key key = keys[id];
        int slots = key.kinds.length;
        out.writeNumber(key.size);
        out.writeNumber(key.old);
        out.writeDouble(key.youngHigh);
        out.writeDouble(key.youngLow);
        for (int i = 0; i < key.size; i++) {
            int at = key.head + i;
            at = at >= slots ? at - slots : at;
            out.writeByte(key.kinds[at]);
            out.writeDouble(key.sums[2 * at]);
            out.writeDouble(key.sums[2 * at + 1]);
            if (!frame.rows()) {
                out.writeLong(key.times[at]);
            }
        }
    }

    @Override
    public void read(int id, StateInput in) {
        Key key = key(id);
        int size = in.readCount();
        int old = in.readCount();
        double high = in.readDouble();
        double low = in.readDouble();
        for (int at = 0; at < size; at++) {
            if (at == key.kinds.length) {
                grow(key);
            }
            byte kind = (byte) in.readByte();
            key.kinds[at] = kind;
            key.counts[kind]++;
            key.sums[2 * at] = in.readDouble();
            key.sums[2 * at + 1] = in.readDouble();
            if (!frame.rows()) {
                key.times[at] = in.readLong();
            }
            key.size++;
        }
        key.old = old;
        key.youngHigh = high;
        key.youngLow = low;
    }

    @Override
    public void forget(int id) {
        Key key = keys[id];
        key.head = 0;
        key.old = 0;
        key.size = 0;
        key.youngHigh = 0;
        key.youngLow = 0;
        Arrays.fill(key.counts, 0);
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
