package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.table.Order;
import java.util.Arrays;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait for the watermark, given back in the order of time, then of their ordinals, then of their values. What
 * came in one epoch is sorted once, into a run; runs are merged as they are read.
 */
public final class WaitingRows {
    private final Schema schema;
    private final int time;
    private final int ordinal;
    private final PriorityQueue<Run> runs = new PriorityQueue<>();
    private BatchBuilder arriving;
    private RunBlocks blocks = new RunBlocks(new int[0], this::read);
    private long waiting;

    /**
     * @param ordinal the column that orders rows of equal time, before their values do; or -1 for the values alone
     */
    public WaitingRows(Schema schema, int time, int ordinal) {
        this.schema = schema;
        this.time = time;
        this.ordinal = ordinal;
        arriving = new BatchBuilder(schema, 1024);
    }

    private final class Run implements Comparable<Run> {
        final Batch rows;
        final long[] times;
        final long @Nullable [] ordinals;
        final long bytes;
        final int[] ids;
        int at;

        Run(BatchBuilder sorted) {
            rows = sorted.build();
            ids = blocks.begin(rows);
            times = rows.longs(time).values();
            ordinals = ordinal < 0 ? null : rows.longs(ordinal).values();
            bytes = sorted.bytes();
        }

        long ordinal() {
            long[] all = ordinals;
            return all == null ? 0 : all[at];
        }

        @Override
        public int compareTo(Run other) {
            int order = Long.compare(times[at], other.times[other.at]);
            order = order == 0 ? Long.compare(ordinal(), other.ordinal()) : order;
            return order == 0 ? compareValues(rows, at, other.rows, other.at) : order;
        }
    }

    /**
     * Has the rows survive a restart: to be said before there are any.
     *
     * @param partition the columns by which rows find their worker; none when all rows are on the first
     */
    public void keep(OperatorStates states, String name, int[] partition) {
        RunBlocks marked = new RunBlocks(partition, this::read);
        marked.mark(states.keep(name, marked));
        states.whenRestored(this::seal);
        blocks = marked;
    }

    private void read(StateInput in) {
        for (int c = 0; c < schema.size(); c++) {
            in.readValue(arriving.column(c));
        }
        arriving.endRow();
    }

    /** Where rows that arrive are appended. */
    public BatchBuilder arriving() {
        return arriving;
    }

    /** What waits, once {@link #take} has given what does not. */
    public Waiting waiting() {
        Run first = runs.peek();
        return first == null ? Waiting.NOTHING : Waiting.until(first.times[first.at], waiting);
    }

    /** Ends the epoch: what has arrived takes its place in the order. */
    public void seal() {
        int size = arriving.size();
        if (size == 0) {
            return;
        }
        waiting += size;
        Batch rows = arriving.build();
        int[] order = order(rows);
        if (order == null) {
            runs.add(new Run(arriving));
        } else {
            BatchBuilder sorted = new BatchBuilder(schema, size);
            sorted.append(rows, order, 0, size);
            runs.add(new Run(sorted));
        }
        arriving = new BatchBuilder(schema, Math.min(size, 1 << 16));
    }

    /** The order of the rows, or null when they are in order. */
    private int @Nullable [] order(Batch rows) {
        LongVector times = rows.longs(time);
        long[] values = times.values();
        long[] ordinals = ordinal < 0 ? null : rows.longs(ordinal).values();
        boolean sorted = true;
        long smallest = values[0];
        long largest = values[0];
        for (int i = 1; i < rows.size(); i++) {
            sorted &= values[i - 1] < values[i]
                    || values[i - 1] == values[i] && compareTied(rows, ordinals, i - 1, i) <= 0;
            smallest = Math.min(smallest, values[i]);
            largest = Math.max(largest, values[i]);
        }
        if (sorted) {
            return null;
        }
        int bits = 64 - Long.numberOfLeadingZeros(rows.size());
        int[] order = largest - smallest >= 0 && largest - smallest < 1L << 63 - bits
                ? orderPacked(values, rows.size(), smallest, bits)
                : orderWide(values, rows.size());
        orderTies(order, values, rows, ordinals);
        return order;
    }

