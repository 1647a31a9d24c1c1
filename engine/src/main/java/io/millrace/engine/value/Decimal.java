package io.millrace.engine.value;

import io.millrace.core.batch.DecimalVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An unscaled 128-bit number; its scale is known from the type. Generated loops reuse these for every row, so whoever is
 * given one keeps nothing of it. The static operations write their result into {@code out} and answer it, or null where
 * the result does not fit, which is NULL in SQL; they compute in longs where that is exact.
 */
public final class Decimal {
    private static final MathContext DIVISION = new MathContext(38, RoundingMode.HALF_UP);
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    public long high;
    public long low;

    public Decimal set(long upper, long lower) {
        high = upper;
        low = lower;
        return this;
    }

    public Decimal set(long value) {
        return set(value >> 63, value);
    }

    public Decimal set(BigInteger unscaled) {
        return set(DecimalVector.highOf(unscaled), unscaled.longValue());
    }

    public static Decimal of(BigInteger unscaled) {
        return new Decimal().set(unscaled);
    }

    public boolean isLong() {
        return high == low >> 63;
    }

    public int signum() {
        return high < 0 ? -1 : (high | low) == 0 ? 0 : 1;
    }

    public BigInteger unscaled() {
        if (isLong()) {
            return BigInteger.valueOf(low);
        }
        BigInteger lower = BigInteger.valueOf(low);
        return BigInteger.valueOf(high).shiftLeft(64).add(low < 0 ? lower.add(BigInteger.ONE.shiftLeft(64)) : lower);
    }

    public BigDecimal toBigDecimal(int scale) {
        return isLong() ? BigDecimal.valueOf(low, scale) : new BigDecimal(unscaled(), scale);
    }

    public double toDouble(int scale) {
        if (isLong() && Math.abs(low) < 1L << 53 && scale < 19) {
            // Both are exact: the quotient is rounded once.
            return (double) low / POWERS[scale];
        }
        return toBigDecimal(scale).doubleValue();
    }

    /** Without the fraction; wraps like a Java cast. */
    public long toLong(int scale) {
        if (isLong() && scale < 19) {
            return low / POWERS[scale];
        }
        return toBigDecimal(scale).longValue();
    }

    /** A value rounded half up to {@code scale}, or null if it then has more than {@code precision} digits. */
    public static @Nullable Decimal from(Decimal out, BigDecimal value, int precision, int scale) {
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        return rounded.precision() > precision && rounded.signum() != 0 ? null : out.set(rounded.unscaledValue());
    }

    /** Changes scale and precision. */
    public static @Nullable Decimal rescale(Decimal out, Decimal value, int from, int precision, int scale) {
        if (value.isLong() && precision < 19) {
            long number = value.low;
            if (from >= scale && from - scale < 19) {
                return fit(out, divideHalfUp(number, POWERS[from - scale]), precision);
            }
            if (scale > from && scale - from < 19) {
                long power = POWERS[scale - from];
                if (isExact(number, power)) {
                    return fit(out, number * power, precision);
                }
            }
        }
        return from(out, value.toBigDecimal(from), precision, scale);
    }

    private static @Nullable Decimal fit(Decimal out, long value, int precision) {
        return precision < 19 && (value >= POWERS[precision] || value <= -POWERS[precision]) ? null : out.set(value);
    }

    private static boolean isExact(long a, long b) {
        return Math.multiplyHigh(a, b) == a * b >> 63;
    }

    /** The divisor is positive. */
    private static long divideHalfUp(long value, long divisor) {
        long quotient = value / divisor;
        long rest = Math.abs(value % divisor);
        return rest >= divisor - rest ? quotient + (value < 0 ? -1 : 1) : quotient;
    }

    public static @Nullable Decimal add(
            Decimal out, Decimal a, int scaleA, Decimal b, int scaleB, int precision, int scale) {
        int wider = Math.max(scaleA, scaleB);
        if (a.isLong() && b.isLong() && wider == scale && wider - Math.min(scaleA, scaleB) < 19) {
            long powerA = POWERS[wider - scaleA];
            long powerB = POWERS[wider - scaleB];
            if (isExact(a.low, powerA) && isExact(b.low, powerB)) {
                long first = a.low * powerA;
                long second = b.low * powerB;
                long sum = first + second;
                if (((first ^ sum) & (second ^ sum)) >= 0) {
                    return fit(out, sum, precision);
                }
            }
        }
        return from(out, a.toBigDecimal(scaleA).add(b.toBigDecimal(scaleB)), precision, scale);
    }

    public static @Nullable Decimal subtract(
            Decimal out, Decimal a, int scaleA, Decimal b, int scaleB, int precision, int scale) {
        if (scaleA == scaleB && scaleA == scale && a.isLong() && b.isLong()) {
            long difference = a.low - b.low;
            if (((a.low ^ b.low) & (a.low ^ difference)) >= 0) {
                return fit(out, difference, precision);
            }
        }
        return from(out, a.toBigDecimal(scaleA).subtract(b.toBigDecimal(scaleB)), precision, scale);
    }

    public static @Nullable Decimal multiply(
            Decimal out, Decimal a, int scaleA, Decimal b, int scaleB, int precision, int scale) {
        if (scaleA + scaleB == scale && a.isLong() && b.isLong() && isExact(a.low, b.low)) {
            return fit(out, a.low * b.low, precision);
        }
        return from(out, a.toBigDecimal(scaleA).multiply(b.toBigDecimal(scaleB)), precision, scale);
    }

    public static @Nullable Decimal divide(
            Decimal out, Decimal a, int scaleA, Decimal b, int scaleB, int precision, int scale) {
        if (b.signum() == 0) {
            throw Arithmetic.divisionByZero();
        }
        return from(out, a.toBigDecimal(scaleA).divide(b.toBigDecimal(scaleB), DIVISION), precision, scale);
    }

    public static @Nullable Decimal remainder(
            Decimal out, Decimal a, int scaleA, Decimal b, int scaleB, int precision, int scale) {
        if (b.signum() == 0) {
            throw Arithmetic.divisionByZero();
        }
        return from(out, a.toBigDecimal(scaleA).remainder(b.toBigDecimal(scaleB)), precision, scale);
    }

    public static Decimal negate(Decimal out, Decimal value) {
        long low = -value.low;
        return out.set(~value.high + (low == 0 ? 1 : 0), low);
    }

    public static int compare(Decimal a, int scaleA, Decimal b, int scaleB) {
        if (scaleA == scaleB) {
            return a.high != b.high ? Long.compare(a.high, b.high) : Long.compareUnsigned(a.low, b.low);
        }
        return a.toBigDecimal(scaleA).compareTo(b.toBigDecimal(scaleB));
    }
}
