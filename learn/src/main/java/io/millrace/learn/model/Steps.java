package io.millrace.learn.model;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.core.text.Suggestions;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.pipeline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the option {@code transform}: {@code imputer | standard-scaler(x, y) | one-hot}. */
final class Steps {
    static final String OPTION = "transform";
    private static final Pattern STEP = Pattern.compile("\\s*([\\w-]+)\\s*(?:\\(([^()]*)\\))?\\s*");

    private final String option;
    private final String text;
    private final List<Algorithm<?>> algorithms;

    /** @param option the option that says it */
    Steps(String option, String text, List<Algorithm<?>> algorithms) {
        this.option = option;
        this.text = text;
        this.algorithms = algorithms;
    }

    /** The steps in front of an algorithm. */
    List<Step> of(Algorithm<?> algorithm, Features features) {
        return switch (text.trim()) {
            case "auto" -> Pipelines.steps(algorithm.needs(), features);
            case "none" -> List.of();
            default -> written(features);
        };
    }

    private List<Step> written(Features features) {
        List<Step> steps = new ArrayList<>();
        List<String> names = features.all().stream().map(Feature::name).toList();
        for (String part : text.split("\\|", -1)) {
            Matcher matcher = STEP.matcher(part);
            if (!matcher.matches()) {
                throw new InvalidModelException(
                        option,
                        "'" + part.trim() + "' in option '" + option + "' is no step",
                        "write steps with | between them, such as 'imputer | standard-scaler(x, y) | one-hot'");
            }
            String inBrackets = matcher.group(2) == null ? "" : matcher.group(2);
            steps.add(step(matcher.group(1), OnlineModels.list(inBrackets), names));
        }
        return steps;
    }

    private Step step(String name, List<String> arguments, List<String> features) {
        Algorithm<? extends Transformer> algorithm = find(name);
        Parameters parameters = algorithm.parameters();
        List<String> columns = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                if (!features.contains(argument)) {
                    throw new InvalidModelException(
                            option,
                            "'" + argument + "' in option '" + option + "' is no column of INPUT",
                            Suggestions.didYouMean(argument, features));
                }
                columns.add(argument);
                continue;
            }
            try {
                parameters = parameters.with(
                        argument.substring(0, equals).trim(),
                        argument.substring(equals + 1).trim());
            } catch (InvalidParameterException e) {
                throw new InvalidModelException(option, String.valueOf(e.getMessage()), e.hint());
            }
        }
        return Step.of(algorithm, parameters).on(columns.toArray(new String[0]));
    }

    @SuppressWarnings("unchecked") // An algorithm for preprocessing makes transformers.
    private Algorithm<? extends Transformer> find(String name) {
        List<String> known = new ArrayList<>();
        for (Algorithm<?> algorithm : algorithms) {
            if (algorithm.task() == Task.PREPROCESSING) {
                if (algorithm.name().equals(name)) {
                    return (Algorithm<? extends Transformer>) algorithm;
                }
                known.add(algorithm.name());
            }
        }
        throw new InvalidModelException(
                option, "unknown transformer '" + name + "'", Suggestions.didYouMean(name, known));
    }
}
