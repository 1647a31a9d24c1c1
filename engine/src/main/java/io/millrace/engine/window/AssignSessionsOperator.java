package io.millrace.engine.window;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.AssignWindows;
import io.millrace.engine.pipeline.Specification.Window;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gives every row its SESSION window. Keeps the rows of a session until the watermark passes its end. */
final class AssignSessionsOperator implements Operator {
    private static final int NONE = -1;

    private final AssignWindows spec;
    private final int[] keyColumns;
    private final Schema input;
    private final KeyIndex keys;
    private final Sessions sessions;
    private final WindowClock clock;
    private final WindowState state = new WindowState();
    private final BatchBuilder output;
    private BatchBuilder kept;
    /** For each kept row the next one of its session. */
    private int[] following = new int[64];

    private int[] firstRows = new int[16];
    private int[] lastRows = new int[16];
    private int dead;
    private int[] keyIds = new int[0];
    private long watermark = Long.MIN_VALUE;
    private @Nullable LateRows late;

    AssignSessionsOperator(AssignWindows spec, Schema input, Schema output, WindowClock clock) {
        this.clock = clock;
        this.spec = spec;
        this.input = input;
        keyColumns = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(spec.partition().stream().map(input::type).toList());
        sessions = new Sessions(((Window.Session) spec.window()).gap(), this::merge);
        kept = new BatchBuilder(input, 64);
        this.output = new BatchBuilder(output, Batch.TARGET_ROWS);
    }

    @Override
    public void open(OperatorContext context) {
        context.register("sessions", state);
        late = context.lateRows();
    }

    @Override
    public Progress process(int from, Batch batch, Output out) {
        int size = batch.size();
        if (keyIds.length < size) {
            keyIds = new int[size];
        }
        keys.lookup(batch, keyColumns, null, size, keyIds);
        LongVector times = clock.local(batch.longs(spec.time()));
        for (int i = 0; i < size; i++) {
            if (times.isNull(i)) {
                continue;
            }
            int before = sessions.size();
            int session = sessions.locate(keyIds[i], times.get(i), watermark);
            if (session < 0) {
                if (late != null) {
                    late.count();
                }
                continue;
            }
            keep(batch, i, session, sessions.size() > before);
        }
        return Progress.DONE;
    }

    private void keep(Batch batch, int row, int session, boolean isNew) {
        if (session >= firstRows.length) {
            int capacity = Math.max(session + 1, firstRows.length * 2);
            firstRows = Arrays.copyOf(firstRows, capacity);
            lastRows = Arrays.copyOf(lastRows, capacity);
        }
        int at = kept.size();
        kept.append(batch, row);
        if (at == following.length) {
            following = Arrays.copyOf(following, at * 2);
        }
        following[at] = NONE;
        if (isNew) {
            firstRows[session] = at;
        } else {
            following[lastRows[session]] = at;
        }
        lastRows[session] = at;
    }

    private void merge(int into, int from) {
        following[lastRows[into]] = firstRows[from];
        lastRows[into] = lastRows[from];
    }

    @Override
    public Progress advance(Frontier frontier, Output out) {
        Batch rows = kept.build();
        long now = clock.watermark(frontier.watermark());
        int own = input.size();
        output.clear();
        for (int session = sessions.firstOver(now); session >= 0; session = sessions.firstOver(now)) {
            for (int row = firstRows[session]; row != NONE; row = following[row]) {
                for (int c = 0; c < own; c++) {
                    output.column(c).append(rows.column(c), row);
                }
                output.longs(own).append(sessions.start(session));
                output.longs(own + 1).append(sessions.end(session));
                output.longs(own + 2).append(clock.windowTime(sessions.end(session)));
                output.endRow(rows.weight(row));
                dead++;
            }
            int key = sessions.key(session);
            sessions.close(session);
            if (!sessions.hasSessions(key)) {
                keys.remove(key);
            }
            if (output.isFull()) {
                out.emit(output.build());
                output.clear();
                if (!out.hasRoom()) {
                    return Progress.MORE;
                }
            }
        }
        out.emit(output.build());
        if (dead * 2L > kept.size()) {
            compact();
        }
        watermark = Math.max(watermark, now);
        state.update(sessions.bytes() + keys.bytes() + kept.bytes(), kept.size() - (long) dead);
        return Progress.DONE;
    }

    /** Copies the rows of open sessions, session by session. */
    private void compact() {
        Batch rows = kept.build();
        BatchBuilder live = new BatchBuilder(input, Math.max(64, kept.size() - dead));
        int[] links = new int[Math.max(64, kept.size() - dead)];
        sessions.forEachOpen(session -> {
            int row = firstRows[session];
            firstRows[session] = live.size();
            while (row != NONE) {
                int at = live.size();
                live.append(rows, row);
                row = following[row];
                links[at] = row == NONE ? NONE : at + 1;
                lastRows[session] = at;
            }
        });
        kept = live;
        following = links;
        dead = 0;
    }
}
