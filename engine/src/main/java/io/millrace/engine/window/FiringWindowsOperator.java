package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateTable;
import io.millrace.engine.group.PublishedResults;
import io.millrace.engine.pipeline.WindowSpecification.AggregateAttached;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.EpochState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by keys of which one is the end of a window, and gives results before that end, or corrects them after it, at
 * the end of epochs. Keeps one row of accumulators for each key and the result that was last emitted, until the watermark
 * is as far behind the end as late rows are waited for: then the result stays.
 */
final class FiringWindowsOperator implements Operator, Whole {
    private static final int SLICE_KEYS = 2048;

    private final AggregateAttached spec;
    private final WindowClock clock;
    private final AggregateTable table;
    private final PublishedResults published;
    private final EpochState state = new EpochState();
    /** Every group, by the end of its window: until that has come, and until it is forgotten. */
    private final EndQueue unfinished = new EndQueue();

    private final EndQueue open = new EndQueue();
    private final Pending ended = new Pending(0);
    private final Pending early;
    private final Pending corrected;
    private boolean[] isKnown = new boolean[16];
    private int[] chosen = new int[16];
    private final int[] slice = new int[SLICE_KEYS];
    private long watermark = Long.MIN_VALUE;
    private @Nullable OperatorContext context;

    /** Groups whose result may have changed, and when it is to be emitted. */
    private static final class Pending {
        private final long delayMicros;
        private long dueMicros = Long.MIN_VALUE;
        private boolean isDue;
        private boolean[] isIn = new boolean[16];
        private int[] ids = new int[16];
        private int count;
        private int done;

        Pending(long delayMicros) {
            this.delayMicros = delayMicros;
        }

        void add(int id) {
            if (id >= isIn.length) {
                isIn = Arrays.copyOf(isIn, Math.max(id + 1, isIn.length * 2));
            }
            if (!isIn[id]) {
                isIn[id] = true;
                if (count == ids.length) {
                    ids = Arrays.copyOf(ids, count * 2);
                }
                ids[count++] = id;
            }
        }

        boolean contains(int id) {
            return id < isIn.length && isIn[id];
        }

        /** Decides whether they are emitted at the end of this epoch. */
        void decide(long now, boolean anyway) {
            if (!isDue && count > 0 && (anyway || now >= dueMicros)) {
                isDue = true;
                dueMicros = now + delayMicros;
            }
        }

        /** The next ones to emit; none when all that are due are. */
        int take(int[] into, Marks marks) {
            int taken = isDue ? Math.min(into.length, count - done) : 0;
            System.arraycopy(ids, done, into, 0, taken);
            marks.touch(into, taken);
            for (int i = 0; i < taken; i++) {
                isIn[into[i]] = false;
            }
            done += taken;
            if (taken > 0 && done == count) {
                count = 0;
                done = 0;
                isDue = false;
            }
            return taken;
        }

        long bytes() {
            return isIn.length + 4L * ids.length;
        }
    }

    FiringWindowsOperator(AggregateAttached spec, Schema input, Schema output, WindowClock clock) {
        this.spec = spec;
        this.clock = clock;
        int[] keys = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        List<Type> types = spec.keys().stream().map(input::type).toList();
        table = new AggregateTable(types, keys, spec.aggregates(), false);
        published = new PublishedResults(table, keys.length, output, SLICE_KEYS);
        early = new Pending(spec.firing().earlyDelayMicros());
        corrected = new Pending(spec.firing().lateDelayMicros());
    }

    @Override
    public void open(OperatorContext newContext) {
        newContext.states().count("windows", state);
        context = newContext;
        OperatorStates states = newContext.states();
        states.keepWhole("watermark", this);
        table.mark(states.keep("groups", new Groups()));
        states.whenRestored(this::awaitRestored);
    }

    @Override
    public void write(StateOutput out) {
        out.writeLong(watermark);
        out.writeLong(early.dueMicros);
        out.writeLong(corrected.dueMicros);
    }

    @Override
    public void read(StateInput in) {
        watermark = Math.max(watermark, in.readLong());
        early.dueMicros = Math.max(early.dueMicros, in.readLong());
        corrected.dueMicros = Math.max(corrected.dueMicros, in.readLong());
    }

    /** The groups, each with its window, what is out of it, and whether something is to come out. */
    private final class Groups implements Entries {
        @Override
        public int group(int id) {
            return table.group(id);
        }

