package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How forecasts are learned: what ML_FORECAST and ML_DETECT_ANOMALIES have in common. The names of the options are
 * those of Confluent Cloud, so that statements can be taken over.
 *
 * @param least how many values are learned before anything is said
 * @param span about how many errors and scores count
 * @param confidence the share of values that bounds are for
 * @param patience how many values in a row may be outside of the bounds before they are taken for the new normal
 * @param algorithm what forecasts
 * @param parameters of it
 */
record Training(int least, int span, double confidence, int patience, Algorithm<?> algorithm, Parameters parameters) {
    /** What forecasts where a call names nothing: of this library what is best on most series without being told more. */
    static final String DEFAULT = "arx";

    /** What it is told then. */
    private static final Map<String, String> DEFAULT_PARAMETERS = Map.of("p", "10", "forgetting", "0.9999");

    /** What it is told of a season. */
    private static final Map<String, String> SEASONAL = Map.of("sp", "2", "sq", "1");

    private static final String LEAST = "minTrainingSize";
    private static final String SPAN = "maxTrainingSize";
    private static final String CONFIDENCE = "confidencePercentage";
    private static final String SEASON = "m";
    private static final String PATIENCE = "evalWindowSize";
    private static final String DECOMPOSES = "enableStl";
    private static final String HORIZON = "horizon";
    private static final List<String> ORDERS = List.of("p", "d", "q");
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
                Parameter.flag(DECOMPOSES, false, "Whether the series has a season; m says how long it is."),
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
        if (own.flag(DECOMPOSES) && own.whole(SEASON) < 2) {
            throw new InvalidParameterException(
                    DECOMPOSES,
                    "enableStl needs to know how long a season is",
                    "add 'm' VALUE 24 for hours of a day, or whatever it is");
        }
        Algorithm<?> algorithm = options.algorithm(algorithms, List.of(Task.FORECASTING), DEFAULT);
        return new Training(
                least,
                Math.max(least, span),
                own.real(CONFIDENCE) / 100,
                own.whole(PATIENCE),
                algorithm,
                parameters(options, algorithm));
    }

    /** What a call says under Confluent's names, under the algorithm's. */
    private static Parameters parameters(CallOptions options, Algorithm<?> algorithm) {
        List<String> known = algorithm.declared().stream().map(Parameter::name).toList();
        Parameters parameters = options.parameters(algorithm);
        if (!options.says(CallOptions.ALGORITHM)) {
            parameters = parameters.with(unsaid(DEFAULT_PARAMETERS, options));
        }
        if (known.contains("sp") && options.own().whole(SEASON) > 1) {
            parameters = parameters.with(unsaid(SEASONAL, options));
        }
        List<String> names = new ArrayList<>(ORDERS);
        names.add(SEASON);
        for (String name : names) {
            String target = name.equals(SEASON) && known.contains("season") ? "season" : name;
            if (options.says(name) && known.contains(target)) {
                parameters = parameters.with(target, options.own().whole(name));
            } else if (options.says(name) && options.own().whole(name) > (name.equals(SEASON) ? 1 : 0)) {
                throw new InvalidParameterException(
                        name,
                        "algorithm '" + algorithm.name() + "' has no '" + name + "'",
                        Suggestions.didYouMean(name, known));
            }
        }
        return parameters;
    }

    private static Map<String, String> unsaid(Map<String, String> values, CallOptions options) {
        Map<String, String> unsaid = new HashMap<>(values);
        unsaid.keySet().removeIf(options::says);
        return unsaid;
    }

    /** How many standard deviations of the error the bounds are away. */
    double deviations() {
        return Normal.twoSided(confidence);
    }

    Supplier<Forecaster> forecaster() {
        return () -> (Forecaster) algorithm.create(Features.of(), 0, parameters);
    }

    String description() {
        return CallOptions.description(algorithm, parameters);
    }
}
