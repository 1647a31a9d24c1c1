package io.millrace.engine.table;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import java.util.Arrays;

/** The order of values: text by UTF-8 bytes, false before true, NaN above all numbers, 0.0 equal to -0.0. */
public final class Order {
    private Order() {}

    /** Compares two values of the same storage that are not NULL; the vectors are flat. */
    public static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof LongVector a) {
            return Long.compare(a.get(leftRow), ((LongVector) right).get(rightRow));
        } else if (left instanceof DoubleVector a) {
            return compare(a.get(leftRow), ((DoubleVector) right).get(rightRow));
        } else if (left instanceof BytesVector a) {
            BytesVector b = (BytesVector) right;
            return Arrays.compareUnsigned(
                    a.data(),
                    a.offset(leftRow),
                    a.offset(leftRow) + a.length(leftRow),
                    b.data(),
                    b.offset(rightRow),
                    b.offset(rightRow) + b.length(rightRow));
        } else if (left instanceof BooleanVector a) {
            return Boolean.compare(a.get(leftRow), ((BooleanVector) right).get(rightRow));
        }
        DecimalVector a = (DecimalVector) left;
        DecimalVector b = (DecimalVector) right;
        int high = Long.compare(a.high()[leftRow], b.high()[rightRow]);
        return high != 0 ? high : Long.compareUnsigned(a.low()[leftRow], b.low()[rightRow]);
    }

    /** Compares doubles: 0.0 equals -0.0, NaN is above everything and equals itself. */
    public static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
}
