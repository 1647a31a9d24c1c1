package io.millrace.engine.aggregate;

import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;

/** Numbers of any type as doubles. */
final class Numbers {
    private static final double TWO_TO_64 = 0x1p64;

    private Numbers() {}

    /** A number that is not NULL. */
    static double of(Vector values, int row, Type type) {
        if (values instanceof DoubleVector doubles) {
            return doubles.get(row);
        } else if (values instanceof DecimalVector decimals) {
            return decimal(decimals, row, type.scale());
        }
        return ((LongVector) values).get(row);
    }

    static double decimal(DecimalVector decimals, int row, int scale) {
        long low = decimals.low()[row];
        long high = decimals.high()[row];
        // What fits a long goes without its upper half: -1 * 2^64 + (2^64 - 5) would round to 0.
        double unscaled = high == low >> 63 ? low : high * TWO_TO_64 + (low >= 0 ? low : low + TWO_TO_64);
        return scale == 0 ? unscaled : unscaled / Math.pow(10, scale);
    }
}
