package io.millrace.engine.rank;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.RankSpecification.TopRows;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.Expiry;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.KeyTimes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of each key, kept up to date. Where no row is ever taken back it keeps only the rows that count, a row
 * that cannot count costs one comparison, and nothing ever goes: a key has its first rows for good. Where rows are taken
 * back it keeps all rows of a key until they are. With a time to live the rows of a key are forgotten, though not taken
 * back, when for so long none came to count and none went. At the end of an epoch it emits the net change of each touched key:
 * without a rank column the rows that came to count and those that ceased to, with one also the rows whose rank changed.
 */
public final class TopRowsOperator implements Operator, RowEntries.Extra {
    private final boolean numbered;
    private final int[] partition;
    private final KeyIndex keys;
    private final RankedRows ranked;
    private final OrderedRows rows;
    private final BatchBuilder deletions;
    private final BatchBuilder changes;
    private final EpochState state = new EpochState();
    private int[] ids = new int[Batch.TARGET_ROWS];
    private int[] deletedKeys = new int[16];
    /** What each row was last emitted with: its rank, or 1 where ranks are not asked for; 0 when it is not out. */
    private long[] published = new long[16];
    /** How many rows below a row in its tree, itself included, are out. */
    private int[] publishedBelow = new int[16];

    private int[] touched = new int[16];
    private int touchedCount;
    /** The first position of a touched key at which something changed, plus 1; 0 for keys that are not touched. */
    private int[] firstChange = new int[16];

    private int[] retired = new int[16];
    private int retiredCount;
    private int applied;
    private int retracted;
    private int settled;
    private Expiry expiry = Expiry.never();
    private @Nullable KeyTimes times;

    /**
     * @param changing whether rows of the input may be taken back
     */
    public TopRowsOperator(TopRows spec, Schema input, Schema output, boolean changing) {
        numbered = spec.numbered();
        partition = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyIndex(spec.partition().stream().map(input::type).toList());
        ranked = new RankedRows(spec, input, changing, this::retire);
        rows = ranked.rows();
        rows.summarize(this::countPublished);
        deletions = new BatchBuilder(input, 16);
        changes = new BatchBuilder(output, Batch.TARGET_ROWS);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", state);
        expiry = Expiry.of(context, 0);
        times = new KeyTimes(context.states(), keys, expiry);
        RowEntries.keep(context.states(), rows, keys, partition, this);
    }

    @Override
    public void write(int row, StateOutput out) {
        out.writeNumber(published[row]);
    }

    @Override
    public void read(int key, int row, StateInput in) {
        ranked.restored(key, row);
        ensureKeys();
        published[row] = in.readNumber();
        rows.refreshUp(row);
    }

    private void ensureKeys() {
        ranked.ensureKeys(keys.limit());
        if (firstChange.length < keys.limit()) {
            firstChange = Arrays.copyOf(firstChange, Math.max(keys.limit(), firstChange.length * 2));
        }
    }

    private void countPublished(int row, int left, int right) {
        if (row >= published.length) {
            published = Arrays.copyOf(published, published.length * 2);
            publishedBelow = Arrays.copyOf(publishedBelow, published.length);
        }
        int count = published[row] == 0 ? 0 : 1;
        count += left == OrderedRows.NONE ? 0 : publishedBelow[left];
        publishedBelow[row] = count + (right == OrderedRows.NONE ? 0 : publishedBelow[right]);
    }

    /** Frees a row that was removed, once it is no longer out. */
    private void retire(int row) {
        if (published[row] == 0) {
            rows.free(row);
            return;
        }
        if (retiredCount == retired.length) {
            retired = Arrays.copyOf(retired, retiredCount * 2);
        }
        retired[retiredCount++] = row;
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        expiry.tick();
        forgetExpired(Integer.MAX_VALUE);
        int size = batch.size();
        if (ids.length < size) {
            ids = new int[size];
        }
        keys.lookup(batch, partition, null, size, ids);
        ensureKeys();
        Vector[] columns = RowOrder.flat(batch);
        for (int row = 0; row < size; row++) {
            long weight = batch.weight(row);
            for (long copy = 0; copy < weight; copy++) {
                int position = ranked.add(ids[row], columns, row);
                if (position >= 0) {
                    touch(ids[row], position);
                }
            }
            if (weight < 0) {
                delay(batch, row);
            }
        }
        return Progress.DONE;
    }

    /** Forgets keys whose time is over, so many at most; returns whether those were all. */
    private boolean forgetExpired(int most) {
        return expiry.forgetDue(most, key -> firstChange[key] > 0, this::forget);
    }

    private void forget(int key) {
        ranked.clear(key, row -> published[row] = 0);
        forgetKey(key);
    }

    private void forgetKey(int key) {
        if (times != null) {
            times.forget(key);
        }
        keys.remove(key);
    }

