package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.WindowSpecification.AssignWindows;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Gives every row its SESSION window. Keeps the rows of a session until the watermark passes its end. */
final class AssignSessionsOperator implements Operator, Entries {
    private static final int NONE = -1;

    private final AssignWindows spec;
    private final int inputColumns;
    /** The input's columns but for the late one, which has done its work when a row is kept. */
    private final int[] columns;

    private final Schema keptSchema;
    private final int[] keptKeys;
    private final KeyedSessions keyed;
    private final EpochState state = new EpochState();
    private final BatchBuilder windows;
    private final BytesVector nothing = new BytesVector(1);
    private BatchBuilder kept;
    /** For each kept row the next one of its session. */
    private int[] following = new int[64];

    /** The session of each kept row. */
    private int[] owners = new int[64];

    private Marks marks = Marks.OFF;
    private final List<Restored> restored = new ArrayList<>();

    /** The kept rows of each session, by session id; -1 for none. */
    private int[] firstRows = new int[0];

    private int[] lastRows = new int[0];
    private int dead;
    private final int[] chosen = new int[Batch.TARGET_ROWS];
    private int chosenCount;

    /** A row that has been read back; rows of one session come in the order of their old places. */
    private record Restored(int row, int place, long birth) {}

    AssignSessionsOperator(AssignWindows spec, Schema input, Schema output, WindowClock clock) {
        this.spec = spec;
        inputColumns = input.size();
        columns = IntStream.range(0, inputColumns).filter(c -> c != spec.late()).toArray();
        keptSchema = input.select(columns);
        keptKeys = spec.partition().stream()
                .mapToInt(key -> spec.late() >= 0 && key > spec.late() ? key - 1 : key)
                .toArray();
        keyed = new KeyedSessions(
                ((Window.Session) spec.window()).gap(),
                new KeyedSessions.Columns(spec.time(), spec.late(), spec.partition()),
                input,
                clock);
        kept = new BatchBuilder(keptSchema, 64);
        windows = new BatchBuilder(
                output.select(IntStream.range(inputColumns, inputColumns + 3).toArray()), Batch.TARGET_ROWS);
        nothing.appendNull();
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("sessions", state);
        keyed.open(context, keyed);
        marks = context.states().keep("rows", this);
        context.states().whenRestored(this::linkRestored);
    }

    @Override
    public int group(int row) {
        return Hashes.group(kept.build(), keptKeys, row);
    }

    @Override
    public void write(int row, StateOutput out) {
        out.writeNumber(row);
        out.writeNumber(keyed.sessions().birth(owners[row]));
        Batch rows = kept.build();
        out.writeSigned(rows.weight(row));
        out.writeRow(rows.columns(), row);
    }

    @Override
    public void read(StateInput in) {
        int row = kept.size();
        marks.touch(row);
        restored.add(new Restored(row, in.readCount(), in.readNumber()));
        long weight = in.readSigned();
        for (int c = 0; c < keptSchema.size(); c++) {
            in.readValue(kept.column(c));
        }
        kept.endRow(weight);
    }

    private void linkRestored() {
        restored.sort(Comparator.comparingInt(Restored::place));
        reserve(kept.size());
        reserveSessions();
        Batch rows = kept.build();
        for (Restored each : restored) {
            int session = keyed.find(rows, keptKeys, each.row(), each.birth());
            owners[each.row()] = session;
            following[each.row()] = NONE;
            link(session, each.row(), each.row());
        }
        restored.clear();
    }

    @Override
    public Progress process(int from, Batch batch, Output out) {
        keyed.locate(batch);
        keep(batch);
        return Progress.DONE;
    }

    private void reserve(int rows) {
        if (rows > following.length) {
            following = Arrays.copyOf(following, Math.max(rows, following.length * 2));
            owners = Arrays.copyOf(owners, following.length);
        }
    }

    private void reserveSessions() {
        int limit = keyed.sessions().limit();
        if (limit > firstRows.length) {
            int before = firstRows.length;
            int capacity = Math.max(limit, before * 2);
            firstRows = Arrays.copyOf(firstRows, capacity);
            lastRows = Arrays.copyOf(lastRows, capacity);
            Arrays.fill(firstRows, before, capacity, NONE);
        }
    }

