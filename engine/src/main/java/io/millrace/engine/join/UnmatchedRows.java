package io.millrace.engine.join;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the rows of one input that are in the result by themselves, because they met nothing or, for a semi-join,
 * because they met something, as far as the open epoch changes that. One thread at a time.
 */
final class UnmatchedRows {
    private static final int NOT_BEGUN = -2;

    private final JoinSide side;
    private final JoinSide other;
    private final JoinKeys keys;
    private final @Nullable RowMatches matches;
    private final boolean matched;
    private final SingleRows rows;
    private boolean rowsDone;
    private int number;
    private int row = NOT_BEGUN;

    /**
     * @param rows where the rows go, and whose they are
     * @param matches what the rows have met; null when the key alone tells
     * @param matched whether those that met something are wanted
     */
    UnmatchedRows(SingleRows rows, JoinSide other, JoinKeys keys, @Nullable RowMatches matches, boolean matched) {
        this.side = rows.side();
        this.other = other;
        this.keys = keys;
        this.matches = matches;
        this.matched = matched;
        this.rows = rows;
    }

    /** Adds rows until there is a batch of them, or after so many steps; returns whether that was the last. */
    boolean fill(int steps) {
        int left = steps;
        while (!rowsDone) {
            if (number == side.touchedCount()) {
                rowsDone = true;
                number = 0;
                break;
            }
            if (rows.isFull() || left-- <= 0) {
                return false;
            }
            int touched = side.touched(number++);
            if (side.delta(touched) != 0
                    && (matches != null || !turns(side.chains().key(touched)))) {
                add(touched);
            }
        }
        boolean done = matches == null ? fillFromKeys(left) : fillFromMatches(matches, left);
        if (done) {
            rowsDone = false;
            number = 0;
        }
        return done;
    }

    private boolean fillFromMatches(RowMatches counted, int steps) {
        int left = steps;
        while (number < counted.affectedCount()) {
            if (rows.isFull() || left-- <= 0) {
                return false;
            }
            int affected = counted.affected(number++);
            if (side.delta(affected) == 0) {
                add(affected);
            }
        }
        return true;
    }

    private boolean fillFromKeys(int steps) {
        int left = steps;
        while (number < keys.touchedCount()) {
            if (row == NOT_BEGUN) {
                int key = keys.touched(number);
                row = turns(key) ? side.chains().first(key) : RowChains.NONE;
            }
            while (row != RowChains.NONE) {
                if (rows.isFull() || left-- <= 0) {
                    return false;
                }
                add(row);
                row = side.chains().next(row);
            }
            if (left-- <= 0) {
                return false;
            }
            number++;
            row = NOT_BEGUN;
        }
        return true;
    }

    /** Whether a key gets its first rows on the other side in the open epoch, or loses its last. */
    private boolean turns(int key) {
        return other.keyCount(key) > 0 != other.newKeyCount(key) > 0;
    }

    private void add(int which) {
        int key = side.chains().key(which);
        boolean before = matches != null ? matches.before(which) : other.keyCount(key) > 0;
        boolean after = matches != null ? matches.after(which) : other.newKeyCount(key) > 0;
        long weight = side.weight(which);
        rows.add(which, (after == matched ? weight + side.delta(which) : 0) - (before == matched ? weight : 0));
    }
}
