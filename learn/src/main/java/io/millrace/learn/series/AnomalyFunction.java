package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.learn.Task;
import io.millrace.core.type.Type;
import io.millrace.learn.series.AnomalySeries.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code ML_DETECT_ANOMALIES(x, ts, JSON_OBJECT('minTrainingSize' VALUE 50))}: whether a value is strange after those
 * before, with Confluent Cloud's fields. The algorithm is a detector, whose scores are judged by how rare they are, or a
 * forecaster, whose bounds decide.
 */
final class AnomalyFunction implements SeriesFunction {
    /** What detects where a call names nothing. */
    static final String DEFAULT = "sequence-surprise";

    /** A thousandth of ordinary rows may be called strange. */
    private static final double CONFIDENCE = 99.9;

    private static final String WARM_UP = "warm-up";
    private static final String THRESHOLD = "threshold";

    /** Where a score of {@link #DEFAULT} is strange, as that says. */
    private static final double DEFAULT_THRESHOLD = 0.5;

    private final List<Algorithm<?>> algorithms;

    AnomalyFunction(List<Algorithm<?>> algorithms) {
        this.algorithms = algorithms;
    }

    @Override
    public String name() {
        return "ML_DETECT_ANOMALIES";
    }

    @Override
    public String example() {
        return "ML_DETECT_ANOMALIES(x, ts, JSON_OBJECT('minTrainingSize' VALUE 50))";
    }

    @Override
    public boolean takesTime() {
        return true;
    }

    @Override
    public SeriesType define(Request request) {
        List<Parameter> declared = new ArrayList<>(Training.declared(CONFIDENCE));
        declared.add(Parameter.real(
                THRESHOLD, DEFAULT_THRESHOLD, 0, Double.MAX_VALUE, "The score from which on a row is strange."));
        CallOptions options = new CallOptions(name(), declared, request.options());
        Algorithm<?> algorithm = options.algorithm(
                algorithms, List.of(Task.ANOMALY_DETECTION, Task.FORECASTING), otherwise(request.options()));
        options.checkSingle(algorithm, request.values());
        Type type = Verdict.type(Objects.requireNonNull(request.time()));
        if (algorithm.task() == Task.FORECASTING) {
            Training training = Training.of(options, algorithms);
            Shape shape = new Shape(1, threshold(options, algorithm), type);
            return new SeriesType(training.description(), type, () -> new AnomalySeries(training, null, shape));
        }
        Parameters parameters = withWarmUp(options, algorithm);
        Training training = Training.of(ownOnly(declared, request.options()), algorithms);
        Features features = Features.numeric(request.values());
        Shape shape = new Shape(request.values(), threshold(options, algorithm), type);
        Supplier<AnomalyDetector> detector = () -> (AnomalyDetector) algorithm.create(features, 0, parameters);
        return new SeriesType(
                CallOptions.description(algorithm, parameters),
                type,
                () -> new AnomalySeries(training, detector.get(), shape));
    }

    /** What a score is held against; NaN where how rare it is decides, or a forecast. */
    private static double threshold(CallOptions options, Algorithm<?> algorithm) {
        boolean says = options.says(THRESHOLD);
        return says || algorithm.name().equals(DEFAULT) ? options.own().real(THRESHOLD) : Double.NaN;
    }

    /** Orders of an autoregression, or a season, mean that a forecast decides. */
    private String otherwise(Map<String, String> options) {
        boolean forecasts = Training.ORDERS.stream().anyMatch(options::containsKey);
        return forecasts ? ForecastChoice.DEFAULT : DEFAULT;
    }

    private static Parameters withWarmUp(CallOptions options, Algorithm<?> algorithm) {
        Parameters parameters = options.parameters(algorithm);
        Parameter warmUp = find(algorithm, WARM_UP);
        if (warmUp == null || options.says(WARM_UP) || !options.says("minTrainingSize")) {
            return parameters;
        }
        double wanted = options.own().whole("minTrainingSize");
        return parameters.with(WARM_UP, (long) Math.max(warmUp.minimum(), Math.min(wanted, warmUp.maximum())));
    }

    private static @Nullable Parameter find(Algorithm<?> algorithm, String name) {
        return algorithm.declared().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What is said besides the detector and its parameters: for the forecasts beside it. */
    private CallOptions ownOnly(List<Parameter> declared, Map<String, String> options) {
        Map<String, String> own = new HashMap<>(options);
        own.keySet().retainAll(declared.stream().map(Parameter::name).toList());
        for (String order : Training.ORDERS) {
            if (own.containsKey(order)) {
                throw new InvalidParameterException(
                        order, "'" + order + "' is for forecasts, not for detectors", "leave 'algorithm' out, or this");
            }
        }
        return new CallOptions(name(), declared, own);
    }
}
