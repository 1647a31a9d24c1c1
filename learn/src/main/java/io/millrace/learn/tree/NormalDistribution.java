package io.millrace.learn.tree;

/**
 * The normal distribution to the last bits, for what is kept; a search that compares thousands of values takes
 * {@link NormalTable}. The rational approximations are those of Moshier's Cephes library ({@code ndtr}, {@code erf} and
 * {@code erfc}, 1984 to 1992).
 */
final class NormalDistribution {
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double EXPONENT_LEAST = 709.782712893384;

    /** Of the error function up to 1. */
    private static final double[] ERROR_TOP = {
        9.604973739870516, 90.02601972038427, 2232.005345946843, 7003.325141128051, 55592.30130103949
    };

    private static final double[] ERROR_BOTTOM = {
        1, 33.56171416475031, 521.3579497801527, 4594.323829709801, 22629.000061389095, 49267.39426086359
    };
    /** Of its complement from 1 to 8. */
    private static final double[] REST_TOP = {
        2.461969814735305E-10,
        0.5641895648310689,
        7.463210564422699,
        48.63719709856814,
        196.5208329560771,
        526.4451949954773,
        934.5285271719576,
        1027.5518868951572,
        557.5353353693994
    };

    private static final double[] REST_BOTTOM = {
        1,
        13.228195115474499,
        86.70721408859897,
        354.9377788878199,
        975.7085017432055,
        1823.9091668790973,
        2246.3376081871097,
        1656.6630919416134,
        557.5353408177277
    };
    /** Of its complement beyond 8. */
    private static final double[] FAR_TOP = {
        0.5641895835477551,
        1.275366707599781,
        5.019050422511805,
        6.160210979930536,
        7.4097426995044895,
        2.9788666537210022
    };

    private static final double[] FAR_BOTTOM = {
        1,
        2.2605286322011726,
        9.396035249380015,
        12.048953980809666,
        17.08144507475659,
        9.608968090632859,
        3.369076451000815
    };

    private NormalDistribution() {}

    /** The share of the standard normal distribution up to a point. */
    static double below(double point) {
        double scaled = point * SQRT_HALF;
        double size = Math.abs(scaled);
        if (size < SQRT_HALF) {
            return 0.5 + 0.5 * error(scaled);
        }
        double rest = 0.5 * (size < 1 ? 1 - error(size) : complement(size));
        return scaled > 0 ? 1 - rest : rest;
    }

    private static double error(double value) {
        double square = value * value;
        return value * polynomial(square, ERROR_TOP) / polynomial(square, ERROR_BOTTOM);
    }

    private static double complement(double value) {
        double exponent = -value * value;
        if (exponent < -EXPONENT_LEAST) {
            return 0;
        }
        boolean isFar = value >= 8;
        double top = polynomial(value, isFar ? FAR_TOP : REST_TOP);
        double bottom = polynomial(value, isFar ? FAR_BOTTOM : REST_BOTTOM);
        return Math.exp(exponent) * top / bottom;
    }

    private static double polynomial(double value, double[] coefficients) {
        double sum = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            sum = sum * value + coefficients[i];
        }
        return sum;
    }

    /** The density of a normal distribution at a point. */
    static double density(double point, double mean, double deviation) {
        double difference = point - mean;
        return 1 / (SQRT_TWO_PI * deviation) * Math.exp(-(difference * difference / (2 * deviation * deviation)));
    }
}
