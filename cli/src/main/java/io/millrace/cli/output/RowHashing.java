package io.millrace.cli.output;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import java.util.Arrays;

/** Compares values by what is printed of them: NULL equals NULL, NaN equals NaN, 0.0 differs from -0.0. */
final class RowHashing {
    private RowHashing() {}

    /** A hash of the values of a row in the given columns. */
    static int hash(Vector[] columns, int[] chosen, int row) {
        long hash = 0;
        for (int column : chosen) {
            hash = (hash ^ hash(columns[column], row)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private static long hash(Vector vector, int row) {
        if (vector.isNull(row)) {
            return 0x5851F42D4C957F2DL;
        }
        if (vector instanceof LongVector longs) {
            return longs.get(row);
        } else if (vector instanceof DoubleVector doubles) {
            return Double.doubleToLongBits(doubles.get(row));
        } else if (vector instanceof BooleanVector booleans) {
            return booleans.get(row) ? 1 : 2;
        } else if (vector instanceof DecimalVector decimals) {
            return decimals.high()[row] * 31 + decimals.low()[row];
        } else if (vector instanceof BytesVector bytes) {
            long hash = bytes.length(row);
            int end = bytes.offset(row) + bytes.length(row);
            for (int i = bytes.offset(row); i < end; i++) {
                hash = hash * 31 + bytes.data()[i];
            }
            return hash;
        }
        return hash(((ConstantVector) vector).value(), 0);
    }

    /** Whether two rows have equal values in the given columns. */
    static boolean equal(Vector[] left, int leftRow, Vector[] right, int rightRow, int[] chosen) {
        for (int column : chosen) {
            if (compare(left[column], leftRow, right[column], rightRow, false) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Orders two values of one type; text by its UTF-8 bytes, NaN above all numbers. */
    static int compare(Vector left, int leftRow, Vector right, int rightRow, boolean nullsFirst) {
        boolean leftNull = left.isNull(leftRow);
        boolean rightNull = right.isNull(rightRow);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == nullsFirst ? -1 : 1;
        }
        if (left instanceof ConstantVector constant) {
            return compare(constant.value(), 0, right, rightRow, nullsFirst);
        } else if (right instanceof ConstantVector constant) {
            return compare(left, leftRow, constant.value(), 0, nullsFirst);
        } else if (left instanceof LongVector longs) {
            return Long.compare(longs.get(leftRow), ((LongVector) right).get(rightRow));
        } else if (left instanceof DoubleVector doubles) {
            return Double.compare(doubles.get(leftRow), ((DoubleVector) right).get(rightRow));
        } else if (left instanceof BooleanVector booleans) {
            return Boolean.compare(booleans.get(leftRow), ((BooleanVector) right).get(rightRow));
        } else if (left instanceof DecimalVector decimals) {
            DecimalVector others = (DecimalVector) right;
            int high = Long.compare(decimals.high()[leftRow], others.high()[rightRow]);
            return high != 0 ? high : Long.compareUnsigned(decimals.low()[leftRow], others.low()[rightRow]);
        }
        BytesVector bytes = (BytesVector) left;
        BytesVector others = (BytesVector) right;
        int from = bytes.offset(leftRow);
        int otherFrom = others.offset(rightRow);
        return Arrays.compareUnsigned(
                bytes.data(),
                from,
                from + bytes.length(leftRow),
                others.data(),
                otherFrom,
                otherFrom + others.length(rightRow));
    }
}
