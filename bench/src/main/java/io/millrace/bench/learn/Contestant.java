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
 * @param settings what differs from its defaults
 */
record Contestant(Algorithm<?> algorithm, Map<String, String> settings) {
    boolean hasSeed() {
        return algorithm.declared().stream()
                .anyMatch(parameter -> parameter.name().equals("seed"));
    }

    /** A learner with the transformers in front of it that its algorithm needs. */
    Learner create(DataSet data, long seed) {
        Parameters parameters = algorithm.parameters().with(settings);
        if (hasSeed()) {
            parameters = parameters.with("seed", seed);
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