        @Override
        public void write(int id, StateOutput out) {
            table.write(id, out);
            published.write(id, out);
            out.writeBoolean(early.contains(id));
            out.writeBoolean(corrected.contains(id));
        }

        @Override
        public void read(StateInput in) {
            int id = table.readEntry(in);
            published.read(id, in);
            if (in.readBoolean()) {
                early.add(id);
            }
            if (in.readBoolean()) {
                corrected.add(id);
            }
            reserve();
            isKnown[id] = true;
            open.add(end(id), id);
        }
    }

    private long end(int id) {
        return ((LongVector) table.key(spec.keys().indexOf(spec.end()))).get(id);
    }

    /** Windows that the watermark had not passed have still to end. */
    private void awaitRestored() {
        for (int id = 0; id < table.limit(); id++) {
            if (isKnown[id] && !Slicing.isOver(end(id), watermark)) {
                unfinished.add(end(id), id);
            }
        }
    }

    private void reserve() {
        if (isKnown.length < table.limit()) {
            isKnown = Arrays.copyOf(isKnown, Math.max(table.limit(), isKnown.length * 2));
        }
    }

    private OperatorContext context() {
        return Objects.requireNonNull(context, "not open");
    }

    /** Whether rows of a window with this end come too late. */
    private boolean isGone(long end, long seen) {
        return Slicing.isOver(end + spec.firing().latenessMicros(), seen);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int count = chooseInTime(batch, LateMarker.marks(batch, spec.late()));
        LongVector ends = batch.longs(spec.end());
        int[] ids = table.add(batch, chosen, count);
        reserve();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            long end = ends.get(chosen[i]);
            if (!isKnown[id]) {
                isKnown[id] = true;
                open.add(end, id);
                unfinished.add(end, id);
            }
            if (Slicing.isOver(end, watermark)) {
                corrected.add(id);
            } else if (spec.firing().early()) {
                early.add(id);
            }
        }
        return Progress.DONE;
    }

    private int chooseInTime(Batch batch, @Nullable BytesVector marks) {
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[size];
        }
        LongVector ends = batch.longs(spec.end());
        LateRows late = context().lateRows();
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (!isGone(ends.get(row), clock.seen(watermark, marks, row))) {
                chosen[count++] = row;
            } else if (marks != null && !marks.isNull(row)) {
                long start = batch.longs(spec.start()).get(row);
                late.add(marks.data(), marks.offset(row), marks.length(row), start, ends.get(row));
            } else {
                late.count();
            }
        }
        return count;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        long now = clock.watermark(frontier.watermark());
        for (int i = 0; i < SLICE_KEYS && hasEnded(unfinished, now); i++) {
            ended.add(unfinished.remove());
        }
        long micros = context().environment().clock().steadyMicros();
        ended.decide(micros, true);
        early.decide(micros, false);
        corrected.decide(micros, !open.isEmpty() && isGone(open.firstEnd(), now));
        if (!emit(ended, output) || !emit(early, output) || !emit(corrected, output)) {
            return Progress.MORE;
        }
        if (hasEnded(unfinished, now) || !forgetGone(now)) {
            return Progress.MORE;
        }
        watermark = Math.max(watermark, now);
        long pending = ended.bytes() + early.bytes() + corrected.bytes();
        Waiting waiting = unfinished.isEmpty()
                ? Waiting.NOTHING
                : clock.waiting(table.rows(), Long.MIN_VALUE, unfinished.firstEnd());
        state.update(
                table.bytes() + published.bytes() + open.bytes() + unfinished.bytes() + pending, table.rows(), waiting);
        return Progress.DONE;
    }

    /** Emits what is due; returns whether that was all. */
    private boolean emit(Pending pending, Output output) {
        while (pending.isDue) {
            if (!output.hasRoom()) {
                return false;
            }
            int count = pending.take(slice, table.marks());
            published.emit(slice, count, output);
        }
        return true;
    }

    private static boolean hasEnded(EndQueue queue, long now) {
        return !queue.isEmpty() && Slicing.isOver(queue.firstEnd(), now);
    }

    /** Forgets windows that nothing can change any more, so many at most; returns whether those were all. */
    private boolean forgetGone(long now) {
        for (int i = 0; i < SLICE_KEYS; i++) {
            if (open.isEmpty() || !isGone(open.firstEnd(), now)) {
                return true;
            }
            int id = open.remove();
            isKnown[id] = false;
            table.remove(id);
            published.forget(id);
        }
        return false;
    }
}
