package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.TimeJoinSpecification.IntervalJoin;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.KeyIndex;
import java.time.ZoneId;
import java.util.List;

/**
 * Joins rows whose times are near each other. Keeps the rows of both inputs by key and time, a left row until the
 * watermark is more than {@code -lower} behind its time, a right one until it is more than {@code upper} behind: all
 * partners that are not late have come then. Pairs are made at the end of the epoch of the later row.
 *
 * <p>A late row meets only rows that had not to be given up by then: those for which the watermark that it saw was not
 * yet too far, wherever epochs are cut. One that could meet none whatever came is late, or emitted alone where its input
 * is kept.
 *
 * <p>Time per row: O(log n) of the rows of its key, and its partners.
 */
final class IntervalJoinOperator implements Operator, Whole {
    /** How many rows and pairs a call looks at, and how many batches it emits, so that it does not take long. */
    private static final int CALL_STEPS = 4 * Batch.TARGET_ROWS;

    private static final int CALL_BATCHES = 2;

    private final IntervalSide left;
    private final IntervalSide right;
    private final Arrivals fromLeft;
    private final Arrivals fromRight;
    private final KeyIndex keys;
    private final JoinedRows joined;
    private final EpochState state = new EpochState();
    private final int[] leftRows = new int[Batch.TARGET_ROWS];
    private final int[] rightRows = new int[Batch.TARGET_ROWS];
    private int pairs;
    private int[] chosen = new int[16];
    private int[] alone = new int[Batch.TARGET_ROWS];
    private int[] ids = new int[16];
    private long watermark = Long.MIN_VALUE;
    /** How far {@link #advance} has got: the side whose fresh rows are being joined, how many are, the one at hand. */
    private IntervalSide probing;

    private int probed;
    private int current;
    private int partner = TimeLists.NONE;
    private int steps;
    private int batches;

    IntervalJoinOperator(IntervalJoin spec, Schema leftInput, Schema rightInput, Schema output, ZoneId zone) {
        fromLeft = new Arrivals(spec.left(), -1, leftInput);
        fromRight = new Arrivals(spec.right(), -1, rightInput);
        List<Type> types = spec.left().keys().stream().map(leftInput::type).toList();
        keys = new KeyIndex(types);
        left = new IntervalSide(
                leftInput.select(fromLeft.visible()),
                spec.afterLeft(),
                spec.left().kept(),
                keys,
                fromLeft.visibleKeys());
        right = new IntervalSide(
                rightInput.select(fromRight.visible()),
                spec.afterRight(),
                spec.right().kept(),
                keys,
                fromRight.visibleKeys());
        joined = new JoinedRows(output, fromLeft.visible().length, spec.condition(), zone);
        probing = left;
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", state);
        left.keep(context.states(), "left");
        right.keep(context.states(), "right");
        context.states().keepWhole("watermark", this);
        fromLeft.open(context.lateRows());
        fromRight.open(context.lateRows());
    }

    @Override
    public void write(StateOutput out) {
        out.writeLong(watermark);
    }

