package io.millrace.bench.learn;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Forecasters on passengers of airlines by the month: from every month with a year behind and a year before it, the mean
 * absolute error 1 to 12 months ahead. The forecast follows the value that was learned last.
 */
final class SeriesBench {
    private static final int YEAR = 12;

    /** Settings for a series with a trend and a season that grows with it. */
    private static final Map<String, List<Map<String, Object>>> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("naive", List.of(Map.of()));
        SETTINGS.put("seasonal-naive", List.of(Map.of("season", YEAR)));
        SETTINGS.put("theta", List.of(Map.of()));
        SETTINGS.put("holt-winters", List.of(Map.of("season", YEAR, "seasonality", "multiplicative")));
        SETTINGS.put(
                "arx",
                List.of(
                        Map.of("season", YEAR, "p", 1, "sp", 1, "d", 1, "sd", 1),
                        Map.of("season", YEAR, "p", 1, "sp", 1),
                        Map.of("season", YEAR, "p", 0, "sp", 3, "sq", 6)));
    }

    /** What others reached 1, 2 and 12 months ahead. */
    private static final Map<String, String> PUBLISHED = Map.of(
            "holt-winters", "8.27, 9.72, 18.01 (River's formula)",
            "arx", "last year 11.64 (River's SNARIMAX with p 0, sp 3, sq 6 and the month as features)");

    private SeriesBench() {}

    static List<String> report(Path folder, Predicate<String> isWanted) throws IOException {
        double[] values =
                Table.read(folder.resolve("forecasting/airline-passengers.csv")).numbers("Passengers");
        List<String> lines = new ArrayList<>();
        lines.add("### airline: " + values.length + " months");
        lines.add("");
        lines.add(
                "| forecaster | MAE 1 ahead | 2 ahead | 12 ahead | mean of 1 to 12 | last year, 1 ahead | published |");
        lines.add("|---|--:|--:|--:|--:|--:|---|");
        for (Algorithm<?> algorithm : Learners.of(Task.FORECASTING)) {
            List<Map<String, Object>> settings = SETTINGS.getOrDefault(algorithm.name(), List.of(Map.of()));
            for (Map<String, Object> setting :
                    isWanted.test(algorithm.name()) ? settings : List.<Map<String, Object>>of()) {
                lines.add(line(algorithm, setting, values));
            }
        }
        return lines;
    }

    private static String line(Algorithm<?> algorithm, Map<String, Object> setting, double[] values) {
        Forecaster forecaster = (Forecaster)
                algorithm.create(Features.of(), 0, algorithm.parameters().with(setting));
        double[] errors = errors(forecaster, values);
        double sum = 0;
        for (double error : errors) {
            sum += error;
        }
        StringBuilder name = new StringBuilder(algorithm.name());
        algorithm.parameters().with(setting).given().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        name.append(' ').append(entry.getKey()).append('=').append(entry.getValue()));
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %s |",
                name,
                errors[0],
                errors[1],
                errors[YEAR - 1],
                sum / YEAR,
                lastYear(
                        (Forecaster) algorithm.create(
                                Features.of(), 0, algorithm.parameters().with(setting)),
                        values),
                PUBLISHED.getOrDefault(algorithm.name(), ""));
    }

    private static double lastYear(Forecaster forecaster, double[] values) {
        RegressionScores scores = new RegressionScores(Span.last(YEAR));
        double[] next = new double[1];
        for (double value : values) {
            forecaster.forecast(new double[1][0], next);
            scores.add(value, next[0], 1);
            forecaster.learn(new double[0], value);
        }
        return scores.meanAbsoluteError();
    }

    private static double[] errors(Forecaster forecaster, double[] values) {
        List<RegressionScores> scores = new ArrayList<>();
        for (int i = 0; i < YEAR; i++) {
            scores.add(new RegressionScores(Span.all()));
        }
        double[][] future = new double[YEAR][0];
        double[] forecast = new double[YEAR];
        for (int i = 0; i + YEAR < values.length; i++) {
            forecaster.learn(new double[0], values[i]);
            if (i >= YEAR) {
                forecaster.forecast(future, forecast);
                for (int j = 0; j < YEAR; j++) {
                    scores.get(j).add(values[i + 1 + j], forecast[j], 1);
                }
            }
        }
        return scores.stream().mapToDouble(RegressionScores::meanAbsoluteError).toArray();
    }
}
