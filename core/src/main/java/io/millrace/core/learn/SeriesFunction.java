package io.millrace.core.learn;

import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.type.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function that learns from the rows of each key as they come and answers for each of them, without a model that
 * somebody named: {@code ML_FORECAST(x, ts) OVER (PARTITION BY k ORDER BY ts)}. Safe for use by any thread.
 */
public interface SeriesFunction {
    /** As users write it: {@code ML_FORECAST}. */
    String name();

    /** A call of it without OVER, for errors. */
    String example();

    /** Whether a time comes after the values. */
    boolean takesTime();

    /**
     * Finds out what a call is.
     *
     * @throws InvalidParameterException when something about it is wrong
     */
    SeriesType define(Request request);

    /**
     * What a call says.
     *
     * @param values how many values a row has
     * @param time the type of the time; null where there is none
     * @param options what its last argument says
     */
    record Request(int values, @Nullable Type time, Map<String, String> options) {
        public Request {
            options = Map.copyOf(options);
        }
    }
}
