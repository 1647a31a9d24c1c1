package io.millrace.engine.rank;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.aggregate.FixedAggregate;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.OrderedOver;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.table.KeyIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The results that were emitted for rows, and those that now hold. One thread at a time. */
final class OverResults implements RowEntries.Extra {
    private static final int MOST_CHANGES = 4096;

    private final OrderedRows rows;
    private final List<RowFunction> functions = new ArrayList<>();
    private final List<FrameEdges> edges = new ArrayList<>();
    private final Vector.Writable[] published;
    private final Vector.Writable[] fresh;
    private final BatchBuilder changes;
    private final RowFunction.Place place = new RowFunction.Place();
    private boolean[] isPublished = new boolean[16];
    private boolean[] isGone = new boolean[16];
    /** The stretches of positions whose results may have changed, as start and end. */
    private long[] stretches = new long[16];

    private int stretchCount;
    private int stretch = -1;
    private int row;

    OverResults(OrderedOver spec, OrderedRows rows, Schema output) {
        this.rows = rows;
        int columns = rows.values().length;
        published = new Vector.Writable[spec.calls().size()];
        fresh = new Vector.Writable[published.length];
        for (int i = 0; i < published.length; i++) {
            functions.add(function(rows, spec.calls().get(i)));
            edges.add(new FrameEdges(rows, spec.calls().get(i), spec.order()));
            published[i] = Vector.create(output.type(columns + i), 16);
            fresh[i] = Vector.create(output.type(columns + i), 1);
        }
        changes = new BatchBuilder(output, MOST_CHANGES);
        rows.summarize(this::update);
    }

    /** What computes a call over rows. */
    static RowFunction function(OrderedRows rows, OverCall over) {
        AggregateCall call = over.call();
        if (PositionFunction.isKnown(call.function())) {
            return new PositionFunction(rows, over);
        }
        return switch (call.function()) {
            case "FIRST_VALUE" -> new ChosenFunction(rows, call, ChosenFunction.Choice.FIRST);
            case "LAST_VALUE" -> new ChosenFunction(rows, call, ChosenFunction.Choice.LAST);
            case "MIN" -> new ChosenFunction(rows, call, ChosenFunction.Choice.SMALLEST);
            case "MAX" -> new ChosenFunction(rows, call, ChosenFunction.Choice.LARGEST);
            default -> {
                Optional<FixedAggregate> fixed = Aggregates.fixed(call);
                yield fixed.<RowFunction>map(aggregate -> new MergedFunction(rows, call, aggregate))
                        .orElseGet(() -> new ListedFunction(rows, call));
            }
        };
    }

    private void update(int changed, int left, int right) {
        for (RowFunction function : functions) {
            function.update(changed, left, right);
        }
    }

    private void ensure(int limit) {
        if (limit > isPublished.length) {
            isPublished = Arrays.copyOf(isPublished, Math.max(limit, isPublished.length * 2));
            isGone = Arrays.copyOf(isGone, isPublished.length);
        }
    }

    /** Says that a row is no longer among those of its key. */
    void setGone(int gone) {
        ensure(rows.limit());
        isGone[gone] = true;
    }

    boolean isGone(int asked) {
        return isGone[asked];
    }

    @Override
    public void write(int kept, StateOutput out) {
        boolean exists = kept < isPublished.length && isPublished[kept];
        out.writeBoolean(exists);
        for (int i = 0; exists && i < published.length; i++) {
            out.writeValue(published[i].vector(), kept);
        }
    }

    @Override
    public void read(int key, int kept, StateInput in) {
        ensure(rows.limit());
        isPublished[kept] = in.readBoolean();
        for (int i = 0; isPublished[kept] && i < published.length; i++) {
            fresh[i].clear();
            in.readValue(fresh[i]);
        }
        if (isPublished[kept]) {
            publishFresh(kept);
        }
    }

    private void publishFresh(int kept) {
        for (int i = 0; i < fresh.length; i++) {
            while (published[i].vector().size() <= kept) {
                published[i].appendNull();
            }
            published[i].set(kept, fresh[i].vector(), 0);
        }
    }

