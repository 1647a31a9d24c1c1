package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.LateRows;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.engine.match.Matcher.Searches;
import io.millrace.engine.pipeline.Recognition.Match;
import io.millrace.engine.pipeline.Recognition.Offset;
import io.millrace.engine.pipeline.Recognition.Outcome;
import io.millrace.engine.pipeline.Recognition.Source;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.KeyIndex;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_RECOGNIZE in the order of event time.
 *
 * <p>Keeps rows until the watermark reaches them; then, for each key, its partial matches, the matches that wait for
 * earlier partial ones, and the rows that these consist of, each once. All of that goes when the last partial match of
 * the key is a match or cannot become one, with WITHIN at the latest when that time is over; without, a pattern that can
 * go on for ever can keep rows for ever. For good it keeps, for each key, the number of its matches where MATCH_NUMBER
 * asks for it, and the last few rows where PREV does.
 *
 * <p>A row costs as much as its key has partial matches, and a match as much as it has rows.
 */
public final class MatchOperator implements Operator, Entries {
    private static final int SLICE_ROWS = 4096;
    private static final long SEARCHES_BYTES = 300;

    private final Match spec;
    private final ArrivingRows arriving;
    private final int[] partition;
    private final int time;
    private final KeyIndex keys;
    private final PrecedingRows preceding;
    private final RowStore rows;
    private final Paths paths;
    private final Conditions conditions;
    private final Matcher matcher;
    private final MatchRows results;
    private final ExpiryQueue expiries = new ExpiryQueue();
    private final ArrayDeque<Searches> spare = new ArrayDeque<>();
    private final EpochState state = new EpochState();
    private final boolean keepsKeys;
    private final KeptSearches kept;
    private final List<Integer> restoredKeys = new ArrayList<>();
    private Marks marks = Marks.OFF;
    private @Nullable Searches[] searches = new @Nullable Searches[16];
    private long[] matches = new long[16];
    private int[] ids = new int[SLICE_ROWS];
    private int[] expired = new int[16];
    private int expiredCount;
    private long nextNumber;
    private long watermark = Long.MIN_VALUE;
    private @Nullable LateRows late;
    private @Nullable Output output;

    /** A partial match that has been read back. */
    private record Restored(long began, int key) {}

    public MatchOperator(Match spec, Schema input, ZoneId zone) {
        this.spec = spec;
        arriving = new ArrivingRows(spec.sequence(), input, SLICE_ROWS);
        partition =
                spec.sequence().partition().stream().mapToInt(arriving::place).toArray();
        time = arriving.place(spec.sequence().time());
        keys = new KeyIndex(
                spec.sequence().partition().stream().map(input::type).toList());
        int[] columns =
                spec.offsets().stream().mapToInt(offset -> offset.column()).toArray();
        Schema offsets = input.select(columns);
        preceding = new PrecedingRows(
                spec.offsets().stream()
                        .map(offset -> new Offset(arriving.place(offset.column()), offset.rows()))
                        .toList(),
                input.select(IntStream.range(0, input.size())
                        .filter(column -> column != spec.sequence().late())
                        .toArray()));
        rows = new RowStore(
                IntStream.range(0, offsets.size()).mapToObj(offsets::type).toList());
        ConditionSources sources = new ConditionSources(spec);
        paths = new Paths(rows, spec.variables().size(), sources.kept());
        conditions = new Conditions(spec, offsets, paths, sources, zone);
        matcher = new Matcher(spec, paths, conditions, sources, this::add);
        kept = new KeptSearches(keys, paths, conditions, offsets);
        results = new MatchRows(spec, offsets, paths, zone);
        keepsKeys = !preceding.isEmpty() || spec.sources().stream().anyMatch(Source.MatchNumber.class::isInstance);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("matches", state);
        late = context.lateRows();
        OperatorStates states = context.states();
        arriving.keep(states, partition);
        marks = states.keep("partial", this);
        kept.keep(states);
        states.keepWhole("progress", new Progressed());
        states.whenRestored(this::linkRestored);
    }

    /** How far the matches of all keys have got. */
    private final class Progressed implements Whole {
        @Override
        public void write(StateOutput out) {
            out.writeLong(watermark);
            out.writeLong(nextNumber);
        }

        @Override
        public void read(StateInput in) {
            watermark = Math.max(watermark, in.readLong());
            nextNumber = Math.max(nextNumber, in.readLong());
        }
    }

    @Override
    public int group(int id) {
        return keys.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        keys.write(id, out);
        out.writeNumber(id < matches.length ? matches[id] : 0);
        preceding.write(id, out);
        Searches open = searches(id);
        out.writeBoolean(open != null);
        if (open != null) {
            kept.write(open, out);
        }
    }

    @Override
    public void read(StateInput in) {
        int key = keys.read(in);
        marks.touch(key);
        reserve(key);
        matches[key] = in.readNumber();
        preceding.read(key, in);
        if (in.readBoolean()) {
            kept.read(key, open(key), in);
            restoredKeys.add(key);
        }
    }

