package io.millrace.engine.aggregate;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.Vector;

/** EVERY (BOOL_AND) and BOOL_OR: how many values are true and how many are false; NULL without values. */
final class Truths implements FixedAggregate.Shared, FixedAggregate.Exact {
    private final boolean all;

    /**
     * @param all whether all must be true, or one
     */
    Truths(boolean all) {
        this.all = all;
    }

    @Override
    public String accumulator() {
        return "truths";
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        if (!arguments[0].isNull(row)) {
            words[((BooleanVector) arguments[0]).get(row) ? at : at + 1] += weight;
        }
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at] += other[otherAt];
        words[at + 1] += other[otherAt + 1];
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        if (words[at] == 0 && words[at + 1] == 0) {
            out.appendNull();
        } else {
            ((BooleanVector) out).append(all ? words[at + 1] == 0 : words[at] > 0);
        }
    }
}
