package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.error.Check;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.JoinWindows;
import io.millrace.engine.pipeline.JoinSpecification.WindowPlace;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.window.EndQueue;
import io.millrace.engine.window.WindowClock;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows of the same window. Keeps the rows of both inputs until the watermark has passed the end of their window:
 * then it emits the pairs of that window and the rows that met nothing, once, and forgets them. Rows with a NULL that
 * equals nothing are not kept: where they are emitted at all, they are at once.
 */
public final class WindowJoinOperator implements Operator, Whole {
    private static final int STEPS = 8192;
    private static final int FIRED_KEYS = 4096;

    private final JoinParts parts;
    private final WindowPlace[] places;
    private final int endKey;
    private final WindowClock clock;
    private final EndQueue open = new EndQueue();
    private final FiredWindows fired;
    private int[] chosen = new int[0];
    private long watermark = Long.MIN_VALUE;
    private @Nullable LateRows lateRows;
    private final EpochState queue = new EpochState();

    public WindowJoinOperator(
            JoinWindows spec, JoinOperator.Input left, JoinOperator.Input right, Schema output, ZoneId zone) {
        places = new WindowPlace[] {spec.left(), spec.right()};
        endKey = spec.join().left().keys().indexOf(spec.left().end());
        Check.that(endKey >= 0, "a window that is no key");
        clock = new WindowClock(spec.time(), zone);
        parts = new JoinParts(spec.join(), left, right, output, new JoinParts.Site(zone, false, false));
        fired = new FiredWindows(parts);
    }

    @Override
    public void open(OperatorContext context) {
        parts.register(context, key -> {
            parts.keys().touch(key);
            queueTouched();
        });
        context.states().count("windows", queue);
        context.states().keepWhole("watermark", this);
        lateRows = context.lateRows();
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
        int count = chooseInTime(batch, places[input]);
        parts.add(input, batch, chosen, count);
        Batch keyless = parts.keyless(input, batch);
        if (keyless != null) {
            output.emit(keyless);
        }
        queueTouched();
        return Progress.DONE;
    }

    private void queueTouched() {
        JoinKeys keys = parts.keys();
        LongVector ends = (LongVector) keys.values(endKey);
        for (int i = 0; i < keys.touchedCount(); i++) {
            open.add(ends.get(keys.touched(i)), keys.touched(i));
        }
        // A key counts as touched until it is forgotten, so that it is queued once.
        keys.endEpoch();
    }

    private int chooseInTime(Batch batch, WindowPlace place) {
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[Math.max(size, Batch.TARGET_ROWS)];
        }
        BytesVector marks = LateMarker.marks(batch, place.late());
        LongVector ends = batch.longs(place.end());
        LongVector starts = batch.longs(place.start());
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (!WindowClock.isOver(ends.get(row), clock.seen(watermark, marks, row))) {
                chosen[count++] = row;
            } else if (marks != null && !marks.isNull(row)) {
                late().add(marks.data(), marks.offset(row), marks.length(row), starts.get(row), ends.get(row));
            } else {
                late().count();
            }
        }
        return count;
    }

    private LateRows late() {
        return Objects.requireNonNull(lateRows, "not open");
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        long now = clock.watermark(frontier.watermark());
        for (int calls = 0; fired.isBusy() || isOver(now); calls++) {
            if (calls == 4 || !output.hasRoom()) {
                return Progress.MORE;
            }
            if (!fired.isBusy()) {
                for (int i = 0; i < FIRED_KEYS && isOver(now); i++) {
                    fired.add(open.remove());
                }
            }
            fired.run(STEPS, output);
        }
        watermark = Math.max(watermark, now);
        long rows =
                parts.side(JoinParts.LEFT).rows() + parts.side(JoinParts.RIGHT).rows();
        Waiting waiting = open.isEmpty() ? Waiting.NOTHING : clock.waiting(rows, Long.MIN_VALUE, open.firstEnd());
        queue.update(open.bytes(), 0, waiting);
        return Progress.DONE;
    }

    private boolean isOver(long now) {
        return !open.isEmpty() && WindowClock.isOver(open.firstEnd(), now);
    }
}
