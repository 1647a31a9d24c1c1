package io.millrace.engine.window;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.Parts;
import io.millrace.core.state.Waiting;
import io.millrace.engine.aggregate.AggregateTable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One table for all slices of a window, or of the windows that share a start: those of a CUMULATE get only the slices
 * that are new. One thread at a time.
 */
final class MergedContents implements WindowContents {
    private static final int MOST_KEYS = 4096;

    private final Supplier<AggregateTable> tables;
    private final Slicing slicing;
    private final boolean changing;
    private final int[] ids = new int[MOST_KEYS];
    private @Nullable AggregateTable merged;
    private Parts kept = (label, detail, entries) -> Marks.OFF;
    private long start;
    private long end;
    private int appended;

    MergedContents(Slicing slicing, Supplier<AggregateTable> tables, boolean changing) {
        this.slicing = slicing;
        this.tables = tables;
        this.changing = changing;
    }

    @Override
    public void keep(OperatorStates states) {
        kept = states.keepParts("cumulated", this::open);
    }

    private AggregateTable open(long ofStart, long ofEnd) {
        start = ofStart;
        AggregateTable restored = tables.get();
        restored.mark(kept.begin(ofStart, ofEnd, restored));
        merged = restored;
        return restored;
    }

    private void forget() {
        if (merged != null && slicing.cumulating()) {
            merged.marks().drop();
        }
        merged = null;
    }

    @Override
    public void begin(long newStart, long newEnd) {
        if (!slicing.cumulating() || newStart != start) {
            forget();
        }
        start = newStart;
        end = newEnd;
        appended = 0;
    }

    @Override
    public int add(long slice, AggregateTable table, int from) {
        AggregateTable target = merged;
        if (target == null) {
            target = slicing.cumulating() ? open(start, 0) : tables.get();
            merged = target;
        }
        int to = Math.min(from + MOST_KEYS, table.limit());
        target.merge(table, from, to);
        return to;
    }

    /** Takes the only slice of a window as it is. */
    void set(AggregateTable table) {
        merged = table;
    }

    @Override
    public boolean append(BatchBuilder out) {
        AggregateTable table = merged;
        if (table == null) {
            return false;
        }
        int count = Math.min(MOST_KEYS, table.limit() - appended);
        int chosen = 0;
        for (int i = 0; i < count; i++) {
            ids[i] = appended + i;
        }
        if (changing) {
            long[] rowCounts = table.rowCounts(ids, count);
            for (int i = 0; i < count; i++) {
                if (rowCounts[i] > 0) {
                    ids[chosen++] = ids[i];
                }
            }
        } else {
            chosen = count;
        }
        table.append(ids, chosen, out);
        out.endRows(chosen);
        appended += count;
        if (appended < table.limit()) {
            return true;
        }
        if (!slicing.cumulating() || end == start + slicing.size()) {
            forget();
        }
        return false;
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }

    @Override
    public long bytes() {
        return merged == null ? 0 : merged.bytes();
    }

    @Override
    public long rows() {
        return merged == null ? 0 : merged.rows();
    }
}
