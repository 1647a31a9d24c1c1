package io.millrace.engine.join;

/** Makes what the open epoch changed part of the past, once it is all emitted. One thread at a time. */
final class Settling {
    private static final int LEFT = JoinParts.LEFT;
    private static final int STAGES = 5;

    private final JoinParts parts;
    private final boolean forgetting;
    private int stage;
    private int number;

    /**
     * @param forgetting whether rows of the left side are of no more use when they have met something
     */
    Settling(JoinParts parts, boolean forgetting) {
        this.parts = parts;
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
        for (int i = 0; i < 2; i++) {
            parts.side(i).endEpoch();
            RowMatches counted = parts.matches(i);
            if (counted != null) {
                counted.endEpoch();
            }
        }
        parts.keys().endEpoch();
        return true;
    }

    private int size() {
        if (stage < 2) {
            RowMatches counted = parts.matches(stage);
            return counted == null ? 0 : counted.affectedCount();
        }
        return stage < 4 ? parts.side(stage - 2).touchedCount() : parts.keys().touchedCount();
    }

    private boolean settle(int steps) {
        if (stage < 2) {
            settleMatches(stage);
        } else if (stage < 4) {
            int row = parts.side(stage - 2).touched(number);
            RowMatches counted = parts.matches(stage - 2);
            if (parts.side(stage - 2).settle(number) && counted != null) {
                counted.forget(row);
            }
        } else {
            return settleKey(steps);
        }
        return true;
    }

    private void settleMatches(int side) {
        RowMatches counted = parts.matches(side);
        if (counted != null) {
            int row = counted.affected(number);
            parts.side(side).touchMark(row);
            counted.settle(number);
            parts.side(side).expiry().write(row);
            if (forgetting && side == LEFT && counted.before(row)) {
                parts.side(LEFT).forget(row);
                counted.forget(row);
            }
        }
    }

    private boolean settleKey(int steps) {
        int key = parts.keys().touched(number);
        JoinSide left = parts.side(LEFT);
        JoinSide right = parts.side(1);
        if (forgetting && parts.matches(LEFT) == null && right.newKeyCount(key) > 0) {
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
        boolean used = !left.isEmpty(key) || !right.isEmpty(key);
        if (!used) {
            right.forgetKey(key);
        }
        parts.keys().settle(number, used);
        return true;
    }
}
