package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a call says, told apart: what is for the function, which algorithm, and what is for that. Of one call. */
final class CallOptions {
    static final String ALGORITHM = "algorithm";

    private final String function;
    private final List<Parameter> declared;
    private final Map<String, String> given;
    private final Parameters own;

    /** @param declared what the function takes, besides an algorithm and its parameters */
    CallOptions(String function, List<Parameter> declared, Map<String, String> given) {
        this.function = function;
        this.declared = declared;
        this.given = new TreeMap<>(given);
        Set<String> names = Set.copyOf(names(declared));
        Map<String, String> mine = new LinkedHashMap<>();
        this.given.forEach((name, value) -> {
            if (names.contains(name)) {
                mine.put(name, value);
            }
        });
        own = Parameters.of(function, declared).with(mine);
    }

    /** What is for the function, all checked. */
    Parameters own() {
        return own;
    }

    boolean says(String option) {
        return given.containsKey(option);
    }

    /** The algorithm that the call names, or that of a name, which is there. */
    Algorithm<?> algorithm(List<Algorithm<?>> algorithms, List<Task> tasks, String otherwise) {
        String name = given.getOrDefault(ALGORITHM, otherwise);
        List<String> known = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (Algorithm<?> algorithm : algorithms) {
            boolean fits = tasks.contains(algorithm.task());
            if (fits && algorithm.name().equals(name)) {
                return algorithm;
            } else if (fits) {
                known.add(algorithm.name());
            } else if (algorithm.name().equals(name)) {
                elsewhere.add(algorithm.task().toString());
            }
        }
        String tasksText =
                String.join(" or ", tasks.stream().map(Task::toString).toList());
        throw elsewhere.isEmpty()
                ? new InvalidParameterException(
                        ALGORITHM, "unknown algorithm '" + name + "'", Suggestions.didYouMean(name, known))
                : new InvalidParameterException(
                        ALGORITHM,
                        "algorithm '" + name + "' is for " + String.join(", ", elsewhere) + ", not for " + tasksText,
                        "there are " + String.join(", ", known));
    }

    /** What is for the algorithm: all that is not for the function. */
    Parameters parameters(Algorithm<?> algorithm) {
        List<String> known = names(algorithm.declared());
        List<String> all = new ArrayList<>(names(declared));
        all.add(ALGORITHM);
        Parameters parameters = algorithm.parameters();
        for (Map.Entry<String, String> option : given.entrySet()) {
            if (known.contains(option.getKey())) {
                parameters = parameters.with(option.getKey(), option.getValue());
            } else if (!all.contains(option.getKey())) {
                all.addAll(known);
                throw new InvalidParameterException(
                        option.getKey(),
                        function + " has no option '" + option.getKey() + "', nor has " + algorithm.name(),
                        Suggestions.didYouMean(option.getKey(), all));
            }
        }
        return parameters;
    }

    /** Complains about options that are not the function's own, for functions without a choice of algorithms. */
    void checkAllKnown() {
        List<String> known = names(declared);
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidParameterException(
                        name, function + " has no option '" + name + "'", Suggestions.didYouMean(name, known));
            }
        }
    }

    /** The text of an algorithm and what was said of it, for people. */
    static String description(Algorithm<?> algorithm, Parameters parameters) {
        return algorithm.name() + (parameters.given().isEmpty() ? "" : " " + new TreeMap<>(parameters.given()));
    }

    /** Complains about several values where one is taken. */
    void checkSingle(Algorithm<?> algorithm, int values) {
        boolean single = algorithm.needs().contains(Need.SINGLE) || algorithm.task() != Task.ANOMALY_DETECTION;
        if (single && values > 1) {
            throw new InvalidParameterException(
                    ALGORITHM,
                    "algorithm '" + algorithm.name() + "' of " + function + " looks at one value, but this is a ROW of "
                            + values,
                    "name an algorithm for several, or use ML_DETECT_ANOMALIES_ROBUST");
        }
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }
}
