package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateTable;
import io.millrace.engine.pipeline.Specification.AggregateWindows;
import io.millrace.engine.scan.LateMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * TUMBLE, HOP and CUMULATE with aggregates. Keeps one table of accumulators a slice, until the last window that has the
 * slice is over; a key lives no longer than its slices. Windows fire in the order of their ends.
 */
final class SlicedWindowsOperator implements Operator {
    private static final int EMIT_KEYS = 4096;

    private final AggregateWindows spec;
    private final Slicing slicing;
    private final List<Type> keyTypes;
    private final int[] keys;
    private final boolean changing;
    private final TreeMap<Long, AggregateTable> slices = new TreeMap<>();
    private final List<Restricted> restricted = new ArrayList<>();
    private final SliceRows grouped = new SliceRows();
    private final WindowState state = new WindowState();
    private final BatchBuilder results;
    private final Schema output;
    private final WindowClock clock;
    private long firedEnd = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;
    private @Nullable Firing firing;
    private @Nullable Cumulated cumulated;
    private LateRows late = NO_LATE_ROWS;

    private static final LateRows NO_LATE_ROWS = new LateRows() {
        @Override
        public void add(byte[] row, int offset, int length, long windowStart, long windowEnd) {}

        @Override
        public void count() {}
    };

    /** Rows of a slice that came when some of its windows were already over: they count from {@code minimumEnd} on. */
    private record Restricted(long slice, long minimumEnd, AggregateTable table) {}

    /** What the windows of one CUMULATE period have in common so far. */
    private record Cumulated(long start, AggregateTable table) {}

    /** A window that is being emitted. */
    private static final class Firing {
        final AggregateTable table;
        final long start;
        final long end;
        int emitted;

        Firing(AggregateTable table, long start, long end) {
            this.table = table;
            this.start = start;
            this.end = end;
        }
    }

    SlicedWindowsOperator(AggregateWindows spec, Schema input, Schema output, boolean changing, WindowClock clock) {
        this.clock = clock;
        this.spec = spec;
        this.slicing = Slicing.of(spec.window());
        this.keyTypes = spec.keys().stream().map(input::type).toList();
        this.keys = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        this.changing = changing;
        this.output = output;
        List<Column> own =
                output.columns().subList(0, keys.length + spec.aggregates().size());
        this.results = new BatchBuilder(new Schema(own), EMIT_KEYS);
    }

    @Override
    public void open(OperatorContext context) {
        context.register("slices", state);
        late = context.lateRows();
    }

    private AggregateTable newTable() {
        return new AggregateTable(keyTypes, keys, spec.aggregates(), changing);
    }

    @Override
    public Progress process(int input, Batch batch, Output out) {
        LongVector times = clock.local(batch.longs(spec.time()));
        long[] time = times.values();
        int size = batch.size();
        Vector marks = spec.late() < 0 ? null : batch.column(spec.late());
        boolean unmarked = marks == null || marks instanceof ConstantVector constant && constant.isNull(0);
        if (unmarked && !times.hasNulls()) {
            long smallest = Long.MAX_VALUE;
            long largest = Long.MIN_VALUE;
            for (int i = 0; i < size; i++) {
                smallest = Math.min(smallest, time[i]);
                largest = Math.max(largest, time[i]);
            }
            long slice = slicing.sliceStart(smallest);
            boolean one = largest < slice + slicing.slice();
            if (one && !Slicing.isOver(slicing.firstEnd(slice), watermark)) {
                if (slicing.isCovered(slice)) {
                    slices.computeIfAbsent(slice, s -> newTable()).add(batch, null, size);
                }
                return Progress.DONE;
            }
        }
        addRows(batch, times, unmarked ? null : (BytesVector) marks);
        return Progress.DONE;
    }

    private void addRows(Batch batch, LongVector times, @Nullable BytesVector marks) {
        grouped.begin(batch.size());
        long[] time = times.values();
        for (int i = 0; i < batch.size(); i++) {
            if (times.isNull(i)) {
                continue;
            }
            long slice = slicing.sliceStart(time[i]);
            if (!slicing.isCovered(slice)) {
                continue;
            }
            long seen = watermark;
            boolean marked = marks != null && !marks.isNull(i);
            if (marked && marks != null) {
                seen = Math.max(seen, clock.watermark(LateMarker.watermark(marks.data(), marks.offset(i))));
            }
            if (!Slicing.isOver(slicing.firstEnd(slice), seen)) {
                grouped.add(slice, Long.MIN_VALUE, i);
            } else if (!slicing.isLate(slice, seen)) {
                grouped.add(slice, slicing.firstOpenEnd(slice, seen), i);
            } else if (marked && marks != null) {
                long end = slicing.lastEnd(slice);
                late.add(marks.data(), marks.offset(i), marks.length(i), slicing.start(end), end);
            } else {
                late.count();
            }
        }
        grouped.forEach(
                (slice, minimumEnd, rows, count) -> table(slice, minimumEnd).add(batch, rows, count));
    }

