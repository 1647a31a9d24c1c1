package io.millrace.engine.join;

import org.jspecify.annotations.Nullable;

/** Makes what the open epoch changed part of the past, once it is all emitted. One thread at a time. */
final class Settling {
    private static final int LEFT = 0;
    private static final int STAGES = 5;

    private final JoinSide[] sides;
    private final @Nullable RowMatches[] matches;
    private final JoinKeys keys;
    private final boolean forgetting;
    private int stage;
    private int number;

    /**
     * @param matches for each side, what its rows have met, where that is counted
     * @param forgetting whether rows of the left side are of no more use when they have met something
     */
    Settling(JoinSide[] sides, @Nullable RowMatches[] matches, JoinKeys keys, boolean forgetting) {
        this.sides = sides;
        this.matches = matches;
        this.keys = keys;
        this.forgetting = forgetting;
    }

    /** Goes so many steps; returns whether all is done. */
    boolean run(int steps) {
        int left = steps;
        while (stage < STAGES) {
            int size = size();
            while (number < size && left > 0) {
                left--;
                if (!settle(left)) {
                    return false;
                }
                number++;
            }
            if (number < size) {
                return false;
            }
            number = 0;
            stage++;
        }
        stage = 0;
        for (int i = 0; i < sides.length; i++) {
            sides[i].endEpoch();
            RowMatches counted = matches[i];
            if (counted != null) {
                counted.endEpoch();
            }
        }
        keys.endEpoch();
        return true;
    }

    private int size() {
        if (stage < 2) {
            RowMatches counted = matches[stage];
            return counted == null ? 0 : counted.affectedCount();
        }
        return stage < 4 ? sides[stage - 2].touchedCount() : keys.touchedCount();
    }

    private boolean settle(int steps) {
        if (stage < 2) {
            settleMatches(stage);
        } else if (stage < 4) {
            int row = sides[stage - 2].touched(number);
            RowMatches counted = matches[stage - 2];
            if (sides[stage - 2].settle(number) && counted != null) {
                counted.forget(row);
            }
        } else {
            return settleKey(steps);
        }
        return true;
    }

    private void settleMatches(int side) {
        RowMatches counted = matches[side];
        if (counted != null) {
            int row = counted.affected(number);
            counted.settle(number);
            if (forgetting && side == LEFT && counted.before(row)) {
                sides[LEFT].forget(row);
                counted.forget(row);
            }
        }
    }

    private boolean settleKey(int steps) {
        int key = keys.touched(number);
        JoinSide left = sides[LEFT];
        JoinSide right = sides[1];
        if (forgetting && matches[LEFT] == null && right.newKeyCount(key) > 0) {
            int remaining = steps;
            for (int row = left.chains().first(key);
                    row != RowChains.NONE;
                    row = left.chains().first(key)) {
                if (remaining-- < 0) {
                    return false;
                }
                left.forget(row);
            }
        }
        left.settleKey(key);
        right.settleKey(key);
        keys.settle(number, !left.isEmpty(key) || !right.isEmpty(key));
        return true;
    }
}
