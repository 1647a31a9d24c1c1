package io.millrace.sql.plan;

import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A pair of columns that a join compares.
 *
 * @param left a column of the left input
 * @param right a column of the right input
 * @param nullsEqual whether NULL equals NULL
 */
record JoinKey(int left, int right, boolean nullsEqual) {
    /** What keys compare, for people; the list may be added to. */
    static List<String> texts(List<JoinKey> keys, Schema left, Schema right) {
        List<String> texts = new ArrayList<>();
        for (JoinKey key : keys) {
            texts.add(left.column(key.left()).name()
                    + (key.nullsEqual() ? " IS NOT DISTINCT FROM " : " = ")
                    + right.column(key.right()).name());
        }
        return texts;
    }
}
