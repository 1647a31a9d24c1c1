package io.millrace.engine.rank;

import io.millrace.core.batch.Vector;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.RankSpecification.Rank;
import io.millrace.engine.pipeline.RankSpecification.TopRows;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The rows of many keys that have, or may come to have, a rank that is asked for. Where no row is ever taken back those
 * are the first rows of each key and their peers; otherwise all rows. Positions are from 0. One thread at a time.
 */
final class RankedRows {
    private final OrderedRows rows;
    private final Rank rank;
    private final long from;
    private final long to;
    private final boolean keepsAll;
    private final IntConsumer dropped;
    private int[] groups = new int[16];

    /**
     * @param keepsAll whether rows may be taken back, so that a row of any rank may count one day
     * @param dropped takes rows that can no longer count, to be freed
     */
    RankedRows(TopRows spec, Schema schema, boolean keepsAll, IntConsumer dropped) {
        rows = new OrderedRows(schema, new RowOrder(spec.order(), spec.ties()));
        rank = spec.rank();
        from = spec.from();
        to = spec.to();
        this.keepsAll = keepsAll || to == Long.MAX_VALUE;
        this.dropped = dropped;
    }

    OrderedRows rows() {
        return rows;
    }

    /** Makes all keys below {@code limit} usable. */
    void ensureKeys(int limit) {
        rows.ensureKeys(limit);
        if (limit > groups.length) {
            groups = Arrays.copyOf(groups, Math.max(limit, groups.length * 2));
        }
    }

    /**
     * Adds a copy of a row, unless it cannot count.
     *
     * @return its position, or -1 when it was not added
     */
    int add(int key, Vector[] source, int row) {
        if (keepsAll) {
            return rows.position(rows.add(key, source, row));
        }
        long held = rank == Rank.DENSE_RANK ? groups[key] : rows.size(key);
        if (held >= to) {
            int last = rows.last(key);
            boolean behind = rank == Rank.ROW_NUMBER
                    ? rows.compare(source, row, last) >= 0
                    : rows.comparePeers(source, row, last) > 0;
            if (behind) {
                return -1;
            }
        }
        int added = rows.add(key, source, row);
        int position = rows.position(added);
        countGroup(key, added);
        trim(key);
        return position;
    }

    private void countGroup(int key, int added) {
        if (rank == Rank.DENSE_RANK) {
            int before = rows.previous(added);
            int after = rows.next(added);
            boolean joins = before != OrderedRows.NONE && rows.arePeers(before, added)
                    || after != OrderedRows.NONE && rows.arePeers(after, added);
            groups[key] += joins ? 0 : 1;
        }
    }

    /** A row has been read back: it is among the rows of its key again. */
    void restored(int key, int row) {
        ensureKeys(key + 1);
        if (!keepsAll) {
            countGroup(key, row);
        }
    }

    private void trim(int key) {
        switch (rank) {
            case ROW_NUMBER -> {
                if (rows.size(key) > to) {
                    drop(key, (int) to);
                }
            }
            case RANK -> {
                if (rows.size(key) > to) {
                    int first = rows.firstPeer(key, rows.last(key));
                    if (first >= to) {
                        drop(key, first);
                    }
                }
            }
            case DENSE_RANK -> {
                if (groups[key] > to) {
                    drop(key, rows.firstPeer(key, rows.last(key)));
                    groups[key]--;
                }
            }
        }
    }

    private void drop(int key, int size) {
        while (rows.size(key) > size) {
            int last = rows.last(key);
            rows.remove(key, last);
            dropped.accept(last);
        }
    }

    /** Forgets all rows of a key; each is free at once, and then the visitor sees it. */
    void clear(int key, IntConsumer visitor) {
        groups[key] = 0;
        for (int row = rows.last(key); row != OrderedRows.NONE; row = rows.last(key)) {
            rows.remove(key, row);
            rows.free(row);
            visitor.accept(row);
        }
    }

    /** The position of a key's first row whose rank counts. */
    int start(int key) {
        int size = rows.size(key);
        if (from == 1) {
            return 0;
        }
        if (rank == Rank.DENSE_RANK) {
            return skipGroups(key, from - 1);
        }
        if (from > size) {
            return size;
        }
        int position = (int) from - 1;
        if (rank == Rank.ROW_NUMBER) {
            return position;
        }
        int row = rows.at(key, position);
        return rows.firstPeer(key, row) == position ? position : rows.behindPeers(key, row);
    }

    /** The position behind a key's last row whose rank counts. */
    int end(int key) {
        int size = rows.size(key);
        if (rank == Rank.DENSE_RANK) {
            return keepsAll && to < size ? skipGroups(key, to) : size;
        }
        if (to >= size) {
            return size;
        }
        return rank == Rank.ROW_NUMBER ? (int) to : rows.behindPeers(key, rows.at(key, (int) to - 1));
    }

    private int skipGroups(int key, long count) {
        int size = rows.size(key);
        int position = 0;
        for (long group = 0; group < count && position < size; group++) {
            position = rows.behindPeers(key, rows.at(key, position));
        }
        return position;
    }

    /** The rank of a key's row. */
    long rank(int key, int row) {
        return switch (rank) {
            case ROW_NUMBER -> rows.position(row) + 1L;
            case RANK -> rows.firstPeer(key, row) + 1L;
            case DENSE_RANK -> {
                long number = 1;
                int first = rows.firstPeer(key, row);
                for (int at = 0; at < first; number++) {
                    at = rows.behindPeers(key, rows.at(key, at));
                }
                yield number;
            }
        };
    }

    /** The rank of a row, when the rank of the row before it is known. */
    long rankAfter(int before, long rankBefore, int row, int position) {
        if (rank == Rank.ROW_NUMBER) {
            return position + 1L;
        }
        if (rows.arePeers(before, row)) {
            return rankBefore;
        }
        return rank == Rank.RANK ? position + 1L : rankBefore + 1;
    }

    /** Heap bytes held, roughly. */
    long bytes() {
        return rows.bytes() + 4L * groups.length;
    }
}
