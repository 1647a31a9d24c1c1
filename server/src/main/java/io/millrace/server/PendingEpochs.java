package io.millrace.server;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The changes of complete epochs that are not shown yet, in order. Only a short lock is held, and never while rows are
 * copied, so that the writer waits for nobody. What does not fit is merged into fewer epochs, or, where old rows need
 * not be kept, dropped from the front.
 */
final class PendingEpochs {
    private static final int GROUPS = 1024;

    private final Schema schema;
    private final int keptRows;
    private final boolean droppable;
    private final Deque<Group> groups = new ArrayDeque<>();
    private List<BatchBuilder> open = new ArrayList<>();
    private long openRows;
    private long openDropped;
    private long pendingRows;
    private long mergeAtRows;
    private long sealedThrough;
    private long sealedMicros;

    /**
     * @param keptRows how many rows may wait
     * @param droppable whether the oldest rows may be dropped when more do; otherwise epochs are merged
     */
    PendingEpochs(Schema schema, int keptRows, boolean droppable) {
        this.schema = schema;
        this.keptRows = keptRows;
        this.droppable = droppable;
        this.mergeAtRows = keptRows;
    }

    /**
     * Changes that become visible together.
     *
     * @param first the first epoch of the group
     * @param last the epoch at whose end they hold
     * @param dropped rows that were left out at the front
     */
    record Group(long first, long last, List<Batch> batches, long rows, long dropped) {}

    /** Adds rows to the running epoch; writer's thread. */
    void write(Batch changes) {
        BatchBuilder last = open.isEmpty() ? null : open.get(open.size() - 1);
        if (last == null || last.size() + changes.size() > Batch.TARGET_ROWS) {
            last = new BatchBuilder(schema, changes.size());
            open.add(last);
        }
        last.append(changes);
        openRows += changes.size();
        while (droppable && open.size() > 1 && openRows - open.get(0).size() >= keptRows) {
            int size = open.remove(0).size();
            openRows -= size;
            openDropped += size;
        }
    }

    /** Ends the running epoch; writer's thread. */
    void seal(long epoch, long nowMicros) {
        List<Batch> batches = new ArrayList<>(open.size());
        for (BatchBuilder builder : open) {
            batches.add(builder.build());
        }
        Group group = new Group(epoch, epoch, batches, openRows, openDropped);
        open = new ArrayList<>();
        openRows = 0;
        openDropped = 0;
        synchronized (this) {
            sealedThrough = epoch;
            sealedMicros = nowMicros;
            if (group.rows == 0 && group.dropped == 0) {
                return;
            }
            groups.addLast(group);
            pendingRows += group.rows;
            if (pendingRows > mergeAtRows || groups.size() > GROUPS) {
                merge();
            }
        }
    }

    /** Puts everything that waits into one group; the epochs inside it can no longer be shown one by one. */
    private void merge() {
        List<Batch> batches = new ArrayList<>();
        long dropped = 0;
        for (Group group : groups) {
            batches.addAll(group.batches);
            dropped += group.dropped;
        }
        if (droppable) {
            int from = 0;
            while (from < batches.size() - 1 && pendingRows - batches.get(from).size() >= keptRows) {
                int size = batches.get(from++).size();
                pendingRows -= size;
                dropped += size;
            }
            batches = new ArrayList<>(batches.subList(from, batches.size()));
        } else {
            batches = Consolidation.of(schema, batches);
            pendingRows = batches.stream().mapToLong(Batch::size).sum();
            mergeAtRows = Math.max(keptRows, 2 * pendingRows);
        }
        long first = groups.getFirst().first;
        groups.clear();
        groups.addLast(new Group(first, sealedThrough, batches, pendingRows, dropped));
    }

    /** The newest epoch at or before {@code limit} whose end can be shown, or -1 when only later ones can. */
    synchronized long newestAt(long limit) {
        long newest = Math.min(limit, sealedThrough);
        for (Group group : groups) {
            if (newest >= group.first && newest < group.last) {
                return group.first - 1;
            }
        }
        return newest;
    }

    /** Takes the groups that end at or before an epoch that {@link #newestAt} gave. */
    synchronized List<Group> take(long epoch) {
        List<Group> taken = new ArrayList<>();
        while (!groups.isEmpty() && groups.getFirst().last <= epoch) {
            Group group = groups.removeFirst();
            pendingRows -= group.rows;
            taken.add(group);
        }
        return taken;
    }

    /** The newest complete epoch. */
    synchronized long sealedThrough() {
        return sealedThrough;
    }

    /** When it was completed, microseconds since 1970. */
    synchronized long sealedMicros() {
        return sealedMicros;
    }
}
