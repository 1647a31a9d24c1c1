package io.millrace.bench.learn;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.pipeline.Pipelines;
import java.util.Map;
import java.util.TreeMap;

/**
 * An algorithm with settings.
 *
 * @param settings what differs from its defaults; {@code transform=none}, as in SQL, leaves out the transformers that would
 *     go before it
 */
record Contestant(Algorithm<?> algorithm, Map<String, String> settings) {
    private static final String TRANSFORM = "transform";

    boolean hasSeed() {
        return algorithm.declared().stream()
                .anyMatch(parameter -> parameter.name().equals("seed"));
    }

    Parameters parameters() {
        Map<String, String> own = new TreeMap<>(settings);
        own.remove(TRANSFORM);
        return algorithm.parameters().with(own);
    }

    /** A learner with the transformers in front of it that its algorithm needs. */
    Learner create(DataSet data, long seed) {
        Parameters parameters = parameters();
        if (hasSeed()) {
            parameters = parameters.with("seed", seed);
        }
        if (settings.containsKey(TRANSFORM)) {
            return algorithm.create(data.features(), data.classes(), parameters);
        }
        return Pipelines.prepared(algorithm, data.features(), data.classes(), parameters);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(algorithm.name());
        new TreeMap<>(settings)
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }
}
