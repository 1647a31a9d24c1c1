package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What forecasts, and what it is told.
 *
 * @param parameters all but those of the season
 * @param season after how many values the series repeats itself, 1 for never; 0 when that is to be found out
 * @param seasonal what is told besides where there is a season
 */
record ForecastChoice(Algorithm<?> algorithm, Parameters parameters, int season, Map<String, String> seasonal) {
    /** What forecasts where a call names nothing: of this library what is best on most series without being told more. */
    static final String DEFAULT = "arx";

    /** What it is told then. */
    private static final Map<String, String> DEFAULT_PARAMETERS = Map.of("p", "10", "forgetting", "0.9999");

    /** What it is told of a season. */
    private static final Map<String, String> SEASONAL = Map.of("sp", "2", "sq", "1");

    private static final String SEASON = "season";
    private static final int FOUND = 0;

    /** What a call says, partly under Confluent's names, under the algorithm's. */
    static ForecastChoice of(CallOptions options, List<Algorithm<?>> algorithms) {
        Algorithm<?> algorithm = options.algorithm(algorithms, List.of(Task.FORECASTING), DEFAULT);
        List<String> known = algorithm.declared().stream().map(Parameter::name).toList();
        Parameters parameters = options.parameters(algorithm);
        if (!options.says(CallOptions.ALGORITHM)) {
            parameters = parameters.with(unsaid(DEFAULT_PARAMETERS, options));
        }
        for (String order : Training.ORDERS) {
            int wanted = options.own().whole(order);
            if (options.says(order) && known.contains(order)) {
                parameters = parameters.with(order, wanted);
            } else if (wanted > 0) {
                throw unknown(order, algorithm, known);
            }
        }
        int season = options.own().whole(Training.SEASON);
        if (options.says(SEASON) && known.contains(SEASON)) {
            season = parameters.whole(SEASON);
        } else if (season == 1 && options.own().flag(Training.DECOMPOSES)) {
            season = FOUND;
        }
        if (season != 1 && !known.contains(SEASON)) {
            throw unknown(season == FOUND ? Training.DECOMPOSES : Training.SEASON, algorithm, known);
        }
        Map<String, String> seasonal = known.contains("sp") ? unsaid(SEASONAL, options) : Map.of();
        ForecastChoice choice = new ForecastChoice(algorithm, parameters, season, seasonal);
        if (season > 1) {
            choice.withSeason(season);
        }
        return choice;
    }

    private static InvalidParameterException unknown(String option, Algorithm<?> algorithm, List<String> known) {
        return new InvalidParameterException(
                option,
                "algorithm '" + algorithm.name() + "' has no '" + option + "'",
                Suggestions.didYouMean(option, known));
    }

    private static Map<String, String> unsaid(Map<String, String> values, CallOptions options) {
        Map<String, String> unsaid = new HashMap<>(values);
        unsaid.keySet().removeIf(options::says);
        return unsaid;
    }

    private Parameters withSeason(int length) {
        if (length < 2) {
            // Where nobody asked, the algorithm has its own idea of it.
            return season == FOUND ? parameters.with(SEASON, 1) : parameters;
        }
        return parameters.with(SEASON, length).with(seasonal);
    }

    /** @param least how many values are looked at to find the season, where it is to be found */
    Forecaster create(int least) {
        return season == FOUND ? new FoundSeason(least, this::ofSeason) : ofSeason(season);
    }

    private Forecaster ofSeason(int length) {
        return (Forecaster) algorithm.create(Features.of(), 0, withSeason(length));
    }

    String description() {
        return CallOptions.description(algorithm, season == FOUND ? parameters : withSeason(season))
                + (season == FOUND ? " with the season that is found" : "");
    }
}
