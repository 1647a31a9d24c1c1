package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.util.List;
import java.util.Objects;

/**
 * {@code ML_FORECAST(x, ts, JSON_OBJECT('horizon' VALUE 3))}: the values to come, as they are expected after each row; with
 * Confluent Cloud's fields.
 */
final class ForecastFunction implements SeriesFunction {
    private static final double CONFIDENCE = 95;

    private final List<Algorithm<?>> algorithms;

    ForecastFunction(List<Algorithm<?>> algorithms) {
        this.algorithms = algorithms;
    }

    @Override
    public String name() {
        return "ML_FORECAST";
    }

    @Override
    public String example() {
        return "ML_FORECAST(x, ts, JSON_OBJECT('horizon' VALUE 3))";
    }

    @Override
    public boolean takesTime() {
        return true;
    }

    @Override
    public SeriesType define(Request request) {
        CallOptions options = new CallOptions(name(), Training.declared(CONFIDENCE), request.options());
        Training training = Training.of(options, algorithms);
        options.checkSingle(training.algorithm(), request.values());
        int horizon = options.own().whole("horizon");
        Type time = Objects.requireNonNull(request.time());
        Type step = Type.row(List.of(
                new Column("timestamp", time.withNullable(true)),
                new Column("forecast_value", Type.DOUBLE),
                new Column("lower_bound", Type.DOUBLE),
                new Column("upper_bound", Type.DOUBLE),
                new Column("rmse", Type.DOUBLE),
                new Column("aic", Type.DOUBLE)));
        return new SeriesType(
                training.description(), Type.array(step), () -> new ForecastSeries(training, horizon, step));
    }
}
