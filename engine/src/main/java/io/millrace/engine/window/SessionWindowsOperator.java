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
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.pipeline.Specification.AggregateWindows;
import io.millrace.engine.pipeline.Specification.Window;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.KeyIndex;
import org.jspecify.annotations.Nullable;

/** SESSION with aggregates. Keeps the accumulators of each session until the watermark passes its end. */
final class SessionWindowsOperator implements Operator {
    private static final int EMIT_SESSIONS = 2048;

    private final AggregateWindows spec;
    private final int[] keyColumns;
    private final boolean changing;
    private final KeyIndex keys;
    private final Sessions sessions;
    private final WindowClock clock;
    private final AggregateRows accumulators;
    private final WindowState state = new WindowState();
    private final BatchBuilder results;
    private final Rows pending = new Rows();
    private int[] keyIds = new int[0];
    private int[] pendingRows = new int[0];
    private final int[] closing = new int[EMIT_SESSIONS];
    private final int[] closingKeys = new int[EMIT_SESSIONS];
    private @Nullable Batch current;
    private long watermark = Long.MIN_VALUE;
    private @Nullable LateRows late;

    SessionWindowsOperator(AggregateWindows spec, Schema input, Schema output, boolean changing, WindowClock clock) {
        this.clock = clock;
        this.spec = spec;
        this.changing = changing;
        keyColumns = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(spec.keys().stream().map(input::type).toList());
        accumulators = new AggregateRows(spec.aggregates(), changing);
        sessions = new Sessions(((Window.Session) spec.window()).gap(), this::merge);
        results = new BatchBuilder(output, EMIT_SESSIONS);
    }

    @Override
    public void open(OperatorContext context) {
        context.register("sessions", state);
        late = context.lateRows();
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int size = batch.size();
        if (keyIds.length < size) {
            keyIds = new int[size];
            pendingRows = new int[size];
        }
        pending.reserve(size);
        pending.count = 0;
        pending.rows = pendingRows;
        current = batch;
        keys.lookup(batch, keyColumns, null, size, keyIds);
        LongVector times = clock.local(batch.longs(spec.time()));
        Vector marks = spec.late() < 0 ? null : batch.column(spec.late());
        BytesVector marked = marks == null || marks instanceof ConstantVector ? null : (BytesVector) marks;
        for (int i = 0; i < size; i++) {
            int session = times.isNull(i) ? -1 : locate(i, times.get(i), marked);
            if (session >= 0) {
                accumulators.ensure(sessions.limit());
                pending.ids[pending.count] = session;
                pendingRows[pending.count++] = i;
            } else if (!sessions.hasSessions(keyIds[i])) {
                forgetUnused(i, size);
            }
        }
        flush();
        current = null;
        return Progress.DONE;
    }

    private int locate(int row, long time, @Nullable BytesVector marks) {
        boolean isMarked = marks != null && !marks.isNull(row);
        long seen = watermark;
        if (isMarked && marks != null) {
            seen = Math.max(seen, clock.watermark(LateMarker.watermark(marks.data(), marks.offset(row))));
        }
        int session = sessions.locate(keyIds[row], time, seen);
        if (session < 0 && late != null) {
            if (isMarked && marks != null) {
                long gap = ((Window.Session) spec.window()).gap();
                late.add(marks.data(), marks.offset(row), marks.length(row), time, time + gap);
            } else {
                late.count();
            }
        }
        return session;
    }

    /** A key that came only with rows that were not used is forgotten, unless a later row of the batch has it. */
    private void forgetUnused(int row, int size) {
        for (int i = row + 1; i < size; i++) {
            if (keyIds[i] == keyIds[row]) {
                return;
            }
        }
        keys.remove(keyIds[row]);
    }

    private void flush() {
        if (pending.count > 0 && current != null) {
            accumulators.add(current, pending);
            pending.count = 0;
        }
    }

    private void merge(int into, int from) {
        flush();
        accumulators.merge(new int[] {into}, accumulators, new int[] {from}, 1);
        accumulators.reset(from, from + 1);
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        long now = clock.watermark(frontier.watermark());
        while (true) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            int count = emitSome(now, output);
            if (count < EMIT_SESSIONS) {
                break;
            }
        }
        watermark = Math.max(watermark, now);
        state.update(sessions.bytes() + keys.bytes() + accumulators.bytes(), sessions.size());
        return Progress.DONE;
    }

    private int emitSome(long now, Output output) {
        int count = 0;
        results.clear();
        int keyCount = keyColumns.length;
        int windowColumn = keyCount + spec.aggregates().size();
        int session = sessions.firstOver(now);
        while (session >= 0) {
            closing[count] = session;
            closingKeys[count] = sessions.key(session);
            results.longs(windowColumn).append(sessions.start(session));
            results.longs(windowColumn + 1).append(sessions.end(session));
            results.longs(windowColumn + 2).append(clock.windowTime(sessions.end(session)));
            count++;
            sessions.close(session);
            session = count < EMIT_SESSIONS ? sessions.firstOver(now) : -1;
        }
        for (int c = 0; c < keyCount; c++) {
            results.column(c).append(keys.key(c), closingKeys, 0, count);
        }
        accumulators.result(closing, count, results, keyCount);
        long[] rowCounts = accumulators.rowCounts(closing, count);
        for (int i = 0; i < count; i++) {
            results.endRow(1);
        }
        Batch all = results.build();
        output.emit(changing ? withRows(all, rowCounts) : all);
        for (int i = 0; i < count; i++) {
            accumulators.reset(closing[i], closing[i] + 1);
            if (!sessions.hasSessions(closingKeys[i])) {
                removeOnce(i, count);
            }
        }
        return count;
    }

    private void removeOnce(int index, int count) {
        for (int i = index + 1; i < count; i++) {
            if (closingKeys[i] == closingKeys[index]) {
                return;
            }
        }
        keys.remove(closingKeys[index]);
    }

    private static Batch withRows(Batch all, long[] rowCounts) {
        int[] kept = new int[all.size()];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            if (rowCounts[i] > 0) {
                kept[count++] = i;
            }
        }
        return all.select(kept, count);
    }
}