    @Override
    public void read(StateInput in) {
        watermark = Math.max(watermark, in.readLong());
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        IntervalSide side = input == 0 ? left : right;
        Arrivals arrivals = input == 0 ? fromLeft : fromRight;
        arrivals.look(batch, watermark);
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[size];
            ids = new int[size];
        }
        if (alone.length < size) {
            alone = new int[size];
        }
        int count = 0;
        int aloneCount = 0;
        long reach = Math.max(0, Saturated.plus(left.after, right.after));
        for (int row = 0; row < size; row++) {
            boolean joinable = arrivals.isJoinable(row);
            if (joinable && arrivals.watermark(row) <= Saturated.plus(arrivals.time(row), reach)) {
                chosen[count++] = row;
            } else if (side.kept) {
                alone[aloneCount++] = row;
            } else if (joinable) {
                arrivals.refuse(row);
            }
        }
        Batch visible = arrivals.visible(batch);
        if (aloneCount > 0) {
            emitAlone(side, visible.columns(), aloneCount, output);
        }
        keys.lookup(batch, arrivals.keys(), chosen, count, ids);
        side.take(visible, chosen, count, ids, arrivals);
        return Progress.DONE;
    }

    private void emitAlone(IntervalSide side, Vector[] columns, int count, Output output) {
        output.emit(side == left ? joined.leftAlone(columns, alone, count) : joined.rightAlone(columns, alone, count));
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        steps = 0;
        batches = 0;
        while (partner != TimeLists.NONE || seek()) {
            if (mustPause(output)) {
                return Progress.MORE;
            }
            if (partner != TimeLists.NONE) {
                join(output);
            }
        }
        flush(output);
        if (!expire(left, frontier.watermark(), output) || !expire(right, frontier.watermark(), output)) {
            return Progress.MORE;
        }
        left.endEpoch();
        right.endEpoch();
        probing = left;
        probed = 0;
        watermark = Math.max(watermark, frontier.watermark());
        state.update(
                left.bytes() + right.bytes() + keys.bytes() + joined.bytes(),
                left.held() + right.held(),
                left.waiting().and(right.waiting()));
        return Progress.DONE;
    }

    private boolean mustPause(Output output) {
        return steps++ >= CALL_STEPS || batches >= CALL_BATCHES || !output.hasRoom();
    }

    private IntervalSide other() {
        return probing == left ? right : left;
    }

    /**
     * Goes on to the next fresh row, first the left ones, then the right ones: each pair of fresh rows is then found by
     * its right one. Returns whether there was one; whether it has a partner, {@link #partner} says.
     */
    private boolean seek() {
        while (probed == probing.freshCount()) {
            if (probing == right) {
                return false;
            }
            probing = right;
            probed = 0;
        }
        current = probing.fresh(probed);
        int key = probing.freshKey(probed);
        probing.list(probed++);
        long earliest = Saturated.minus(probing.time(current), other().after);
        partner = inReach(other().lists().ceiling(key, earliest));
        return true;
    }

    private int inReach(int candidate) {
        boolean reached = candidate != TimeLists.NONE
                && other().time(candidate) <= Saturated.plus(probing.time(current), probing.after);
        return reached ? candidate : TimeLists.NONE;
    }

    private void join(Output output) {
        IntervalSide other = other();
        if (probing.waitsFor(current, other.seen(partner)) && other.waitsFor(partner, probing.seen(current))) {
            leftRows[pairs] = probing == left ? current : partner;
            rightRows[pairs++] = probing == left ? partner : current;
            if (pairs == leftRows.length) {
                flush(output);
            }
        }
        partner = inReach(other.lists().next(partner));
    }

    private void flush(Output output) {
        if (pairs == 0) {
            return;
        }
        Batch made = joined.pairs(left.columns(), leftRows, right.columns(), rightRows, pairs);
        int[] passing = joined.passing();
        int passed = joined.passed();
        for (int i = 0; i < passed; i++) {
            left.match(leftRows[passing[i]]);
            right.match(rightRows[passing[i]]);
        }
        output.emit(passed == pairs ? made : made.select(passing, passed));
        pairs = 0;
        batches++;
    }

    /** Forgets the rows of a side that are over; returns whether it did so with all. */
    private boolean expire(IntervalSide side, long now, Output output) {
        boolean all = false;
        int count = 0;
        while (!all && count < Batch.TARGET_ROWS && !mustPause(output)) {
            int key = side.firstOver(now);
            all = key == TimeLists.NONE;
            if (!all) {
                int row = side.removeFirst(key);
                if (side.kept && !side.isMatched(row)) {
                    alone[count++] = row;
                }
                if (left.lists().isEmpty(key) && right.lists().isEmpty(key)) {
                    keys.remove(key);
                }
            }
        }
        if (count > 0) {
            emitAlone(side, side.columns(), count, output);
            batches++;
        }
        return all;
    }
}
