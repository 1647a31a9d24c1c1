package io.millrace.engine.join;

import io.millrace.core.operator.Output;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Emits what keys of windows that are over have in the result, and then forgets them. One thread at a time. */
final class FiredWindows {
    private static final int NOT_BEGUN = -2;
    private static final int PAIRS = 0;
    private static final int LEFT_ROWS = 1;
    private static final int RIGHT_ROWS = 2;
    private static final int FORGETTING = 3;

    private final JoinParts parts;
    private final JoinSide left;
    private final JoinSide right;
    private int[] keys = new int[64];
    private int count;
    private int phase;
    private int number;
    private int row = NOT_BEGUN;
    private int other = NOT_BEGUN;

    FiredWindows(JoinParts parts) {
        this.parts = parts;
        left = parts.side(JoinParts.LEFT);
        right = parts.side(JoinParts.RIGHT);
    }

    /** Whether there are keys that are not dealt with. */
    boolean isBusy() {
        return count > 0;
    }

    /** Adds a key; only while it is not busy with others. */
    void add(int key) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = key;
    }

    /** Emits at most one batch, after so many steps at most. */
    void run(int steps, Output output) {
        boolean done;
        if (phase == PAIRS) {
            done = runPairs(parts.pairs(), steps, output);
        } else if (phase == LEFT_ROWS || phase == RIGHT_ROWS) {
            int side = phase - LEFT_ROWS;
            done = runRows(side, parts.singles(side), steps, output);
        } else {
            done = forget(steps);
        }
        if (done) {
            number = 0;
            phase++;
        }
        if (phase > FORGETTING) {
            phase = PAIRS;
            count = 0;
        }
    }

    private boolean runPairs(@Nullable Pairs pairs, int steps, Output output) {
        if (pairs == null) {
            return true;
        }
        boolean done = fill(pairs, steps);
        if (done || pairs.isFull()) {
            pairs.flush(output);
        }
        return done;
    }

    private boolean fill(Pairs pairs, int steps) {
        int remaining = steps;
        for (; number < count; number++) {
            row = row == NOT_BEGUN ? left.chains().first(keys[number]) : row;
            for (; row != RowChains.NONE; row = left.chains().next(row)) {
                other = other == NOT_BEGUN ? right.chains().first(keys[number]) : other;
                for (; other != RowChains.NONE; other = right.chains().next(other)) {
                    if (pairs.isFull() || remaining-- <= 0) {
                        return false;
                    }
                    pairs.add(row, other);
                }
                other = NOT_BEGUN;
                remaining--;
            }
            row = NOT_BEGUN;
        }
        return true;
    }

    private boolean runRows(int side, @Nullable SingleRows rows, int steps, Output output) {
        if (rows == null) {
            return true;
        }
        boolean done = fill(side, rows, steps);
        rows.flush(output);
        return done;
    }

    private boolean fill(int side, SingleRows rows, int steps) {
        JoinSide own = parts.side(side);
        JoinSide opposite = parts.side(1 - side);
        RowMatches matches = parts.matches(side);
        int remaining = steps;
        for (; number < count; number++) {
            int key = keys[number];
            row = row == NOT_BEGUN ? own.chains().first(key) : row;
            for (; row != RowChains.NONE; row = own.chains().next(row)) {
                if (rows.isFull() || remaining-- <= 0) {
                    return false;
                }
                boolean matched = matches == null ? opposite.newKeyCount(key) > 0 : matches.after(row);
                rows.add(row, matched == parts.isSemi() ? own.weight(row) + own.delta(row) : 0);
            }
            row = NOT_BEGUN;
        }
        return true;
    }

    private boolean forget(int steps) {
        int remaining = steps;
        for (; number < count; number++) {
            for (int side = 0; side < 2; side++) {
                JoinSide own = parts.side(side);
                RowMatches matches = parts.matches(side);
                for (int gone = own.chains().first(keys[number]);
                        gone != RowChains.NONE;
                        gone = own.chains().first(keys[number])) {
                    if (remaining-- <= 0) {
                        return false;
                    }
                    own.forget(gone);
                    if (matches != null) {
                        matches.forget(gone);
                    }
                }
                own.forgetKey(keys[number]);
            }
            parts.keys().forget(keys[number]);
        }
        for (int side = 0; side < 2; side++) {
            RowMatches matches = parts.matches(side);
            if (matches != null) {
                matches.endEpoch();
            }
        }
        return true;
    }
}
