package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.Parts;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateTable;
import io.millrace.engine.aggregate.SlidingTable;
import io.millrace.engine.pipeline.WindowSpecification.AggregateWindows;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.EpochState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * TUMBLE, HOP and CUMULATE with aggregates. Keeps one table of accumulators a slice, until the first window that has the
 * slice fires where windows are made each from the one before, else the last; a key lives no longer than its slices.
 * Windows fire in the order of their ends.
 */
final class SlicedWindowsOperator implements Operator, Whole {
    private static final int EMIT_KEYS = 4096;
    /** Of fewer slices, each window is merged anew. */
    private static final int SLIDING_SLICES = 4;
    /** About as many keys as can be added and emitted within a millisecond. */
    private static final int CALL_KEYS = 8192;

    private final AggregateWindows spec;
    private final Slicing slicing;
    private final List<Type> keyTypes;
    private final int[] keys;
    private final boolean changing;
    private final TreeMap<Long, AggregateTable> slices = new TreeMap<>();
    private final List<Restricted> restricted = new ArrayList<>();
    private final SliceRows grouped = new SliceRows();
    private final EpochState state = new EpochState();
    private final BatchBuilder results;
    private final Schema output;
    private final WindowClock clock;
    private long firedEnd = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;
    private @Nullable Firing firing;
    /** The contents of windows, when each is made from the one before, so that slices are added once. */
    private final @Nullable WindowContents followed;

    private final MergedContents merged;
    private LateRows late = NO_LATE_ROWS;
    private Parts keptSlices = (label, detail, entries) -> Marks.OFF;

    private static final LateRows NO_LATE_ROWS = new LateRows() {
        @Override
        public void add(byte[] row, int offset, int length, long windowStart, long windowEnd) {}

        @Override
        public void count() {}
    };

    /** Rows of a slice that came when some of its windows were already over: they count from {@code minimumEnd} on. */
    private record Restricted(long slice, long minimumEnd, AggregateTable table) {}

    /** What a slice holds that is still to be added to the window that fires. */
    private record Part(long slice, AggregateTable table) {}

    /** A window that is being emitted. */
    private static final class Firing {
        final long start;
        final long end;
        final Deque<Part> parts;
        int added;

        Firing(long start, long end, Deque<Part> parts) {
            this.start = start;
            this.end = end;
            this.parts = parts;
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
        this.merged = new MergedContents(slicing, this::newTable, changing);
        this.followed = followed();
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("slices", state);
        OperatorStates states = context.states();
        keptSlices = states.keepParts("slices", (slice, minimumEnd) -> table(slice, minimumEnd));
        states.keepWhole("fired", this);
        if (followed != null) {
            followed.keep(states);
        }
        late = context.lateRows();
    }

    @Override
    public void write(StateOutput out) {
        out.writeLong(firedEnd);
        out.writeLong(watermark);
    }

    @Override
    public void read(StateInput in) {
        firedEnd = Math.max(firedEnd, in.readLong());
        watermark = Math.max(watermark, in.readLong());
    }

    private @Nullable WindowContents followed() {
        if (slicing.cumulating()) {
            return merged;
        } else if (slicing.slices() < SLIDING_SLICES || !SlidingTable.suits(spec.aggregates(), changing)) {
            return null;
        }
        return new SlidingContents(new SlidingTable(keyTypes, spec.aggregates(), changing), slicing.step());
    }

    private AggregateTable newTable() {
        return new AggregateTable(keyTypes, keys, spec.aggregates(), changing);
    }

    private AggregateTable slice(long slice) {
        AggregateTable known = slices.get(slice);
        if (known == null) {
            known = newTable();
            known.mark(keptSlices.begin(slice, Long.MIN_VALUE, known));
            slices.put(slice, known);
        }
        return known;
    }

