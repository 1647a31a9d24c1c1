package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.over.WaitingRows;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import io.millrace.engine.pipeline.TimeJoinSpecification.TemporalJoin;
import io.millrace.engine.table.EpochState;
import java.time.ZoneId;
import java.util.List;

/**
 * Joins rows with the version of their key that is valid at their time. Keeps left rows until the watermark is behind
 * their time, since all versions up to it are known then; and {@link Versions}: for each key those after the watermark,
 * and the last one before it for good.
 *
 * <p>A late left row meets its version if that was still valid when it came, by the watermark that it saw; else it is
 * late, or emitted alone where left rows are kept. A late version is valid for left rows behind the watermark that it
 * saw, unless there is a newer one: then it is late. So nothing depends on where epochs are cut, or on which input is
 * read first.
 */
final class TemporalJoinOperator implements Operator, Whole {
    private static final int SLICE_ROWS = Batch.TARGET_ROWS;
    private static final int CALL_BATCHES = 2;
    private static final int REPLACED = -2;

    private final TemporalJoin spec;
    private final Arrivals fromLeft;
    private final Arrivals fromRight;
    private final int[] leftKeys;
    /** Where waiting rows say until when they wait. */
    private final int until;

    private final WaitingRows waiting;
    private final BatchBuilder ready;
    private final Versions versions;
    private final LateVersions lateVersions;
    private final JoinedRows joined;
    private final EpochState state = new EpochState();
    private int[] chosen = new int[16];
    private int[] alone = new int[SLICE_ROWS];
    private int aloneCount;
    private int[] found = new int[16];
    private final int[] pairedRows = new int[SLICE_ROWS];
    private final int[] pairedVersions = new int[SLICE_ROWS];
    private int pairs;
    private long closed = Long.MIN_VALUE;
    private boolean sealed;

    TemporalJoinOperator(TemporalJoin spec, Schema left, Schema right, Schema output, ZoneId zone) {
        this.spec = spec;
        fromLeft = new Arrivals(spec.left(), -1, left);
        fromRight = new Arrivals(spec.right(), spec.ordinal(), right);
        leftKeys = fromLeft.keys();
        until = left.size();
        Schema waitingRows = left.with(new Column("$until", Type.BIGINT.notNull()));
        waiting = new WaitingRows(waitingRows, until, -1);
        ready = new BatchBuilder(waitingRows, 16);
        List<Type> types = spec.right().keys().stream().map(right::type).toList();
        versions = new Versions(right.select(fromRight.visible()), types, fromRight.visibleKeys());
        lateVersions = new LateVersions(right, fromRight);
        joined = new JoinedRows(output, left.size(), spec.condition(), zone);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", state);
        waiting.keep(context.states(), "waiting", leftKeys);
        versions.keep(context.states());
        context.states().keepWhole("closed", this);
        fromLeft.open(context.lateRows());
        fromRight.open(context.lateRows());
    }

    @Override
    public void write(StateOutput out) {
        out.writeLong(closed);
    }

    @Override
    public void read(StateInput in) {
        closed = Math.max(closed, in.readLong());
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (chosen.length < batch.size()) {
            chosen = new int[batch.size()];
        }
        if (input == 0) {
            keep(batch, output);
        } else {
            remember(batch);
        }
        return Progress.DONE;
    }

    private static long closedAt(long watermark) {
        return watermark == Long.MAX_VALUE ? watermark : Saturated.minus(watermark, TimeJoinSpecification.TICK_MICROS);
    }

