package io.millrace.engine.function;

import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Functions of numbers. */
public final class MathFunctions {
    private static final double LN_2 = Math.log(2);
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private MathFunctions() {}

    public static long abs(long value) {
        return value < 0 ? -value : value;
    }

    public static double abs(double value) {
        return Math.abs(value);
    }

    public static Decimal abs(CallSite site, Decimal value) {
        return value.signum() < 0 ? Decimal.negate(site.decimal, value) : value;
    }

    public static long sign(long value) {
        return Long.signum(value);
    }

    public static double sign(double value) {
        return Math.signum(value);
    }

    public static @Nullable Decimal sign(CallSite site, Decimal value) {
        return Decimal.from(
                site.decimal,
                BigDecimal.valueOf(value.signum()),
                site.type().precision(),
                site.type().scale());
    }

    public static long ceil(long value) {
        return value;
    }

    public static double ceil(double value) {
        return Math.ceil(value);
    }

    public static @Nullable Decimal ceil(CallSite site, Decimal value) {
        return rounded(site, value, 0, RoundingMode.CEILING);
    }

    /** A point in time rounded up to a unit. */
    public static long ceil(CallSite site, long value, Utf8 unit) {
        return TimeFunctions.ceil(site, value, unit);
    }

    public static long floor(long value) {
        return value;
    }

    public static double floor(double value) {
        return Math.floor(value);
    }

    public static @Nullable Decimal floor(CallSite site, Decimal value) {
        return rounded(site, value, 0, RoundingMode.FLOOR);
    }

    /** A point in time rounded down to a unit. */
    public static long floor(CallSite site, long value, Utf8 unit) {
        return TimeFunctions.floor(site, value, unit);
    }

    public static long round(long value) {
        return value;
    }

    public static double round(double value) {
        return round(value, 0);
    }

    public static @Nullable Decimal round(CallSite site, Decimal value) {
        return rounded(site, value, 0, RoundingMode.HALF_UP);
    }

    public static long round(long value, long digits) {
        return rounded(value, digits, RoundingMode.HALF_UP);
    }

    public static double round(double value, long digits) {
        return rounded(value, digits, RoundingMode.HALF_UP);
    }

    public static @Nullable Decimal round(CallSite site, Decimal value, long digits) {
        return rounded(site, value, digits, RoundingMode.HALF_UP);
    }

    public static long truncate(long value) {
        return value;
    }

    public static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    public static @Nullable Decimal truncate(CallSite site, Decimal value) {
        return rounded(site, value, 0, RoundingMode.DOWN);
    }

    public static long truncate(long value, long digits) {
        return rounded(value, digits, RoundingMode.DOWN);
    }

    public static double truncate(double value, long digits) {
        return rounded(value, digits, RoundingMode.DOWN);
    }

    public static @Nullable Decimal truncate(CallSite site, Decimal value, long digits) {
        return rounded(site, value, digits, RoundingMode.DOWN);
    }

    private static long rounded(long value, long digits, RoundingMode mode) {
        return digits >= 0
                ? value
                : digits < -19
                        ? 0
                        : BigDecimal.valueOf(value).setScale((int) digits, mode).longValue();
    }

    private static double rounded(double value, long digits, RoundingMode mode) {
        if (!Double.isFinite(value) || digits > 400) {
            return value;
        }
        return digits < -400
                ? 0
                : BigDecimal.valueOf(value).setScale((int) digits, mode).doubleValue();
    }

    private static @Nullable Decimal rounded(CallSite site, Decimal value, long digits, RoundingMode mode) {
        int scale = site.argument(0).scale();
        int kept = (int) Math.max(-39, Math.min(digits, scale));
        BigDecimal result = value.toBigDecimal(scale).setScale(kept, mode);
        return Decimal.from(
                site.decimal, result, site.type().precision(), site.type().scale());
    }

    public static double sqrt(double value) {
        return Math.sqrt(value);
    }

    public static double power(double base, double exponent) {
        return Math.pow(base, exponent);
    }

    public static double exp(double value) {
        return Math.exp(value);
    }

    public static double ln(double value) {
        return Math.log(value);
    }

    public static double log2(double value) {
        return Math.log(value) / LN_2;
    }

    public static double log10(double value) {
        return Math.log10(value);
    }

    public static double log(double value) {
        return Math.log(value);
    }

    public static double log(double base, double value) {
        return Math.log(value) / Math.log(base);
    }

    public static double sin(double value) {
        return Math.sin(value);
    }

    public static double cos(double value) {
        return Math.cos(value);
    }

    public static double tan(double value) {
        return Math.tan(value);
    }

    public static double cot(double value) {
        return 1 / Math.tan(value);
    }

    public static double asin(double value) {
        return Math.asin(value);
    }

    public static double acos(double value) {
        return Math.acos(value);
    }

    public static double atan(double value) {
        return Math.atan(value);
    }

    public static double atan2(double y, double x) {
        return Math.atan2(y, x);
    }

    public static double sinh(double value) {
        return Math.sinh(value);
    }

    public static double cosh(double value) {
        return Math.cosh(value);
    }

    public static double tanh(double value) {
        return Math.tanh(value);
    }

    public static double degrees(double value) {
        return Math.toDegrees(value);
    }

    public static double radians(double value) {
        return Math.toRadians(value);
    }

    public static double pi() {
        return Math.PI;
    }

    public static double e() {
        return Math.E;
    }

    public static double rand(CallSite site) {
        return site.random().nextDouble();
    }

    public static double rand(CallSite site, long seed) {
        return seeded(site, seed).nextDouble();
    }

    public static long randInteger(CallSite site, long bound) {
        return bound <= 0 ? 0 : site.random().nextLong(bound);
    }

    public static long randInteger(CallSite site, long seed, long bound) {
        return bound <= 0 ? 0 : seeded(site, seed).nextLong(bound);
    }

    private static RandomGenerator seeded(CallSite site, long seed) {
        site.text.clear();
        for (int i = 0; i < 8; i++) {
            site.text.append((int) (seed >>> 8 * i));
        }
        return site.remember(site.text, key -> new SplittableRandom(seed));
    }

    public static Utf8 bin(CallSite site, long value) {
        return site.text.clear().append(Long.toBinaryString(value));
    }

    public static Utf8 hex(CallSite site, long value) {
        return site.text.clear().append(Long.toHexString(value).toUpperCase(Locale.ROOT));
    }

    public static Utf8 hex(CallSite site, Utf8 value) {
        Utf8 out = site.text.clear();
        for (int i = 0; i < value.length; i++) {
            out.append(HEX[value.at(i) >> 4 & 15]).append(HEX[value.at(i) & 15]);
        }
        return out;
    }

    /** Of an odd number of digits the first says nothing and a byte 0 stands for it, as in Flink. */
    public static @Nullable Utf8 unhex(CallSite site, Utf8 value) {
        Utf8 out = site.text.clear();
        int at = value.length & 1;
        if (at == 1) {
            if (Character.digit(value.at(0), 16) < 0) {
                return null;
            }
            out.append(0);
        }
        for (; at < value.length; at += 2) {
            int high = Character.digit(value.at(at), 16);
            int low = Character.digit(value.at(at + 1), 16);
            if (high < 0 || low < 0) {
                return null;
            }
            out.append(high << 4 | low);
        }
        return out;
    }
}
