package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.env.Environment.Clock;
import io.millrace.core.operator.Output;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.checkpoint.Checkpoint;
import io.millrace.engine.checkpoint.Saved;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.pipeline.Specification.EventTime;
import io.millrace.engine.pipeline.Specification.Extras;
import io.millrace.engine.pipeline.Specification.Scan;
import io.millrace.engine.time.Channel;
import io.millrace.engine.time.EpochClock;
import io.millrace.engine.time.EpochEnd;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Reads one worker's share of a table's splits into its lane. */
public final class ScanChannel implements Channel, Saved {
    private final ScannedTable table;
    private final Limits limits;
    private final EpochClock epochs;
    private final Clock clock;
    private final Output output;
    private final Place place;
    private final SplitReader.Rejection rejection;
    private final List<SplitReader> readers = new CopyOnWriteArrayList<>();
    private final Calculation projection;
    private final @Nullable Calculation watermark;
    private final LateMarker marker;
    private final long idleTimeoutNanos;
    private final BytesVector noMark = new BytesVector(1);
    private int splitsSeen;
    private volatile boolean woken;
    private boolean somethingNew;
    private boolean reported;
    private boolean shareSaid;
    private long considerAgainNanos = Long.MAX_VALUE;

    /**
     * How much is read at a time.
     *
     * @param batchRows at most so many rows a poll
     * @param epochRows at most so many rows of a split in an epoch
     */
    public record Limits(int batchRows, int epochRows) {}

    /** What tells the time. */
    public record Times(EpochClock epochs, Clock clock, ZoneId zone) {}

    /** Where a channel is: which worker of how many, and how that one is woken. */
    public record Place(int worker, int workers, Runnable wake) {}

    public ScanChannel(ScannedTable table, Limits limits, Times times, Place place, Output output) {
        this.table = table;
        this.limits = limits;
        this.epochs = times.epochs();
        this.clock = times.clock();
        this.output = output;
        this.place = place;
        Scan scan = table.scan();
        Schema read = scan.table()
                .readable()
                .select(scan.columns().stream().mapToInt(Integer::intValue).toArray());
        projection = ExpressionCompiler.compile(null, scan.projections(), read, times.zone());
        EventTime time = scan.time();
        watermark = time == null
                ? null
                : ExpressionCompiler.compile(null, List.of(time.watermark()), table.visible(), times.zone());
        marker = new LateMarker(table.node().index(), scan.extras().touching());
        noMark.appendNull();
        idleTimeoutNanos = table.idleTimeoutNanos();
        boolean fail = scan.table().options().require("errors").equals("fail");
        rejection = new SplitReader.Rejection(scan.table().name(), table.errors(), fail);
        openSplits();
    }

    /** Opens those of the table's splits that are to be read here and were not there before. */
    private void openSplits() {
        Runnable waker = () -> {
            woken = true;
            place.wake().run();
        };
        List<Split> splits = table.splits();
        for (; splitsSeen < splits.size(); splitsSeen++) {
            if (splitsSeen % place.workers() == place.worker()) {
                SplitReader splitReader = table.open(splitsSeen, waker, rejection);
                splitReader.startIdleClock(clock.nanos());
                readers.add(splitReader);
                beginEpoch(splitReader, epochs.latest());
            }
        }
    }

    /** The index of the scan. */
    public int node() {
        return table.node().index();
    }

    /** The splits read here. */
    public List<SplitReader> readers() {
        return readers;
    }

    @Override
    public boolean pull() {
        if (reported) {
            return false;
        }
        if (epochs.closing()) {
            report();
            return true;
        }
        if (splitsSeen < table.splits().size()) {
            openSplits();
        }
        if (woken) {
            woken = false;
            readers.forEach(SplitReader::wake);
        }
        long now = clock.nanos();
        SplitReader reader = furthestBehind(now);
        if (reader != null) {
            read(reader, now);
        }
        if (table.live()) {
            considerClosing(now, reader == null);
        } else if (reader == null && !shareSaid) {
            shareSaid = true;
            epochs.boundedDone(somethingNew);
            return true;
        }
        return reader != null;
    }

    private @Nullable SplitReader furthestBehind(long now) {
        SplitReader best = null;
        for (SplitReader reader : readers) {
            if (reader.due(now)
                    && reader.rowsInEpoch() < limits.epochRows()
                    && (best == null || reader.currentWatermark() < best.currentWatermark())) {
                best = reader;
            }
        }
        return best;
    }