    private void keep(Batch batch, Output output) {
        fromLeft.look(batch, Long.MIN_VALUE);
        if (alone.length < batch.size()) {
            alone = new int[batch.size()];
        }
        BatchBuilder arriving = waiting.arriving();
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (fromLeft.isJoinable(row)) {
                chosen[count++] = row;
                long seen = Math.max(closed, closedAt(fromLeft.watermark(row)));
                arriving.longs(until).append(Math.max(fromLeft.time(row), seen));
            } else if (spec.left().kept()) {
                alone[aloneCount++] = row;
            }
        }
        for (int c = 0; c < until; c++) {
            arriving.column(c).append(batch.column(c), chosen, 0, count);
        }
        arriving.endRows(count);
        emitAlone(batch.columns(), output);
    }

    private void emitAlone(Vector[] columns, Output output) {
        if (aloneCount > 0) {
            output.emit(joined.leftAlone(columns, alone, aloneCount));
            aloneCount = 0;
        }
    }

    private void remember(Batch batch) {
        fromRight.look(batch, Long.MIN_VALUE);
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (!fromRight.isJoinable(row)) {
                continue;
            }
            long seen = Math.max(closed, closedAt(fromRight.watermark(row)));
            if (fromRight.time(row) > seen) {
                chosen[count++] = row;
            } else {
                lateVersions.add(batch, row, seen);
            }
        }
        versions.add(fromRight.visible(batch), batch, chosen, count, fromRight);
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (!sealed) {
            waiting.seal();
            lateVersions.settle(versions);
            sealed = true;
        }
        long now = closedAt(frontier.watermark());
        for (int batches = 0; ; batches++) {
            if (batches == CALL_BATCHES || !output.hasRoom()) {
                return Progress.MORE;
            }
            ready.clear();
            waiting.take(now, SLICE_ROWS, false, ready);
            if (ready.size() == 0) {
                break;
            }
            join(ready.build(), output);
        }
        if (!versions.forget(now, SLICE_ROWS)) {
            return Progress.MORE;
        }
        sealed = false;
        closed = Math.max(closed, now);
        Waiting held = waiting.waiting();
        // The watermark must be behind their time, not at it.
        long due = Saturated.plus(held.due(), TimeJoinSpecification.TICK_MICROS);
        state.update(
                waiting.bytes() + versions.bytes() + joined.bytes(),
                waiting.rows() + versions.held(),
                Waiting.until(due, held.count()));
        return Progress.DONE;
    }

    private void join(Batch rows, Output output) {
        int size = rows.size();
        if (found.length < size) {
            found = new int[size];
        }
        fromLeft.look(rows, Long.MIN_VALUE);
        versions.find(rows, leftKeys, size, found);
        LongVector ends = rows.longs(until);
        for (int row = 0; row < size; row++) {
            int version = found[row] < 0 ? TimeLists.NONE : version(found[row], fromLeft.time(row), ends.get(row));
            if (version >= 0) {
                pairedRows[pairs] = row;
                pairedVersions[pairs++] = version;
            } else if (spec.left().kept()) {
                alone[aloneCount++] = row;
            } else if (version == REPLACED) {
                fromLeft.refuse(row);
            }
        }
        emitPairs(rows, output);
        emitAlone(rows.columns(), output);
    }

    /** The version of a row, or a negative number: {@link #REPLACED} when that is known no more. */
    private int version(int key, long time, long end) {
        long last = spec.before() ? time - 1 : time;
        if (end == time) {
            return versions.at(key, last);
        }
        int version = versions.at(key, end);
        return version != TimeLists.NONE && versions.time(version) > last ? REPLACED : version;
    }

    private void emitPairs(Batch rows, Output output) {
        if (pairs == 0) {
            return;
        }
        Batch made = joined.pairs(rows.columns(), pairedRows, versions.columns(), pairedVersions, pairs);
        int[] passing = joined.passing();
        int passed = joined.passed();
        output.emit(passed == pairs ? made : made.select(passing, passed));
        if (spec.left().kept()) {
            int next = 0;
            for (int i = 0; i < pairs; i++) {
                if (next < passed && passing[next] == i) {
                    next++;
                } else {
                    alone[aloneCount++] = pairedRows[i];
                }
            }
        }
        pairs = 0;
    }
}