    private void linkRestored() {
        kept.link();
        List<Restored> restored = new ArrayList<>();
        for (int key : restoredKeys) {
            Attempts partial = open(key).partial;
            for (int i = 0; i < partial.size(); i++) {
                restored.add(new Restored(partial.time(i), key));
            }
        }
        if (spec.outcome().within() != Outcome.FOREVER) {
            restored.sort(Comparator.comparingLong(Restored::began));
            restored.forEach(each -> expiries.add(each.began, due(each.began), each.key));
        }
        restoredKeys.clear();
    }

    @Override
    public Progress process(int input, Batch batch, Output out) {
        LateRows aside = late;
        if (aside != null) {
            arriving.add(batch, watermark, aside);
        }
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output out) {
        output = out;
        while (true) {
            if (!out.hasRoom()) {
                return Progress.MORE;
            }
            Batch batch = arriving.take(frontier.watermark(), SLICE_ROWS);
            if (batch.size() == 0) {
                break;
            }
            search(batch);
        }
        expire(frontier.watermark());
        if (frontier.last() && spec.pattern().waits()) {
            for (int key = 0; key < keys.limit(); key++) {
                Searches open = searches(key);
                if (open != null) {
                    marks.touch(key);
                    matcher.expire(key, open, Long.MAX_VALUE, Long.MAX_VALUE);
                }
            }
        }
        closeExpired();
        results.flush(out);
        arriving.end();
        watermark = Math.max(watermark, frontier.watermark());
        state.update(
                arriving.bytes()
                        + keys.bytes()
                        + preceding.bytes()
                        + rows.bytes()
                        + paths.bytes()
                        + conditions.bytes()
                        + matcher.bytes()
                        + results.bytes()
                        + expiries.bytes()
                        + 12L * matches.length
                        + SEARCHES_BYTES * (keys.size() + spare.size()),
                arriving.rows() + rows.size(),
                frontier.last() ? Waiting.NOTHING : arriving.waiting().and(Waiting.untilEnd(rows.size())));
        return Progress.DONE;
    }

    private @Nullable Searches searches(int key) {
        return key < searches.length ? searches[key] : null;
    }

    private void search(Batch batch) {
        int size = batch.size();
        if (ids.length < size) {
            ids = new int[size];
        }
        keys.lookup(batch, partition, null, size, ids);
        marks.touch(ids, size);
        matcher.begin(preceding.apply(batch, ids));
        long[] times = batch.longs(time).values();
        for (int row = 0; row < size; row++) {
            expire(times[row]);
            int key = ids[row];
            Searches open = open(key);
            if (matcher.row(key, open, row, times[row], nextNumber++)
                    && spec.outcome().within() != Outcome.FOREVER) {
                expiries.add(times[row], due(times[row]), key);
            }
        }
        Arrays.sort(ids, 0, size);
        for (int i = 0; i < size; i++) {
            if (i == 0 || ids[i] != ids[i - 1]) {
                close(ids[i]);
            }
        }
        closeExpired();
    }

    private long due(long began) {
        long within = spec.outcome().within();
        return began > Long.MAX_VALUE - within ? Long.MAX_VALUE : began + within;
    }

    private void reserve(int key) {
        if (key >= searches.length) {
            int capacity = Math.max(key + 1, searches.length * 2);
            searches = Arrays.copyOf(searches, capacity);
            matches = Arrays.copyOf(matches, capacity);
        }
    }

    private Searches open(int key) {
        reserve(key);
        Searches open = searches[key];
        if (open == null) {
            open = spare.isEmpty() ? new Searches() : spare.pop();
            searches[key] = open;
        }
        return open;
    }

    /** Forgets a key that has nothing left. */
    private void close(int key) {
        Searches open = searches(key);
        if (open != null && open.isEmpty()) {
            searches[key] = null;
            spare.push(open);
            if (!keepsKeys) {
                marks.remove(key);
                keys.remove(key);
            }
        }
    }

    /** Forgets keys at a moment when none has been looked up for a row that is still to come. */
    private void closeExpired() {
        for (int i = 0; i < expiredCount; i++) {
            close(expired[i]);
        }
        expiredCount = 0;
    }

    /** Ends what began too long before a time. */
    private void expire(long now) {
        while (!expiries.isEmpty() && expiries.firstDue() <= now) {
            long began = expiries.firstBegan();
            long due = expiries.firstDue();
            int key = expiries.remove();
            Searches open = searches(key);
            if (open != null) {
                marks.touch(key);
                matcher.expire(key, open, began, due);
                if (open.isEmpty()) {
                    if (expiredCount == expired.length) {
                        expired = Arrays.copyOf(expired, expiredCount * 2);
                    }
                    expired[expiredCount++] = key;
                }
            }
        }
    }

    private void add(int key, int path, long known) {
        // A match that is known only later has a time of its own, that of its last row.
        long at = spec.pattern().waits() ? rows.time(paths.row(path)) : known;
        if (results.add(path, at, ++matches[key]) && output != null) {
            results.flush(output);
        }
    }
}