    private void read(SplitReader reader, long now) {
        long room = limits.epochRows() - reader.rowsInEpoch();
        Reader.State state = reader.poll((int) Math.min(room, limits.batchRows()), now);
        somethingNew |= state == Reader.State.END || reader.rowsInEpoch() > 0;
        Batch rows = reader.builder().build();
        if (rows.size() > 0) {
            emit(projection.apply(rows), reader);
        }
    }

    private void emit(Batch visible, SplitReader reader) {
        Scan scan = table.scan();
        Extras extras = scan.extras();
        int own = visible.columnCount();
        Vector[] columns = new Vector[table.node().output().size()];
        System.arraycopy(visible.columns(), 0, columns, 0, own);
        int at = own;
        EventTime time = scan.time();
        Vector mark = null;
        if (time != null && watermark != null) {
            LongVector watermarks = watermark.apply(visible).longs(0);
            LongVector times = visible.longs(time.column());
            if (extras.watermark()) {
                Type type = table.node().output().type(own);
                columns[at++] = reader.watermark().before(watermarks, visible.size(), type);
            }
            mark = marker.mark(visible, times, watermarks, reader, own);
            if (!times.isNull(visible.size() - 1)) {
                reader.lastTime(times.get(visible.size() - 1));
            }
        }
        if (extras.late()) {
            columns[at++] = mark == null ? new ConstantVector(noMark, visible.size()) : mark;
        }
        if (extras.ordinal()) {
            LongVector ordinals = new LongVector(visible.size());
            long[] values = ordinals.resize(visible.size());
            long first = reader.firstOrdinal();
            for (int i = 0; i < values.length && i < visible.size(); i++) {
                values[i] = first + i;
            }
            columns[at] = ordinals;
        }
        output.emit(new Batch(columns, visible.size(), visible.weights()));
    }

    private void considerClosing(long now, boolean quiet) {
        boolean full = false;
        for (SplitReader reader : readers) {
            full |= reader.rowsInEpoch() >= limits.epochRows();
            if (quiet && reader.becomeIdle(now, idleTimeoutNanos)) {
                somethingNew = true;
            }
        }
        considerAgainNanos = epochs.consider(somethingNew, full);
    }

    private void report() {
        long epoch = epochs.latest().epoch() + 1;
        long lowest = Long.MAX_VALUE;
        boolean anyIdle = false;
        boolean anyActive = false;
        boolean mayGrow = table.growing() != null;
        boolean ended = !mayGrow;
        for (SplitReader reader : readers) {
            boolean counts = !reader.ended() && !reader.idle();
            anyActive |= counts;
            anyIdle |= reader.idle() && !reader.ended();
            ended &= reader.ended();
            if (counts) {
                lowest = Math.min(lowest, reader.currentWatermark());
            }
            table.progress().set(epoch, reader.number(), counts ? reader.currentWatermark() : Long.MAX_VALUE);
        }
        reported = true;
        boolean onlyIdle = (anyIdle || mayGrow) && !anyActive;
        epochs.report(table.node().index(), onlyIdle ? EpochClock.NO_ACTIVE_SPLIT : lowest, ended);
    }

    @Override
    public void save(Checkpoint checkpoint) {
        StateOutput out = new StateOutput(256);
        readers.forEach(reader -> reader.save().write(out));
        checkpoint.add(table.section(), out.toByteArray());
    }

    @Override
    public boolean finished() {
        return reported;
    }

    @Override
    public void nextEpoch() {
        reported = false;
        shareSaid = false;
        somethingNew = false;
        considerAgainNanos = Long.MAX_VALUE;
        EpochEnd previous = epochs.latest();
        for (SplitReader reader : readers) {
            beginEpoch(reader, previous);
        }
    }

    private void beginEpoch(SplitReader reader, EpochEnd previous) {
        reader.beginEpoch();
        long others = table.progress().lowestBut(previous.epoch(), reader.number());
        reader.watermark().beginEpoch(others, previous.watermark(table.node().index()));
    }

    @Override
    public long waitNanos() {
        if (reported) {
            return Long.MAX_VALUE;
        }
        long now = clock.nanos();
        long shortest = considerAgainNanos;
        for (SplitReader reader : readers) {
            if (!reader.ended() && reader.waiting()) {
                long again = reader.pollAgainNanos();
                shortest = again == Long.MIN_VALUE ? 0 : Math.min(shortest, Math.max(0, again - now));
            }
        }
        return shortest;
    }

    @Override
    public void close() {
        readers.forEach(SplitReader::close);
    }
}
