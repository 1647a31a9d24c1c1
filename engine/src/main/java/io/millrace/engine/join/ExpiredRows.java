package io.millrace.engine.join;

import io.millrace.engine.table.Expiry;

/**
 * Forgets rows whose time to live is over, without a word to those behind the join: what they met is told for good. A
 * row of the other input keeps in mind that it has met them. One thread at a time.
 */
final class ExpiredRows {
    private final JoinParts parts;
    private int side;

    ExpiredRows(JoinParts parts) {
        this.parts = parts;
    }

    /** Forgets so many rows at most; returns whether those were all. */
    boolean run(int steps) {
        int left = steps;
        while (side < 2) {
            Expiry expiry = parts.side(side).expiry();
            expiry.tick();
            for (int row = expiry.due(); row >= 0; row = expiry.due()) {
                if (left-- <= 0) {
                    return false;
                }
                expiry.expire(row);
                forget(row);
            }
            side++;
        }
        side = 0;
        return true;
    }

    private void forget(int row) {
        JoinSide own = parts.side(side);
        int key = own.chains().key(row);
        own.touchMark(row);
        RowMatches matches = parts.matches(side);
        if (matches != null) {
            matches.forget(row);
        }
        own.expire(row);
        if (own.isEmpty(key) && parts.side(1 - side).isEmpty(key)) {
            parts.keys().forgetUnlessTouched(key);
        }
    }
}
