package io.millrace.core.text;

import java.math.BigInteger;

/**
 * The shortest decimal text that reads back as the same DOUBLE or FLOAT; of the shortest, the nearest. It looks as in
 * Java: {@code 1.0}, {@code 0.001}, {@code 1.0E10}, {@code NaN}, {@code -Infinity}; so there are always two digits, and
 * a number that one digit would tell apart is given the nearest two.
 *
 * <p>The method is Raffaello Giulietti's Schubfach: the number and the ends of the interval that rounds to it are
 * scaled by a power of ten into a few digits before the point, with 126 bits of that power, and then compared.
 */
public final class ShortestNumber {
    private static final int SMALLEST_EXPONENT = -324;
    private static final int LARGEST_EXPONENT = 324;
    private static final long LOW_63 = Long.MAX_VALUE;
    /** Two longs for each power of ten: its 126 leading bits plus one unit, in halves of 63 bits. */
    private static final long[] POWERS = powers();

    private static final long MIN_DOUBLE_FRACTION = 1L << 52;
    private static final long MIN_FLOAT_FRACTION = 1L << 23;

    private ShortestNumber() {}

    public static void append(StringBuilder out, double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> 52) & 0x7FF;
        long fraction = bits & MIN_DOUBLE_FRACTION - 1;
        if (appendSpecial(out, bits < 0, biased == 0x7FF, fraction, value)) {
            return;
        }
        if (biased == 0) {
            appendTiny(out, fraction, -1074, 3);
        } else {
            appendDigits(out, fraction | MIN_DOUBLE_FRACTION, biased - 1075, fraction == 0 && biased > 1);
        }
    }

    public static void append(StringBuilder out, float value) {
        int bits = Float.floatToRawIntBits(value);
        int biased = bits >>> 23 & 0xFF;
        long fraction = bits & MIN_FLOAT_FRACTION - 1;
        if (appendSpecial(out, bits < 0, biased == 0xFF, fraction, value)) {
            return;
        }
        if (biased == 0) {
            appendTiny(out, fraction, -149, 8);
        } else {
            appendDigits(out, fraction | MIN_FLOAT_FRACTION, biased - 150, fraction == 0 && biased > 1);
        }
    }

    /** Writes the sign, and all of it if the value is not finite or a small whole number. */
    private static boolean appendSpecial(
            StringBuilder out, boolean negative, boolean notFinite, long fraction, double value) {
        if (notFinite && fraction != 0) {
            out.append("NaN");
            return true;
        }
        if (negative) {
            out.append('-');
        }
        if (notFinite) {
            out.append("Infinity");
            return true;
        }
        double magnitude = Math.abs(value);
        if (magnitude < 1e7 && magnitude == (int) magnitude) {
            out.append((int) magnitude).append(".0");
            return true;
        }
        return false;
    }

    /**
     * Writes {@code fraction * 2^exponent}.
     *
     * @param narrowBelow whether the next smaller number is only half as far away as the next larger one
     */
    private static void appendDigits(StringBuilder out, long fraction, int exponent, boolean narrowBelow) {
        write(out, shortest(fraction, exponent, narrowBelow), decimalExponent(exponent, narrowBelow));
    }

    private static void appendTiny(StringBuilder out, long fraction, int exponent, int firstOfTwoDigits) {
        if (fraction < firstOfTwoDigits) {
            // One digit would do, so the nearest two are found on a finer grid.
            write(out, shortest(fraction * 10, exponent, false), decimalExponent(exponent, false) - 1);
        } else {
            appendDigits(out, fraction, exponent, false);
        }
    }

    private static int decimalExponent(int exponent, boolean narrowBelow) {
        // floor(log10(2^exponent)), or of three quarters of it where the interval is that much narrower.
        return (int)
                (narrowBelow
                        ? exponent * 661_971_961_083L - 274_743_187_321L >> 41
                        : exponent * 661_971_961_083L >> 41);
    }

    private static long shortest(long fraction, int exponent, boolean narrowBelow) {
        int odd = (int) fraction & 1;
        int power = decimalExponent(exponent, narrowBelow);
        // floor(log2(10^-power)): how far the scaled values must be shifted to keep two bits after the point.
        int shift = exponent + (int) (-power * 913_124_641_741L >> 38) + 2;
        long quarters = fraction << 2;
        int at = (-power - SMALLEST_EXPONENT) * 2;
        long high = POWERS[at];
        long low = POWERS[at + 1];
        long value = scale(high, low, quarters << shift);
        long below = scale(high, low, quarters - (narrowBelow ? 1 : 2) << shift) + odd;
        long above = scale(high, low, quarters + 2 << shift) - odd;

        long floor = value >> 2;
        if (floor >= 100) {
            long tens = floor / 10 * 10;
            boolean lowerFits = below <= tens << 2;
            boolean upperFits = tens + 10 << 2 <= above;
            if (lowerFits != upperFits) {
                return lowerFits ? tens : tens + 10;
            }
        }
        boolean floorFits = below <= floor << 2;
        boolean ceilingFits = floor + 1 << 2 <= above;
        if (floorFits != ceilingFits) {
            return floorFits ? floor : floor + 1;
        }
        long fromMiddle = value - (2 * floor + 1 << 1);
        return fromMiddle < 0 || fromMiddle == 0 && (floor & 1) == 0 ? floor : floor + 1;
    }

    /** The product over 2^127, made odd when bits were lost, so that comparisons stay right. */
    private static long scale(long high, long low, long factor) {
        long carry = Math.multiplyHigh(low, factor);
        long middle = (high * factor >>> 1) + carry;
        long top = Math.multiplyHigh(high, factor) + (middle >>> 63);
        return top | (middle & LOW_63) + LOW_63 >>> 63;
    }

    private static long[] powers() {
        long[] halves = new long[(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1) * 2];
        for (int exponent = SMALLEST_EXPONENT; exponent <= LARGEST_EXPONENT; exponent++) {
            BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
            BigInteger leading;
            if (exponent >= 0) {
                leading = power.shiftLeft(126).shiftRight(power.bitLength());
            } else {
                int bits = power.subtract(BigInteger.ONE).bitLength();
                leading = BigInteger.ONE.shiftLeft(bits + 125).divide(power);
            }
            BigInteger above = leading.add(BigInteger.ONE);
            int at = (exponent - SMALLEST_EXPONENT) * 2;
            halves[at] = above.shiftRight(63).longValue();
            halves[at + 1] = above.longValue() & LOW_63;
        }
        return halves;
    }

    /** Writes {@code significant * 10^exponent} as Java would. */
    private static void write(StringBuilder out, long significant, int exponent) {
        long digits = significant;
        int power = exponent;
        while (digits % 10 == 0) {
            digits /= 10;
            power++;
        }
        int start = out.length();
        out.append(digits);
        int count = out.length() - start;
        int point = count + power;
        if (point > 7 || point < -2) {
            if (count == 1) {
                out.append('0');
            }
            out.insert(start + 1, '.').append('E').append(point - 1);
        } else if (point <= 0) {
            out.insert(start, "0.00", 0, 2 - point);
        } else if (point < count) {
            out.insert(start + point, '.');
        } else {
            for (int i = count; i < point; i++) {
                out.append('0');
            }
            out.append(".0");
        }
    }
}