    @Override
    public Progress process(int input, Batch batch, Output out) {
        LongVector times = clock.local(batch.longs(spec.time()));
        long[] time = times.values();
        int size = batch.size();
        BytesVector marks = LateMarker.marks(batch, spec.late());
        if (marks == null && !times.hasNulls()) {
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
                    slice(slice).add(batch, null, size);
                }
                return Progress.DONE;
            }
        }
        addRows(batch, times, marks);
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
            long seen = clock.seen(watermark, marks, i);
            if (!Slicing.isOver(slicing.firstEnd(slice), seen)) {
                grouped.add(slice, Long.MIN_VALUE, i);
            } else if (!slicing.isLate(slice, seen)) {
                grouped.add(slice, slicing.firstOpenEnd(slice, seen), i);
            } else if (marks != null && !marks.isNull(i)) {
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
            return slice(slice);
        }
        for (Restricted candidate : restricted) {
            if (candidate.slice == slice && candidate.minimumEnd == minimumEnd) {
                return candidate.table;
            }
        }
        Restricted added = new Restricted(slice, minimumEnd, newTable());
        added.table.mark(keptSlices.begin(slice, minimumEnd, added.table));
        restricted.add(added);
        return added.table;
    }

    @Override
    public Progress advance(Frontier frontier, Output out) {
        long now = clock.watermark(frontier.watermark());
        long budget = CALL_KEYS;
        while (true) {
            Firing window = firing;
            if (window != null) {
                budget = followed == null ? fire(window, merged, budget, out) : fire(window, followed, budget, out);
                if (budget < 0) {
                    return Progress.MORE;
                }
                drop(window.end);
                firing = null;
            }
            long end = nextEnd();
            if (end == Long.MAX_VALUE || !Slicing.isOver(end, now)) {
                break;
            }
            firing = begin(end);
            firedEnd = end;
        }
        watermark = Math.max(watermark, now);
        state.update(slices.values(), followed, waiting());
        return Progress.DONE;
    }

    private Waiting waiting() {
        long end = nextEnd();
        if (end == Long.MAX_VALUE) {
            return Waiting.NOTHING;
        }
        long groups = followed == null ? 0 : followed.rows();
        for (AggregateTable slice : slices.values()) {
            groups += slice.rows();
        }
        return clock.waiting(Math.max(1, groups), slicing.start(end), end);
    }

    /** The end of the next window that has rows, or {@link Long#MAX_VALUE}. */
    private long nextEnd() {
        long next = followed != null && followed.rows() > 0 ? firedEnd + slicing.step() : Long.MAX_VALUE;
        if (!slices.isEmpty()) {
            long first = slicing.firstEnd(slices.firstKey());
            next = Math.min(next, first > firedEnd ? first : firedEnd + slicing.step());
        }
        for (Restricted extra : restricted) {
            next = Math.min(next, Math.max(extra.minimumEnd, firedEnd + slicing.step()));
        }
        return next;
    }

    private Firing begin(long end) {
        long start = slicing.start(end);
        Deque<Part> parts = new ArrayDeque<>();
        Map<Long, AggregateTable> members = slices.subMap(start, end);
        members.forEach((slice, table) -> parts.add(new Part(slice, table)));
        restricted.stream()
                .filter(candidate -> belongs(candidate, start, end))
                .sorted(Comparator.comparingLong(Restricted::slice))
                .forEach(candidate -> parts.add(new Part(candidate.slice, candidate.table)));
        if (followed == null) {
            merged.begin(start, end);
            if (parts.size() == 1) {
                merged.set(parts.remove().table);
            }
        } else {
            followed.begin(start, end);
            forget(members.values());
            forgetRestricted(candidate -> belongs(candidate, start, end));
        }
        return new Firing(start, end, parts);
    }

    private static boolean belongs(Restricted candidate, long start, long end) {
        return candidate.slice >= start && candidate.slice < end && candidate.minimumEnd <= end;
    }

    /** Goes on with a window; returns what is left of the budget of keys, below 0 when the window is not complete. */
    private long fire(Firing window, WindowContents contents, long budget, Output out) {
        long left = budget;
        while (!window.parts.isEmpty()) {
            if (left <= 0) {
                return -1;
            }
            Part part = window.parts.element();
            int added = contents.add(part.slice, part.table, window.added);
            left -= added - window.added;
            window.added = added;
            if (added == part.table.limit()) {
                window.parts.remove();
                window.added = 0;
            }
        }
        boolean more = true;
        while (more) {
            if (left <= 0 || !out.hasRoom()) {
                return -1;
            }
            results.clear();
            more = contents.append(results);
            left -= more ? EMIT_KEYS : results.size();
            out.emit(WindowColumns.append(
                    results.build(), output, window.start, window.end, clock.windowTime(window.end)));
        }
        return Math.max(left, 0);
    }

    /** Forgets what no window after the one that ends here needs. */
    private void drop(long end) {
        while (!slices.isEmpty() && slices.firstKey() < end && slicing.lastEnd(slices.firstKey()) <= end) {
            slices.pollFirstEntry().getValue().marks().drop();
        }
        forgetRestricted(extra -> slicing.lastEnd(extra.slice) <= end);
    }

    private static void forget(Collection<AggregateTable> tables) {
        tables.forEach(table -> table.marks().drop());
        tables.clear();
    }

    private void forgetRestricted(Predicate<Restricted> chosen) {
        restricted.removeIf(extra -> {
            boolean gone = chosen.test(extra);
            if (gone) {
                extra.table.marks().drop();
            }
            return gone;
        });
    }
}