    /** Compares rows of one time. */
    private static int compareTied(Batch rows, long @Nullable [] ordinals, int left, int right) {
        int order = ordinals == null ? 0 : Long.compare(ordinals[left], ordinals[right]);
        return order == 0 ? compareValues(rows, left, rows, right) : order;
    }

    /** Compares rows by their values, NULL first, so that rows that compare as equal may change places. */
    private static int compareValues(Batch left, int leftRow, Batch right, int rightRow) {
        for (int c = 0; c < left.columnCount(); c++) {
            Vector a = left.column(c);
            Vector b = right.column(c);
            boolean isNull = a.isNull(leftRow);
            int order = isNull || b.isNull(rightRow)
                    ? Boolean.compare(b.isNull(rightRow), isNull)
                    : Order.compare(a, leftRow, b, rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int[] orderPacked(long[] values, int size, long smallest, int bits) {
        long[] packed = new long[size];
        for (int i = 0; i < size; i++) {
            packed[i] = values[i] - smallest << bits | i;
        }
        Arrays.sort(packed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (int) (packed[i] & (1L << bits) - 1);
        }
        return order;
    }

    private static int[] orderWide(long[] values, int size) {
        Integer[] boxed = new Integer[size];
        Arrays.setAll(boxed, i -> i);
        Arrays.sort(boxed, (a, b) -> Long.compare(values[a], values[b]));
        int[] order = new int[size];
        Arrays.setAll(order, i -> boxed[i]);
        return order;
    }

    private static void orderTies(int[] order, long[] values, Batch rows, long @Nullable [] ordinals) {
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            boolean sorted = true;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                sorted &= compareTied(rows, ordinals, order[to - 1], order[to]) <= 0;
                to++;
            }
            if (!sorted) {
                Integer[] tie = new Integer[to - from];
                for (int i = 0; i < tie.length; i++) {
                    tie[i] = order[from + i];
                }
                Arrays.sort(tie, (a, b) -> compareTied(rows, ordinals, a, b));
                for (int i = 0; i < tie.length; i++) {
                    order[from + i] = tie[i];
                }
            }
            from = to;
        }
    }

    /**
     * Moves rows up to the watermark, in order, to {@code target}.
     *
     * @param atLeast stops after so many rows
     * @param wholeTimes stops only where the time changes
     */
    public void take(long watermark, int atLeast, boolean wholeTimes, BatchBuilder target) {
        while (target.size() < atLeast || wholeTimes && continues(target)) {
            Run first = runs.peek();
            if (first == null || first.times[first.at] > watermark) {
                return;
            }
            runs.poll();
            Run second = runs.peek();
            int from = first.at;
            int end = Math.min(first.rows.size(), from + Math.max(1, atLeast - target.size()));
            do {
                first.at++;
            } while (first.at < end
                    && first.times[first.at] <= watermark
                    && (second == null || first.compareTo(second) <= 0));
            appendRange(first.rows, from, first.at, target);
            blocks.remove(first.ids, from, first.at, first.rows.size());
            waiting -= first.at - from;
            if (first.at < first.rows.size()) {
                runs.add(first);
            }
        }
    }

    private boolean continues(BatchBuilder target) {
        Run first = runs.peek();
        LongVector times = target.longs(time);
        return first != null && times.get(target.size() - 1) == first.times[first.at];
    }

    private static void appendRange(Batch source, int from, int to, BatchBuilder target) {
        for (int c = 0; c < source.columnCount(); c++) {
            target.column(c).append(source.column(c), from, to);
        }
        target.endRows(to - from);
    }

    public long rows() {
        return waiting + arriving.size();
    }

    public long bytes() {
        long sum = arriving.bytes();
        for (Run run : runs) {
            sum += run.bytes;
        }
        return sum;
    }
}