    private AggregateTable table(long slice, long minimumEnd) {
        if (minimumEnd == Long.MIN_VALUE) {
            return slices.computeIfAbsent(slice, s -> newTable());
        }
        for (Restricted candidate : restricted) {
            if (candidate.slice == slice && candidate.minimumEnd == minimumEnd) {
                return candidate.table;
            }
        }
        Restricted added = new Restricted(slice, minimumEnd, newTable());
        restricted.add(added);
        return added.table;
    }

    @Override
    public Progress advance(Frontier frontier, Output out) {
        long now = clock.watermark(frontier.watermark());
        while (true) {
            if (firing != null) {
                if (!emit(firing, out)) {
                    return Progress.MORE;
                }
                drop(firing.end);
                firing = null;
            }
            long end = nextEnd();
            if (end == Long.MAX_VALUE || !Slicing.isOver(end, now)) {
                break;
            }
            firing = fire(end);
            firedEnd = end;
        }
        watermark = Math.max(watermark, now);
        state.update(slices.values());
        return Progress.DONE;
    }

    /** The end of the next window that has rows, or {@link Long#MAX_VALUE}. */
    private long nextEnd() {
        long next = Long.MAX_VALUE;
        if (!slices.isEmpty()) {
            long first = slicing.firstEnd(slices.firstKey());
            next = first > firedEnd ? first : firedEnd + slicing.step();
        }
        for (Restricted extra : restricted) {
            next = Math.min(next, Math.max(extra.minimumEnd, firedEnd + slicing.step()));
        }
        return next;
    }

    private Firing fire(long end) {
        long start = slicing.start(end);
        Map<Long, AggregateTable> members = slices.subMap(start, end);
        boolean extra = restricted.stream().anyMatch(r -> belongs(r, start, end));
        if (slicing.cumulating()) {
            return new Firing(cumulate(start, end), start, end);
        }
        if (members.size() == 1 && !extra) {
            return new Firing(members.values().iterator().next(), start, end);
        }
        AggregateTable merged = newTable();
        members.values().forEach(merged::merge);
        for (Restricted candidate : restricted) {
            if (belongs(candidate, start, end)) {
                merged.merge(candidate.table);
            }
        }
        return new Firing(merged, start, end);
    }

    private AggregateTable cumulate(long start, long end) {
        Cumulated common = cumulated;
        if (common == null || common.start != start) {
            common = new Cumulated(start, newTable());
            cumulated = common;
        }
        // Slices go into the common table with the first window that has them, and are then only place holders.
        for (Map.Entry<Long, AggregateTable> entry : slices.subMap(start, end).entrySet()) {
            if (entry.getValue().limit() > 0) {
                common.table.merge(entry.getValue());
                entry.setValue(newTable());
            }
        }
        AggregateTable table = common.table;
        restricted.removeIf(candidate -> {
            boolean now = belongs(candidate, start, end);
            if (now) {
                table.merge(candidate.table);
                slices.computeIfAbsent(candidate.slice, s -> newTable());
            }
            return now;
        });
        return table;
    }

    private static boolean belongs(Restricted candidate, long start, long end) {
        return candidate.slice >= start && candidate.slice < end && candidate.minimumEnd <= end;
    }

    private boolean emit(Firing window, Output out) {
        int limit = window.table.limit();
        int[] ids = window.table.identity(limit);
        while (window.emitted < limit) {
            if (!out.hasRoom()) {
                return false;
            }
            int count = Math.min(EMIT_KEYS, limit - window.emitted);
            int[] some = new int[count];
            int kept = 0;
            System.arraycopy(ids, window.emitted, some, 0, count);
            if (changing) {
                long[] rowCounts = window.table.rowCounts(some, count);
                for (int i = 0; i < count; i++) {
                    if (rowCounts[i] > 0) {
                        some[kept++] = some[i];
                    }
                }
            } else {
                kept = count;
            }
            results.clear();
            window.table.append(some, kept, results);
            results.endRows(kept);
            out.emit(WindowColumns.append(
                    results.build(), output, window.start, window.end, clock.windowTime(window.end)));
            window.emitted += count;
        }
        return true;
    }

    /** Forgets what no window after the one that ends here needs. */
    private void drop(long end) {
        slices.headMap(end).keySet().removeIf(slice -> slicing.lastEnd(slice) <= end);
        restricted.removeIf(extra -> slicing.lastEnd(extra.slice) <= end);
        if (cumulated != null && cumulated.start + slicing.size() <= end) {
            cumulated = null;
        }
    }
}
