package io.millrace.learn.model;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.VersionOptions;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds out how learners are to be made, from what CREATE MODEL says.
 *
 * @param features what rows have
 * @param algorithms all there are
 */
record Recipes(Task task, Features features, List<Algorithm<?>> algorithms) {
    /**
     * A way to make a learner.
     *
     * @param prefix what stands before the names of its options
     * @param name of the algorithm
     * @param transform what is done to rows before it
     * @param given what is said of its parameters, without the prefix
     */
    Recipe recipe(String prefix, String name, String transform, Map<String, String> given) {
        Algorithm<?> algorithm = algorithm(prefix.isEmpty() ? "algorithm" : ModelOptions.CHALLENGER, name);
        Parameters parameters = parameters(algorithm, prefix, given);
        return new Recipe(
                algorithm, parameters, new Steps(prefix + Steps.OPTION, transform, algorithms).of(algorithm, features));
    }

    private Algorithm<?> algorithm(String option, String name) {
        List<String> known = new ArrayList<>();
        TreeSet<String> elsewhere = new TreeSet<>();
        for (Algorithm<?> algorithm : algorithms) {
            if (algorithm.task() == task && algorithm.name().equals(name)) {
                return algorithm;
            } else if (algorithm.task() == task) {
                known.add(algorithm.name());
            } else if (algorithm.name().equals(name)) {
                elsewhere.add(algorithm.task().toString());
            }
        }
        throw elsewhere.isEmpty()
                ? new InvalidModelException(
                        option, "unknown algorithm '" + name + "'", Suggestions.didYouMean(name, known))
                : new InvalidModelException(
                        option,
                        "algorithm '" + name + "' is for " + String.join(", ", elsewhere) + ", not for " + task,
                        "take another one: docs/models.md lists them by task; or say 'task' = '" + elsewhere.first()
                                + "'");
    }

    private static Parameters parameters(Algorithm<?> algorithm, String prefix, Map<String, String> given) {
        List<String> known = algorithm.declared().stream().map(Parameter::name).toList();
        Parameters parameters = algorithm.parameters();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String option = prefix + entry.getKey();
            if (!known.contains(entry.getKey())) {
                List<String> all = new ArrayList<>(
                        known.stream().map(each -> prefix + each).toList());
                all.addAll(prefix.isEmpty() ? ModelOptions.names() : List.of(prefix + Steps.OPTION));
                if (prefix.isEmpty()) {
                    VersionOptions.ALL.forEach(each -> all.add(each.name()));
                }
                throw new InvalidModelException(
                        option,
                        "unknown option '" + option + "': " + algorithm.name() + " has no such parameter",
                        Suggestions.didYouMean(option, all));
            }
            try {
                parameters = parameters.with(entry.getKey(), entry.getValue());
            } catch (InvalidParameterException e) {
                throw new InvalidModelException(prefix + e.parameter(), String.valueOf(e.getMessage()), e.hint());
            }
        }
        return parameters;
    }
}
