package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.table.Hashes;
import io.millrace.engine.table.KeyIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Rows behind the watermark that they saw, which still count where no row of their key with their time or a later one has
 * been emitted. A row counts as emitted as soon as the watermark has reached it, and one that was itself behind the
 * watermark as soon as that moves on; so it does not depend on where epochs are cut. One thread at a time.
 */
final class LateCandidates implements Entries {
    private final int time;
    private final int late;
    private final int[] partition;
    private final KeyIndex keys;
    private final Schema schema;
    private BatchBuilder rows;
    /** How many of the first rows were taken already, and wait for the watermark to move. */
    private int taken;

    private long[] lastOut = new long[16];
    private int known;
    private Marks marks = Marks.OFF;

    /**
     * @param keys gives every key its id
     */
    LateCandidates(Schema schema, int time, int late, int[] partition, KeyIndex keys) {
        this.schema = schema;
        this.time = time;
        this.late = late;
        this.partition = partition;
        this.keys = keys;
        rows = new BatchBuilder(schema, 16);
    }

    /** Has the rows that wait for the watermark to move survive a restart; what was emitted of keys is theirs. */
    void keep(OperatorStates states) {
        marks = states.keep("behind", this);
    }

    @Override
    public int group(int id) {
        return Hashes.group(rows.build(), partition, id);
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeRow(rows.build().columns(), id);
    }

    @Override
    public void read(StateInput in) {
        marks.touch(rows.size());
        for (int c = 0; c < schema.size(); c++) {
            in.readValue(rows.column(c));
        }
        rows.endRow();
        taken++;
    }

    /** Writes the time of the last row of a key that was emitted. */
    void writeKey(int id, StateOutput out) {
        out.writeLong(lastOut[id]);
    }

    /** Takes back what {@link #writeKey} wrote. */
    void readKey(int id, StateInput in) {
        reserve(keys.limit());
        lastOut[id] = in.readLong();
    }

    boolean isEmpty() {
        return rows.size() == 0;
    }

    /** Adds a row that is marked. */
    void add(Batch batch, int row) {
        rows.append(batch, row);
    }

    /** Rows of these keys were emitted: none of a key with the time of its last one or an earlier time counts any more. */
    void emitted(int[] ids, long[] times, int size) {
        reserve(keys.limit());
        long[] last = lastOut;
        for (int i = 0; i < size; i++) {
            last[ids[i]] = times[i];
        }
    }

    /** Forgets what was emitted of a key. */
    void forget(int id) {
        if (id < known) {
            lastOut[id] = Long.MIN_VALUE;
        }
    }

    private void reserve(int limit) {
        if (limit > known) {
            if (limit > lastOut.length) {
                lastOut = Arrays.copyOf(lastOut, Math.max(limit, lastOut.length * 2));
            }
            Arrays.fill(lastOut, known, limit, Long.MIN_VALUE);
            known = limit;
        }
    }

    /** One candidate; {@code seen} is the watermark before it. */
    private record Candidate(int id, long seen, long time, int row, boolean isTaken) {}

    /** A row that is emitted by the watermark at hand. */
    private record Ready(int id, long time) {}

    /**
     * Decides on all candidates.
     *
     * @param ready the other rows that the watermark has reached, in the order of time
     * @param counting takes the rows that count and are due
     * @param refused takes the rows that are too late
     */
    void decide(Batch ready, long watermark, BatchBuilder counting, LateRows refused) {
        Batch batch = rows.build();
        BytesVector marks = batch.bytes(late);
        List<Candidate> candidates = new ArrayList<>();
        int[] ids = new int[Math.max(batch.size(), ready.size())];
        keys.lookup(batch, partition, null, batch.size(), ids);
        boolean[] asked = new boolean[keys.limit()];
        LongVector times = batch.longs(time);
        for (int row = 0; row < batch.size(); row++) {
            long seen = Math.min(watermark, LateMarker.watermark(marks.data(), marks.offset(row)));
            candidates.add(new Candidate(ids[row], seen, times.get(row), row, row < taken));
            asked[ids[row]] = true;
        }
        keys.lookup(ready, partition, null, ready.size(), ids);
        reserve(keys.limit());
        List<Ready> others = new ArrayList<>();
        for (int row = 0; row < ready.size(); row++) {
            if (ids[row] < asked.length && asked[ids[row]]) {
                others.add(new Ready(ids[row], ready.longs(time).get(row)));
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::id)
                .thenComparingLong(Candidate::seen)
                .thenComparingInt(Candidate::row));
        others.sort(Comparator.comparingInt(Ready::id));
        BatchBuilder waiting = new BatchBuilder(schema, 16);
        int other = 0;
        int from = 0;
        while (from < candidates.size()) {
            int to = from + 1;
            while (to < candidates.size()
                    && candidates.get(to).id() == candidates.get(from).id()) {
                to++;
            }
            while (other < others.size()
                    && others.get(other).id() < candidates.get(from).id()) {
                other++;
            }
            decide(
                    batch,
                    candidates.subList(from, to),
                    others.subList(other, others.size()),
                    new Outcome(watermark, counting, waiting, refused));
            from = to;
        }
        replace(waiting);
    }

    private void replace(BatchBuilder waiting) {
        for (int row = 0; row < waiting.size(); row++) {
            marks.touch(row);
        }
        for (int row = waiting.size(); row < taken; row++) {
            marks.remove(row);
        }
        taken = waiting.size();
        rows = waiting;
    }

    /** Where rows go. */
    private record Outcome(long watermark, BatchBuilder counting, BatchBuilder waiting, LateRows refused) {}

    /** Decides on the candidates of one key, in the order of the watermarks that they saw. */
    private void decide(Batch batch, List<Candidate> candidates, List<Ready> ready, Outcome outcome) {
        int id = candidates.get(0).id();
        long last = lastOut[id];
        // Of several tables the watermark is the least of theirs: a row may be behind its own and ahead of that.
        PriorityQueue<Long> ahead = new PriorityQueue<>();
        int next = 0;
        int from = 0;
        while (from < candidates.size()) {
            long seen = candidates.get(from).seen();
            while (next < ready.size()
                    && ready.get(next).id() == id
                    && ready.get(next).time() <= seen) {
                last = Math.max(last, ready.get(next++).time());
            }
            while (!ahead.isEmpty() && ahead.element() <= seen) {
                last = Math.max(last, ahead.remove());
            }
            long newest = last;
            int to = from;
            for (; to < candidates.size() && candidates.get(to).seen() == seen; to++) {
                Candidate candidate = candidates.get(to);
                if (candidate.time() > seen) {
                    ahead.add(candidate.time());
                    outcome.counting().append(batch, candidate.row());
                } else if (candidate.isTaken() || candidate.time() > last) {
                    newest = Math.max(newest, candidate.time());
                    boolean due = seen < outcome.watermark();
                    (due ? outcome.counting() : outcome.waiting()).append(batch, candidate.row());
                } else {
                    refuse(batch, candidate.row(), outcome.refused());
                }
            }
            last = newest;
            from = to;
        }
    }

    private void refuse(Batch batch, int row, LateRows refused) {
        BytesVector marks = batch.bytes(late);
        refused.add(marks.data(), marks.offset(row), marks.length(row), Long.MIN_VALUE, Long.MIN_VALUE);
    }

    long rows() {
        return rows.size();
    }

    long bytes() {
        return rows.bytes() + 8L * lastOut.length;
    }
}
