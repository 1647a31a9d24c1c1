package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.pipeline.WindowSpecification.AggregateWindows;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import io.millrace.engine.table.EpochState;

/** SESSION with aggregates. Keeps the accumulators of each session until the watermark passes its end. */
final class SessionWindowsOperator implements Operator, Entries {
    private static final int EMIT_SESSIONS = 2048;

    private final AggregateWindows spec;
    private final boolean changing;
    private final KeyedSessions keyed;
    private final AggregateRows accumulators;
    private final EpochState state = new EpochState();
    private final BatchBuilder results;
    private final Rows located = new Rows();
    private int[] locatedRows = new int[0];
    private final int[] one = new int[1];
    private final int[] other = new int[1];
    private final int[] closing = new int[EMIT_SESSIONS];
    private final int[] closingKeys = new int[EMIT_SESSIONS];

    SessionWindowsOperator(AggregateWindows spec, Schema input, Schema output, boolean changing, WindowClock clock) {
        this.spec = spec;
        this.changing = changing;
        accumulators = new AggregateRows(spec.aggregates(), changing);
        keyed = new KeyedSessions(
                ((Window.Session) spec.window()).gap(),
                new KeyedSessions.Columns(spec.time(), spec.late(), spec.keys()),
                input,
                clock);
        results = new BatchBuilder(output, EMIT_SESSIONS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("sessions", state);
        keyed.open(context, this);
        if (keyed.sessions().isMarked()) {
            accumulators.requireKept();
        }
    }

    @Override
    public int group(int session) {
        return keyed.group(session);
    }

    @Override
    public void write(int session, StateOutput out) {
        keyed.write(session, out);
        accumulators.write(session, out);
    }

    @Override
    public void read(StateInput in) {
        int session = keyed.readSession(in);
        accumulators.ensure(keyed.sessions().limit());
        accumulators.read(session, in);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        keyed.locate(batch);
        add(batch);
        return Progress.DONE;
    }

    private void add(Batch batch) {
        int size = batch.size();
        int[] sessionOf = keyed.sessionOf();
        if (locatedRows.length < size) {
            locatedRows = new int[size];
        }
        located.reserve(size);
        located.rows = locatedRows;
        located.count = 0;
        for (int i = 0; i < size; i++) {
            if (sessionOf[i] >= 0) {
                located.ids[located.count] = sessionOf[i];
                locatedRows[located.count++] = i;
            }
        }
        if (located.count > 0) {
            accumulators.ensure(keyed.sessions().limit());
            accumulators.add(batch, located);
        }
        for (int i = 0; i < keyed.mergeCount(); i++) {
            one[0] = keyed.mergedInto(i);
            other[0] = keyed.mergedFrom(i);
            accumulators.merge(one, accumulators, other, 1);
            accumulators.reset(other[0], other[0] + 1);
        }
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        Batch waited = keyed.locateWaiting();
        if (waited != null) {
            add(waited);
        }
        long now = keyed.now(frontier.watermark());
        while (true) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            if (emitSome(now, output) < EMIT_SESSIONS) {
                break;
            }
        }
        keyed.endEpoch(now);
        long open = keyed.sessions().size();
        state.update(keyed.bytes() + accumulators.bytes(), open, keyed.waiting(open));
        return Progress.DONE;
    }

    private int emitSome(long now, Output output) {
        Sessions sessions = keyed.sessions();
        int count = 0;
        results.clear();
        int keyCount = spec.keys().size();
        int windowColumn = keyCount + spec.aggregates().size();
        int session = sessions.firstOver(now);
        while (session >= 0) {
            closing[count] = session;
            closingKeys[count] = sessions.key(session);
            results.longs(windowColumn).append(sessions.start(session));
            results.longs(windowColumn + 1).append(sessions.end(session));
            results.longs(windowColumn + 2).append(keyed.windowTime(session));
            count++;
            keyed.close(session);
            session = count < EMIT_SESSIONS ? sessions.firstOver(now) : -1;
        }
        for (int c = 0; c < keyCount; c++) {
            results.column(c).append(keyed.key(c), closingKeys, 0, count);
        }
        keyed.forgetUnused();
        accumulators.result(closing, count, results, keyCount);
        long[] rowCounts = accumulators.rowCounts(closing, count);
        for (int i = 0; i < count; i++) {
            results.endRow(1);
        }
        Batch all = results.build();
        output.emit(changing ? withRows(all, rowCounts) : all);
        for (int i = 0; i < count; i++) {
            accumulators.reset(closing[i], closing[i] + 1);
        }
        return count;
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
