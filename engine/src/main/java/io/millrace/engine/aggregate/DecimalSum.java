package io.millrace.engine.aggregate;

import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * SUM and AVG of DECIMAL, exact: 192 bits of unscaled sum and a count. NULL without values, and, as in Flink, when the
 * result has more digits than its type.
 */
final class DecimalSum implements FixedAggregate.Shared, FixedAggregate.Exact {
    private final int argumentScale;
    private final Type type;
    private final boolean average;
    private final BigInteger limit;

    DecimalSum(int argumentScale, Type type, boolean average) {
        this.argumentScale = argumentScale;
        this.type = type;
        this.average = average;
        this.limit = BigInteger.TEN.pow(type.precision());
    }

    @Override
    public String accumulator() {
        return "decimal sum";
    }

    @Override
    public int words() {
        return 4;
    }

    @Override
    public void add(long[] words, int at, Vector[] arguments, int row, long weight) {
        DecimalVector argument = (DecimalVector) arguments[0];
        if (argument.isNull(row)) {
            return;
        }
        long high = argument.high()[row];
        long low = argument.low()[row];
        long times = Math.abs(weight);
        for (long i = 0; i < times; i++) {
            if (weight > 0) {
                plus(words, at, high >> 63, high, low);
            } else {
                // The negative in two's complement: flip all bits and add one.
                long lowNegative = -low;
                long highNegative = ~high + (low == 0 ? 1 : 0);
                long sign = low == 0 && high == 0 ? 0 : ~(high >> 63);
                plus(words, at, sign, highNegative, lowNegative);
            }
        }
        words[at + 3] += weight;
    }

    private static void plus(long[] words, int at, long top, long high, long low) {
        long newLow = words[at + 2] + low;
        long carry = Long.compareUnsigned(newLow, low) < 0 ? 1 : 0;
        long middle = words[at + 1] + high;
        long carryUp = Long.compareUnsigned(middle, high) < 0 ? 1 : 0;
        long newHigh = middle + carry;
        if (carry == 1 && newHigh == 0) {
            carryUp++;
        }
        words[at] += top + carryUp;
        words[at + 1] = newHigh;
        words[at + 2] = newLow;
    }

    @Override
    public void merge(long[] words, int at, long[] other, int otherAt) {
        plus(words, at, other[otherAt], other[otherAt + 1], other[otherAt + 2]);
        words[at + 3] += other[otherAt + 3];
    }

    @Override
    public void result(long[] words, int at, Vector.Writable out) {
        long count = words[at + 3];
        if (count == 0) {
            out.appendNull();
            return;
        }
        BigInteger sum = BigInteger.valueOf(words[at])
                .shiftLeft(64)
                .or(unsigned(words[at + 1]))
                .shiftLeft(64)
                .or(unsigned(words[at + 2]));
        BigDecimal value = new BigDecimal(sum, argumentScale);
        BigDecimal result = average
                ? value.divide(BigDecimal.valueOf(count), type.scale(), RoundingMode.HALF_UP)
                : value.setScale(type.scale(), RoundingMode.HALF_UP);
        BigInteger unscaled = result.unscaledValue();
        if (unscaled.abs().compareTo(limit) >= 0) {
            out.appendNull();
        } else {
            ((DecimalVector) out).append(unscaled);
        }
    }

    private static BigInteger unsigned(long value) {
        BigInteger signed = BigInteger.valueOf(value);
        return value >= 0 ? signed : signed.add(BigInteger.ONE.shiftLeft(64));
    }
}
