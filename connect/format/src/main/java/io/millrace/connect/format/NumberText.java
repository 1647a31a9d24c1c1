package io.millrace.connect.format;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers from bytes: an optional sign, digits with at most one point, an optional exponent. Wrong text is
 * answered with false, never with an exception. One thread at a time.
 */
final class NumberText {
    private static final int EXACT_DIGITS = 18;
    private static final double[] POWERS = new double[23];
    private static final long[] LONG_POWERS = new long[19];

    private long mantissa;
    private int exponent;
    private boolean negative;
    private boolean exact;

    private long value;
    private double floating;
    private long high;

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++, power *= 10) {
            POWERS[i] = power;
        }
        long whole = 1;
        for (int i = 0; i < LONG_POWERS.length; i++, whole *= 10) {
            LONG_POWERS[i] = whole;
        }
    }

    /** The result of {@link #parseLong}, or the lower half of {@link #parseDecimal}'s. */
    long value() {
        return value;
    }

    /** The upper half of {@link #parseDecimal}'s result. */
    long high() {
        return high;
    }

    /** The result of {@link #parseDouble}. */
    double floating() {
        return floating;
    }

    /** A whole number in {@code minimum..maximum}; {@code 5.0} and {@code 1e3} are whole numbers too. */
    boolean parseLong(byte[] data, int from, int end, long minimum, long maximum) {
        int at = from;
        boolean minus = at < end && data[at] == '-';
        if (minus) {
            at++;
        }
        if (at == end || end - at > EXACT_DIGITS) {
            return parseLongSlowly(data, from, end, minimum, maximum);
        }
        long sum = 0;
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9) {
                return parseLongSlowly(data, from, end, minimum, maximum);
            }
            sum = sum * 10 + digit;
        }
        value = minus ? -sum : sum;
        return value >= minimum && value <= maximum;
    }

    private boolean parseLongSlowly(byte[] data, int from, int end, long minimum, long maximum) {
        if (!scan(data, from, end)) {
            return false;
        }
        if (!exact || exponent > 0 || exponent < 0) {
            if (Math.abs((long) exponent) > 400) {
                return false;
            }
            BigDecimal number = new BigDecimal(text(data, from, end));
            if (number.signum() != 0 && number.precision() - number.scale() > 19) {
                return false;
            }
            BigDecimal stripped = number.stripTrailingZeros();
            if (stripped.scale() > 0) {
                return false;
            }
            BigInteger whole = stripped.toBigIntegerExact();
            value = whole.longValue();
            return whole.bitLength() < 64 && value >= minimum && value <= maximum;
        }
        value = negative ? -mantissa : mantissa;
        return value >= minimum && value <= maximum;
    }

    /** A DOUBLE or, with {@code single}, the nearest FLOAT as a double. */
    boolean parseDouble(byte[] data, int from, int end, boolean single) {
        if (!scan(data, from, end)) {
            return parseName(data, from, end);
        }
        if (exact && !single && mantissa < 1L << 53 && exponent >= -22 && exponent <= 22) {
            double number = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
            floating = negative ? -number : number;
        } else if (exact && single && mantissa < 1L << 24 && exponent >= -10 && exponent <= 10) {
            float number = exponent < 0 ? mantissa / (float) POWERS[-exponent] : mantissa * (float) POWERS[exponent];
            floating = negative ? -number : number;
        } else if (single) {
            floating = JavaFloatParser.parseFloat(data, from, end - from);
        } else {
            floating = JavaDoubleParser.parseDouble(data, from, end - from);
        }
        return true;
    }

    private boolean parseName(byte[] data, int from, int end) {
        int length = end - from;
        if (length < 3 || length > 9) {
            return false;
        }
        switch (text(data, from, end)) {
            case "NaN" -> floating = Double.NaN;
            case "Infinity", "+Infinity" -> floating = Double.POSITIVE_INFINITY;
            case "-Infinity" -> floating = Double.NEGATIVE_INFINITY;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A DECIMAL as an unscaled 128-bit integer, rounded half up to the scale. */
    boolean parseDecimal(byte[] data, int from, int end, int precision, int scale) {
        if (!scan(data, from, end)) {
            return false;
        }
        int shift = exponent + scale;
        if (exact && precision <= EXACT_DIGITS && shift <= 0 && shift >= -EXACT_DIGITS) {
            long power = LONG_POWERS[-shift];
            long unscaled = mantissa / power;
            if (mantissa % power >= power - mantissa % power) {
                unscaled++;
            }
            return decimal(shift == 0 ? mantissa : unscaled, precision);
        }
        if (exact && precision <= EXACT_DIGITS && shift > 0 && shift <= EXACT_DIGITS) {
            long power = LONG_POWERS[shift];
            return mantissa < LONG_POWERS[EXACT_DIGITS] / power && decimal(mantissa * power, precision);
        }
        return parseDecimalSlowly(text(data, from, end), precision, scale);
    }

    private boolean decimal(long unscaled, int precision) {
        value = negative ? -unscaled : unscaled;
        high = value >> 63;
        return unscaled < LONG_POWERS[precision];
    }

    private boolean parseDecimalSlowly(String text, int precision, int scale) {
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0 || (long) number.precision() - number.scale() < -scale - 1L) {
            value = 0;
            high = 0;
            return true;
        }
        if ((long) number.precision() - number.scale() > precision - scale) {
            return false;
        }
        BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
        BigInteger unscaled = rounded.unscaledValue();
        value = unscaled.longValue();
        high = unscaled.shiftRight(64).longValue();
        return rounded.precision() <= precision;
    }

    /** Checks the syntax and collects mantissa and exponent. */
    private boolean scan(byte[] data, int from, int end) {
        int at = from;
        negative = at < end && data[at] == '-';
        if (at < end && (negative || data[at] == '+')) {
            at++;
        }
        long sum = 0;
        int digits = 0;
        int significant = 0;
        int point = -1;
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                if (sum != 0 || digit != 0) {
                    significant++;
                    sum = sum * 10 + digit;
                }
            } else if (data[at] == '.' && point < 0) {
                point = digits;
            } else {
                break;
            }
        }
        exact = significant <= EXACT_DIGITS;
        mantissa = sum;
        exponent = point < 0 ? 0 : point - digits;
        return digits > 0 && (at == end || scanExponent(data, at, end));
    }

    private boolean scanExponent(byte[] data, int from, int end) {
        int at = from;
        if ((data[at] | 0x20) != 'e') {
            return false;
        }
        at++;
        boolean minus = at < end && data[at] == '-';
        if (at < end && (minus || data[at] == '+')) {
            at++;
        }
        if (at == end || end - at > 8) {
            return false;
        }
        int power = 0;
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            power = power * 10 + digit;
        }
        exponent += minus ? -power : power;
        return true;
    }

    private static String text(byte[] data, int from, int end) {
        return new String(data, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
