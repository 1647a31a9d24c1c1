package io.millrace.learn.series;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.type.Type;
import java.util.List;
import java.util.Objects;

/**
 * {@code ML_DETECT_ANOMALIES_ROBUST(x, ts, JSON_OBJECT('window' VALUE 20))}, or of a {@code ROW(x, y)}: how far a value is
 * from the median of those before, in median absolute deviations; with the names of Confluent Cloud.
 */
final class RobustAnomalyFunction implements SeriesFunction {
    private static final String WINDOW = "window";
    private static final String LEAST = "minTrainingSize";
    private static final int MOST = 100_000;

    private static final List<Parameter> DECLARED = List.of(
            Parameter.whole(WINDOW, 100, 3, MOST, "How many values before make the median."),
            Parameter.whole(
                    LEAST, 3, 3, MOST, "How many values are there before anything is said; the window, if less."),
            Parameter.real("threshold", 3, 0, 1e9, "How many standard deviations away a value is strange."),
            Parameter.flag("imputeOutliers", false, "Whether the median takes the place of a strange value."));

    @Override
    public String name() {
        return "ML_DETECT_ANOMALIES_ROBUST";
    }

    @Override
    public String example() {
        return "ML_DETECT_ANOMALIES_ROBUST(x, ts, JSON_OBJECT('window' VALUE 20, 'threshold' VALUE 3.0))";
    }

    @Override
    public boolean takesTime() {
        return true;
    }

    @Override
    public SeriesType define(Request request) {
        CallOptions options = new CallOptions(name(), DECLARED, request.options());
        options.checkAllKnown();
        Parameters own = options.own();
        int window = own.whole(WINDOW);
        RobustSeries.Settings settings = new RobustSeries.Settings(
                window,
                options.says(LEAST) ? Math.min(own.whole(LEAST), window) : window,
                own.real("threshold"),
                own.flag("imputeOutliers"));
        Type type = Verdict.type(Objects.requireNonNull(request.time()));
        String description = "median-absolute-deviation" + (own.given().isEmpty() ? "" : " " + own);
        return new SeriesType(description, type, () -> new RobustSeries(settings, request.values(), type));
    }
}
