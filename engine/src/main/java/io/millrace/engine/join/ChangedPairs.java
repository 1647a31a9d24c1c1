package io.millrace.engine.join;

/**
 * Walks over the pairs that the open epoch changes, each once: every changed row of the left input with all rows of its
 * key, then every changed row of the right one with the left rows that did not change. One thread at a time.
 */
final class ChangedPairs {
    private static final int NOT_BEGUN = -2;

    private final JoinSide[] sides;
    private final Pairs pairs;
    private int side;
    private int number;
    private int other = NOT_BEGUN;

    ChangedPairs(JoinSide left, JoinSide right, Pairs pairs) {
        sides = new JoinSide[] {left, right};
        this.pairs = pairs;
    }

    /** Adds pairs until there is a batch of them, or after so many steps; returns whether that was the last. */
    boolean fill(int steps) {
        int left = steps;
        while (side < 2) {
            JoinSide own = sides[side];
            while (number < own.touchedCount()) {
                int row = own.touched(number);
                if (other == NOT_BEGUN) {
                    left--;
                    other = own.delta(row) == 0
                            ? RowChains.NONE
                            : first(own.chains().key(row));
                }
                left = meet(row, left);
                if (other != RowChains.NONE || left <= 0) {
                    return false;
                }
                number++;
                other = NOT_BEGUN;
            }
            side++;
            number = 0;
        }
        side = 0;
        return true;
    }

    private int first(int key) {
        return sides[1 - side].chains().first(key);
    }

    private int meet(int row, int steps) {
        JoinSide opposite = sides[1 - side];
        int left = steps;
        while (other != RowChains.NONE && !pairs.isFull() && left > 0) {
            if (side == 0) {
                pairs.add(row, other);
            } else if (opposite.delta(other) == 0) {
                pairs.add(other, row);
            }
            other = opposite.chains().next(other);
            left--;
        }
        return left;
    }
}