    /** A row may be taken back before it comes, within an epoch. */
    private void delay(Batch batch, int row) {
        if (deletions.size() == deletedKeys.length) {
            deletedKeys = Arrays.copyOf(deletedKeys, deletedKeys.length * 2);
        }
        deletedKeys[deletions.size()] = ids[row];
        deletions.append(batch, row);
        touch(ids[row], rows.size(ids[row]));
    }

    private void touch(int key, int position) {
        if (times != null) {
            times.write(key);
        }
        if (firstChange[key] > 0) {
            firstChange[key] = Math.min(firstChange[key], position + 1);
            return;
        }
        firstChange[key] = position + 1;
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
        }
        touched[touchedCount++] = key;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        applyDeletions();
        while (retracted < retiredCount || settled < touchedCount) {
            if (!output.hasRoom()) {
                return Progress.MORE;
            }
            changes.clear();
            while (retracted < retiredCount && !changes.isFull()) {
                int row = retired[retracted++];
                emit(row, published[row], -1);
                rows.free(row);
                published[row] = 0;
            }
            while (settled < touchedCount && !changes.isFull()) {
                settle(touched[settled++]);
            }
            output.emit(changes.build());
        }
        expiry.tick();
        if (!forgetExpired(Batch.TARGET_ROWS)) {
            return Progress.MORE;
        }
        touchedCount = 0;
        settled = 0;
        retiredCount = 0;
        retracted = 0;
        applied = 0;
        state.update(
                ranked.bytes() + keys.bytes() + 12L * published.length + 4L * firstChange.length,
                rows.rows(),
                Waiting.NOTHING);
        return Progress.DONE;
    }

    private void applyDeletions() {
        if (deletions.size() == 0) {
            return;
        }
        Batch batch = deletions.build();
        Vector[] columns = RowOrder.flat(batch);
        for (; applied < batch.size(); applied++) {
            int key = deletedKeys[applied];
            for (long copy = batch.weight(applied); copy < 0; copy++) {
                int row = rows.find(key, columns, applied);
                if (row == OrderedRows.NONE) {
                    break;
                }
                touch(key, rows.position(row));
                rows.remove(key, row);
                retire(row);
            }
        }
        deletions.clear();
    }

    private void settle(int key) {
        int start = ranked.start(key);
        int end = ranked.end(key);
        new Settling(key, start, end, firstChange[key] - 1).visit(rows.root(key), 0);
        firstChange[key] = 0;
        if (rows.size(key) == 0) {
            forgetKey(key);
        }
    }

    private void emit(int row, long number, long weight) {
        Vector[] values = rows.values();
        for (int c = 0; c < values.length; c++) {
            changes.column(c).append(values[c], row);
        }
        if (numbered) {
            changes.longs(values.length).append(number);
        }
        changes.endRow(weight);
    }

    /** Brings what is out in line with what counts, and walks only where they may differ. */
    private final class Settling {
        private final int key;
        private final int start;
        private final int end;
        private final int unchanged;
        private int before = OrderedRows.NONE;
        private int positionBefore;
        private long rankBefore;

        /**
         * @param start the position of the first row that counts
         * @param end the position behind the last
         * @param unchanged rows before this position have the ranks they had
         */
        Settling(int key, int start, int end, int unchanged) {
            this.key = key;
            this.start = start;
            this.end = end;
            this.unchanged = unchanged;
        }

        void visit(int row, int first) {
            if (row == OrderedRows.NONE) {
                return;
            }
            int behind = first + rows.treeSize(row);
            boolean inside = first >= start && behind <= end;
            boolean outside = behind <= start || first >= end;
            int out = publishedBelow[row];
            boolean numbersStand = !numbered || behind <= unchanged;
            if (inside && numbersStand && out == behind - first || outside && out == 0) {
                return;
            }
            visit(rows.left(row), first);
            int position = first + rows.treeSize(rows.left(row));
            if (position >= start && position < end) {
                show(row, position);
            } else if (published[row] != 0) {
                rows.touch(row);
                emit(row, published[row], -1);
                published[row] = 0;
            }
            visit(rows.right(row), position + 1);
            countPublished(row, rows.left(row), rows.right(row));
        }

        private void show(int row, int position) {
            long number = numbered ? number(row, position) : 1;
            if (published[row] == number) {
                return;
            }
            rows.touch(row);
            if (published[row] != 0) {
                emit(row, published[row], -1);
            }
            emit(row, number, 1);
            published[row] = number;
        }

        private long number(int row, int position) {
            boolean follows = before != OrderedRows.NONE && positionBefore == position - 1;
            rankBefore = follows ? ranked.rankAfter(before, rankBefore, row, position) : ranked.rank(key, row);
            before = row;
            positionBefore = position;
            return rankBefore;
        }
    }
}
