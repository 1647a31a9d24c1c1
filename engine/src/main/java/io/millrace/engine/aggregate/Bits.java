package io.millrace.engine.aggregate;

import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;

/**
 * BIT_AND, BIT_OR and BIT_XOR of whole numbers; NULL without values. Over rows that are never taken back the result so
 * far, else how many values have each bit.
 */
final class Bits implements FixedAggregate {
    private static final int BITS = 64;

    private final String function;
    private final boolean changing;

    /**
     * @param function BIT_AND, BIT_OR or BIT_XOR
     * @param changing whether rows may be taken back
     */
    Bits(String function, boolean changing) {
        this.function = function;
        this.changing = changing && !function.equals("BIT_XOR");
    }

    @Override
    public int words() {
        return changing ? BITS + 1 : 2;
    }

    @Override
    public void reset(long[] words, int at) {
        FixedAggregate.super.reset(words, at);
        if (!changing && function.equals("BIT_AND")) {
            words[at + 1] = -1;
        }
    }

    /** The first word counts the values. */
    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row)) {
            return;
        }
        long value = ((LongVector) arguments[0]).get(row);
        words[at] += weight;
        if (!changing) {
            combine(words, at + 1, function.equals("BIT_XOR") && (weight & 1) == 0 ? 0 : value);
            return;
        }
        for (int bit = 0; bit < BITS; bit++) {
            words[at + 1 + bit] += (value >>> bit & 1) * weight;
        }
    }

    private void combine(long[] words, int at, long value) {
        words[at] = switch (function) {
            case "BIT_AND" -> words[at] & value;
            case "BIT_OR" -> words[at] | value;
            default -> words[at] ^ value;
        };
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        words[at] += other[otherAt];
        if (!changing) {
            combine(words, at + 1, other[otherAt + 1]);
            return;
        }
        for (int i = 1; i <= BITS; i++) {
            words[at + i] += other[otherAt + i];
        }
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at];
        if (count == 0) {
            out.appendNull();
        } else if (!changing) {
            ((LongVector) out).append(words[at + 1]);
        } else {
            long value = 0;
            for (int bit = 0; bit < BITS; bit++) {
                long having = words[at + 1 + bit];
                value |= (function.equals("BIT_AND") ? having == count : having > 0) ? 1L << bit : 0;
            }
            ((LongVector) out).append(value);
        }
    }
}
