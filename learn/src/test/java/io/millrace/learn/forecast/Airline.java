package io.millrace.learn.forecast;

import io.millrace.core.learn.Forecaster;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;

/** Passengers of airlines by the month in thousands, 1949 to 1960 (Box and Jenkins 1976), and forecasts of them. */
final class Airline {
    static final double[] PASSENGERS = {
        112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133,
        114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242,
        209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264,
        302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313,
        318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318,
        362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405,
        417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432
    };

    private static final int HORIZON = 12;
    private static final double[][] FUTURE = new double[HORIZON][0];

    private Airline() {}

    /**
     * The mean absolute error for 1 to 12 months ahead, from every month after the first year on that has a year behind
     * it.
     *
     * @param late how many months the forecasts are compared too late: 1 repeats what River prints
     */
    static double[] errors(Forecaster forecaster, int late) {
        RegressionScores[] scores = new RegressionScores[HORIZON];
        for (int i = 0; i < HORIZON; i++) {
            scores[i] = new RegressionScores(Span.all());
        }
        double[] values = new double[HORIZON];
        for (int i = 0; i + HORIZON < PASSENGERS.length; i++) {
            if (late == 0) {
                forecaster.learn(new double[0], PASSENGERS[i]);
            }
            if (i >= HORIZON) {
                forecaster.forecast(FUTURE, values);
                for (int j = 0; j < HORIZON; j++) {
                    scores[j].add(PASSENGERS[i + 1 + j], values[j], 1);
                }
            }
            if (late == 1) {
                forecaster.learn(new double[0], PASSENGERS[i]);
            }
        }
        double[] errors = new double[HORIZON];
        for (int i = 0; i < HORIZON; i++) {
            errors[i] = scores[i].meanAbsoluteError();
        }
        return errors;
    }
}