    /** Makes the slot of a row that is gone usable for another. */
    void clear(int gone) {
        isGone[gone] = false;
        isPublished[gone] = false;
    }

    /** Where changes are appended. */
    BatchBuilder changes() {
        return changes;
    }

    /**
     * Appends what changed in a key.
     *
     * @return false when there are so many changes that the rest is to be asked for again
     */
    boolean settle(int key, ChangedRows changed) {
        ensure(rows.limit());
        if (stretch < 0) {
            begin(key, changed);
        }
        while (stretch < stretchCount) {
            int from = (int) (stretches[stretch] >>> 32);
            int to = (int) stretches[stretch];
            if (place.position < from) {
                place.position = from;
                row = rows.at(key, from);
                functions.forEach(RowFunction::begin);
            }
            while (place.position < to) {
                if (changes.size() >= MOST_CHANGES) {
                    return false;
                }
                show(key);
                row = rows.next(row);
                place.position++;
            }
            stretch++;
        }
        stretch = -1;
        return true;
    }

    private void begin(int key, ChangedRows changed) {
        stretchCount = 0;
        changed.forEach(key, changedRow -> {
            if (isGone[changedRow] && isPublished[changedRow]) {
                rows.touch(changedRow);
                emit(changedRow, published, changedRow, -1);
                isPublished[changedRow] = false;
            }
            addStretch(key, changedRow);
        });
        Arrays.sort(stretches, 0, stretchCount);
        int last = 0;
        for (int i = 1; i < stretchCount; i++) {
            int behind = (int) stretches[last];
            if ((int) (stretches[i] >>> 32) <= behind) {
                long end = Math.max(behind, (int) stretches[i]);
                stretches[last] = stretches[last] >>> 32 << 32 | end;
            } else {
                stretches[++last] = stretches[i];
            }
        }
        stretchCount = Math.min(stretchCount, last + 1);
        stretch = 0;
        place.key = key;
        place.position = -1;
    }

    private void addStretch(int key, int changed) {
        int position = isGone[changed]
                ? rows.count(key, other -> rows.compare(rows.values(), changed, other) >= 0)
                : rows.position(changed);
        int from = position;
        int to = isGone[changed] ? position : position + 1;
        for (FrameEdges edge : edges) {
            from = Math.min(from, edge.firstAffected(key, changed, position));
            to = Math.max(to, edge.behindAffected(key, changed, position));
        }
        if (from < to) {
            if (stretchCount == stretches.length) {
                stretches = Arrays.copyOf(stretches, stretchCount * 2);
            }
            stretches[stretchCount++] = (long) from << 32 | to;
        }
    }

    private void show(int key) {
        place.row = row;
        boolean same = isPublished[row];
        for (int i = 0; i < fresh.length; i++) {
            place.from = edges.get(i).from(key, row, place.position);
            place.to = edges.get(i).to(key, row, place.position);
            fresh[i].clear();
            functions.get(i).append(place, fresh[i]);
            same = same && KeyIndex.same(published[i].vector(), row, fresh[i].vector(), 0);
        }
        if (same) {
            return;
        }
        rows.touch(row);
        if (isPublished[row]) {
            emit(row, published, row, -1);
        }
        emit(row, fresh, 0, 1);
        publishFresh(row);
        isPublished[row] = true;
    }

    private void emit(int emitted, Vector.Writable[] columns, int at, long weight) {
        Vector[] values = rows.values();
        for (int c = 0; c < values.length; c++) {
            changes.column(c).append(values[c], emitted);
        }
        for (int i = 0; i < columns.length; i++) {
            changes.column(values.length + i).append(columns[i].vector(), at);
        }
        changes.endRow(weight);
    }

    long bytes() {
        long sum = 2L * isPublished.length;
        for (RowFunction function : functions) {
            sum += function.bytes();
        }
        for (Vector.Writable column : published) {
            sum += column.vector().bytes();
        }
        return sum;
    }
}
