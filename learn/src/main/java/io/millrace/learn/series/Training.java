package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;

/**
 * How forecasts are learned: what ML_FORECAST and ML_DETECT_ANOMALIES have in common. The names of the options are
 * those of Confluent Cloud, so that statements can be taken over.
 *
 * @param least how many values are learned before anything is said
 * @param span about how many errors and scores count
 * @param confidence the share of values that bounds are for
 * @param patience how many values in a row may be outside of the bounds before they are taken for the new normal
 * @param choice what forecasts
 */
record Training(int least, int span, double confidence, int patience, ForecastChoice choice) {
    static final String SEASON = "m";
    static final String DECOMPOSES = "enableStl";
    static final List<String> ORDERS = List.of("p", "d", "q");

    private static final String LEAST = "minTrainingSize";
    private static final String SPAN = "maxTrainingSize";
    private static final String CONFIDENCE = "confidencePercentage";
    private static final String PATIENCE = "evalWindowSize";
    private static final String HORIZON = "horizon";
    private static final int MOST_ROWS = 100_000;

    /**
     * What both functions take.
     *
     * @param confidence percent
     */
    static List<Parameter> declared(double confidence) {
        List<Parameter> declared = new ArrayList<>(List.of(
                Parameter.whole(LEAST, 128, 2, MOST_ROWS, "How many values are learned before anything is said."),
                Parameter.whole(SPAN, 512, 2, MOST_ROWS, "About how many values count for bounds and chances."),
                Parameter.real(CONFIDENCE, confidence, 50, 99.999999, "The share of values that bounds are for."),
                Parameter.whole(SEASON, 1, 1, MOST_ROWS, "After how many values the series repeats itself."),
                Parameter.flag(
                        DECOMPOSES, false, "Whether the series has a season; without m, how long it is is found out."),
                Parameter.whole(
                        PATIENCE,
                        5,
                        1,
                        MOST_ROWS,
                        "After so many values outside of the bounds they are the new normal."),
                Parameter.whole(HORIZON, 1, 1, 1000, "How many values are forecast."),
                Parameter.whole("updateInterval", 5, 1, Integer.MAX_VALUE, "Without effect: each row is learned."),
                Parameter.real("rmseThreshold", 10, 0, Double.MAX_VALUE, "Without effect: each row is learned.")));
        for (String order : ORDERS) {
            declared.add(Parameter.whole(order, 0, 0, 100, "An order of the autoregression."));
        }
        return declared;
    }

    static Training of(CallOptions options, List<Algorithm<?>> algorithms) {
        Parameters own = options.own();
        int least = own.whole(LEAST);
        int span = own.whole(SPAN);
        if (options.says(LEAST) && options.says(SPAN) && span < least) {
            throw new InvalidParameterException(
                    SPAN, SPAN + " is below " + LEAST, "it is " + least + " or more, or left out");
        }
        return new Training(
                least,
                Math.max(least, span),
                own.real(CONFIDENCE) / 100,
                own.whole(PATIENCE),
                ForecastChoice.of(options, algorithms));
    }

    /** How many standard deviations of the error the bounds are away. */
    double deviations() {
        return Normal.twoSided(confidence);
    }

    Forecaster forecaster() {
        return choice.create(least);
    }

    Algorithm<?> algorithm() {
        return choice.algorithm();
    }

    String description() {
        return choice.description();
    }
}