    private void keep(Batch batch) {
        reserveSessions();
        int[] sessionOf = keyed.sessionOf();
        Vector[] own = new Vector[columns.length];
        for (int c = 0; c < own.length; c++) {
            own[c] = batch.column(columns[c]);
        }
        Batch rows = new Batch(own, batch.size(), batch.weights());
        for (int i = 0; i < batch.size(); i++) {
            if (sessionOf[i] >= 0) {
                keep(rows, i, sessionOf[i]);
            }
        }
        for (int i = 0; i < keyed.mergeCount(); i++) {
            merge(keyed.mergedInto(i), keyed.mergedFrom(i));
        }
    }

    private void keep(Batch rows, int row, int session) {
        int at = kept.size();
        marks.touch(at);
        kept.append(rows, row);
        reserve(at + 1);
        following[at] = NONE;
        owners[at] = session;
        link(session, at, at);
    }

    /** Adds a chain of rows to those of a session. */
    private void link(int session, int first, int last) {
        if (firstRows[session] == NONE) {
            firstRows[session] = first;
        } else {
            following[lastRows[session]] = first;
        }
        lastRows[session] = last;
    }

    private void merge(int into, int from) {
        for (int row = firstRows[from]; marks.isOn() && row != NONE; row = following[row]) {
            marks.touch(row);
            owners[row] = into;
        }
        link(into, firstRows[from], lastRows[from]);
        firstRows[from] = NONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output out) {
        Batch waited = keyed.locateWaiting();
        if (waited != null) {
            keep(waited);
        }
        Sessions sessions = keyed.sessions();
        Batch rows = kept.build();
        long now = keyed.now(frontier.watermark());
        for (int session = sessions.firstOver(now); session >= 0; session = sessions.firstOver(now)) {
            if (!out.hasRoom()) {
                emit(rows, out);
                keyed.forgetUnused();
                return Progress.MORE;
            }
            append(rows, session, out);
            firstRows[session] = NONE;
            keyed.close(session);
        }
        emit(rows, out);
        keyed.forgetUnused();
        if (dead * 2L > kept.size()) {
            compact();
        }
        keyed.endEpoch(now);
        long held = kept.size() - (long) dead;
        state.update(keyed.bytes() + kept.bytes(), held, keyed.waiting(held));
        return Progress.DONE;
    }

    private void append(Batch rows, int session, Output out) {
        long start = keyed.sessions().start(session);
        long end = keyed.sessions().end(session);
        long time = keyed.windowTime(session);
        for (int row = firstRows[session]; row != NONE; row = following[row]) {
            marks.remove(row);
            chosen[chosenCount++] = row;
            windows.longs(0).append(start);
            windows.longs(1).append(end);
            windows.longs(2).append(time);
            windows.endRow(rows.weight(row));
            if (chosenCount == chosen.length) {
                emit(rows, out);
            }
        }
    }

    private void emit(Batch rows, Output out) {
        Batch own = rows.select(chosen, chosenCount);
        Batch added = windows.build();
        Vector[] all = new Vector[inputColumns + 3];
        for (int c = 0; c < columns.length; c++) {
            all[columns[c]] = own.column(c);
        }
        if (spec.late() >= 0) {
            all[spec.late()] = new ConstantVector(nothing, chosenCount);
        }
        System.arraycopy(added.columns(), 0, all, inputColumns, 3);
        out.emit(new Batch(all, chosenCount, added.weights()));
        dead += chosenCount;
        chosenCount = 0;
        windows.clear();
    }

    /** Copies the rows of open sessions, session by session. */
    private void compact() {
        Batch rows = kept.build();
        int living = kept.size() - dead;
        BatchBuilder live = new BatchBuilder(keptSchema, Math.max(64, living));
        int[] links = new int[Math.max(64, living)];
        int[] newOwners = new int[links.length];
        for (int row = 0; marks.isOn() && row < kept.size(); row++) {
            if (row < living) {
                marks.touch(row);
            } else {
                marks.remove(row);
            }
        }
        keyed.sessions().forEachOpen(session -> {
            int row = firstRows[session];
            firstRows[session] = live.size();
            while (row != NONE) {
                int at = live.size();
                live.append(rows, row);
                newOwners[at] = session;
                row = following[row];
                links[at] = row == NONE ? NONE : at + 1;
                lastRows[session] = at;
            }
        });
        kept = live;
        following = links;
        owners = newOwners;
        dead = 0;
    }
}
