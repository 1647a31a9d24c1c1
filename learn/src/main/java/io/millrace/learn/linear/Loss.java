package io.millrace.learn.linear;

/** What a prediction that is wrong costs, as a function of prediction minus target. */
enum Loss {
    SQUARED {
        @Override
        double value(double error, double threshold) {
            return error * error / 2;
        }

        @Override
        double slope(double error, double threshold) {
            return error;
        }
    },
    HUBER {
        @Override
        double value(double error, double threshold) {
            double magnitude = Math.abs(error);
            return magnitude <= threshold ? error * error / 2 : threshold * (magnitude - threshold / 2);
        }

        @Override
        double slope(double error, double threshold) {
            return error > threshold ? threshold : error < -threshold ? -threshold : error;
        }
    },
    ABSOLUTE {
        @Override
        double value(double error, double threshold) {
            return Math.abs(error);
        }

        @Override
        double slope(double error, double threshold) {
            return Math.signum(error);
        }
    },
    /** Costs a prediction that is too small {@code threshold}, one that is too large the rest to 1. */
    QUANTILE {
        @Override
        double value(double error, double threshold) {
            return error > 0 ? (1 - threshold) * error : -threshold * error;
        }

        @Override
        double slope(double error, double threshold) {
            return error > 0 ? 1 - threshold : error < 0 ? -threshold : 0;
        }
    };

    /**
     * @param threshold where {@link #HUBER} becomes straight, and the quantile of {@link #QUANTILE}
     */
    abstract double value(double error, double threshold);

    /** The derivative of {@link #value} by the error; 0 at a kink. */
    abstract double slope(double error, double threshold);

    /** The largest second derivative. */
    double curvature() {
        return this == SQUARED || this == HUBER ? 1 : 0;
    }

    /** Whether it is made of straight lines, along which a step may lead past the target. */
    boolean isStraight() {
        return curvature() == 0;
    }
}
