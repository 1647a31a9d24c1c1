package io.millrace.learn.model;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.connect.TableOptions.InvalidOptionException;
import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Answer;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelProvider.Request;
import io.millrace.core.learn.ModelType.Partition;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.learn.anomaly.Threshold;
import io.millrace.learn.interval.ConformalBand;
import io.millrace.learn.interval.ErrorBand;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out what CREATE MODEL says, and complains about what makes no sense. Of one model. */
final class Definition {
    private static final Map<Task, String> DEFAULTS = Map.of(
            Task.CLASSIFICATION, "adaptive-random-forest",
            Task.REGRESSION, "adaptive-random-forest",
            Task.ANOMALY_DETECTION, "half-space-trees",
            Task.CLUSTERING, "k-means");

    private final Request request;
    private final TableOptions options;
    private final Map<String, String> others = new LinkedHashMap<>();

    Definition(Request request, List<Option> declared) {
        this.request = request;
        List<String> names = declared.stream().map(Option::name).toList();
        Map<String, String> own = new LinkedHashMap<>();
        request.options()
                .forEach((name, value) -> (names.contains(name)
                                        || ModelOptions.PREFIXES.stream().anyMatch(name::startsWith)
                                ? own
                                : others)
                        .put(name, value));
        try {
            options = TableOptions.of(own, declared);
        } catch (InvalidOptionException e) {
            throw new InvalidModelException(e.option(), String.valueOf(e.getMessage()), e.hint());
        }
        checkColumns();
    }

    private void checkColumns() {
        if (request.input().isEmpty() || request.output().isEmpty()) {
            String what = request.input().isEmpty() ? "INPUT" : "OUTPUT";
            throw new InvalidModelException(
                    what,
                    "model '" + request.name() + "' has no " + what,
                    "say what it learns from and what it predicts: INPUT (x DOUBLE, ...) OUTPUT (y DOUBLE)");
        }
        List<String> input = request.input().stream().map(Column::name).toList();
        for (Column column : request.output()) {
            if (input.contains(column.name())) {
                throw new InvalidModelException(
                        column.name(),
                        "column '" + column.name() + "' is in INPUT and in OUTPUT: the model would be told the answer",
                        "take it out of INPUT; if it is another value, such as the one before, give it another name");
            }
        }
    }

    Task task(List<Task> tasks) {
        String given = options.text("task").orElse(null);
        if (given != null) {
            return tasks.stream()
                    .filter(task -> task.toString().equals(given))
                    .findFirst()
                    .orElseThrow();
        }
        Column output = request.output().get(0);
        Kind kind = output.type().kind();
        if (kind.isText() || kind == Kind.BOOLEAN) {
            return Task.CLASSIFICATION;
        } else if (kind.isFloating()) {
            return Task.REGRESSION;
        }
        throw new InvalidModelException(
                "task",
                "'" + output.name() + " " + output.type().sql() + "' does not tell whether it is a class or a number",
                "add 'task' = 'classification', or 'task' = 'regression' and declare it as DOUBLE");
    }

    /** How the model learns. */
    Recipe recipe(Task task, Features features, List<Algorithm<?>> algorithms) {
        String name = options.text("algorithm").orElse(DEFAULTS.getOrDefault(task, ""));
        return new Recipes(task, features, algorithms).recipe("", name, options.require(Steps.OPTION), others);
    }

    /** What challenges a model, if anything does. */
    Optional<Challenge> challenge(Task task, Recipe champion, Features features, List<Algorithm<?>> algorithms) {
        Map<String, String> own = below(ModelOptions.CHALLENGER + ".");
        Optional<String> name = options.text(ModelOptions.CHALLENGER);
        if (name.isEmpty()) {
            own.keySet().stream().findFirst().ifPresent(option -> {
                throw new InvalidModelException(
                        ModelOptions.CHALLENGER + "." + option,
                        "there is no challenger that '" + ModelOptions.CHALLENGER + "." + option + "' could be for",
                        "say which algorithm it is: 'challenger' = '...'");
            });
            return Optional.empty();
        }
        if (task != Task.CLASSIFICATION && task != Task.REGRESSION) {
            throw new InvalidModelException(
                    ModelOptions.CHALLENGER,
                    "nobody can tell which of two models for " + task + " is better: there are no labels",
                    "leave 'challenger' out");
        }
        double margin = number("challenger-margin", 0, 1);
        String transform = own.remove(Steps.OPTION);
        Recipe challenger = new Recipes(task, features, algorithms)
                .recipe(ModelOptions.CHALLENGER + ".", name.get(), transform == null ? "auto" : transform, own);
        return Optional.of(new Challenge(champion, challenger, count("challenger-rows"), margin));
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        request.options().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** What makes bounds of predictions; it makes null where OUTPUT has none. */
    Supplier<@Nullable ErrorBand> band(List<Answer> answers) {
        double coverage = number(ModelOptions.COVERAGE, 0, 1);
        if (!(coverage > 0 && coverage < 1)) {
            throw new InvalidModelException(
                    ModelOptions.COVERAGE,
                    "option 'coverage' is '" + request.options().get(ModelOptions.COVERAGE) + "'",
                    "it takes a share above 0 and below 1, such as 0.95");
        }
        boolean isAsked = answers.contains(Answer.LOWER_BOUND) || answers.contains(Answer.UPPER_BOUND);
        checkUse(ModelOptions.COVERAGE, isAsked, "lower_bound DOUBLE, upper_bound DOUBLE");
        return isAsked ? () -> new ConformalBand(coverage) : () -> null;
    }

    /** What makes anomalies of scores; it makes null where OUTPUT does not ask. */
    Supplier<@Nullable Threshold> threshold(List<Answer> answers) {
        boolean isAsked = answers.contains(Answer.IS_ANOMALY);
        for (String option : List.of(ModelOptions.THRESHOLD, "threshold-risk", "threshold-window", "threshold-level")) {
            checkUse(option, isAsked, "is_anomaly BOOLEAN");
        }
        double risk = number("threshold-risk", 1e-9, 0.5);
        double level = number("threshold-level", -Double.MAX_VALUE, Double.MAX_VALUE);
        int window = count("threshold-window");
        if (!isAsked) {
            return () -> null;
        }
        return switch (options.require(ModelOptions.THRESHOLD)) {
            case "fixed" -> () -> Threshold.fixed(level);
            case "peaks" -> () -> Threshold.peaks(risk);
            default -> {
                if (risk * (window + 1) < 1) {
                    throw new InvalidModelException(
                            "threshold-risk",
                            "by rank among " + window + " scores nothing is as rare as " + risk,
                            "allow 'threshold-risk' = '" + 1.0 / window
                                    + "', or rank among more: 'threshold-window', or" + " take 'threshold' = 'peaks'");
                }
                yield () -> Threshold.rank(window, risk);
            }
        };
    }

    /** Complains about an option that says how something is done which nobody asks for. */
    private void checkUse(String option, boolean isAsked, String columns) {
        if (!isAsked && request.options().containsKey(option)) {
            throw new InvalidModelException(
                    option,
                    "option '" + option + "' is for a column of OUTPUT that is not there",
                    "add " + columns + " to OUTPUT, or leave the option out");
        }
    }

    private double number(String option, double minimum, double maximum) {
        double number = options.number(option).orElse(minimum);
        if (!(number >= minimum && number <= maximum)) {
            throw new InvalidModelException(
                    option,
                    "option '" + option + "' is '" + request.options().get(option) + "'",
                    "it takes a number from "
                            + BigDecimal.valueOf(minimum).stripTrailingZeros().toPlainString() + " to "
                            + BigDecimal.valueOf(maximum).stripTrailingZeros().toPlainString());
        }
        return number;
    }

    /** How drift is found, and what follows. */
    DriftPolicy driftPolicy(List<Algorithm<?>> algorithms) {
        String reaction = options.require("on-drift");
        String name = options.require(ModelOptions.DETECTOR);
        Algorithm<?> found = null;
        List<String> known = new ArrayList<>();
        for (Algorithm<?> algorithm : algorithms) {
            if (algorithm.task() == Task.DRIFT_DETECTION) {
                known.add(algorithm.name());
                found = algorithm.name().equals(name) ? algorithm : found;
            }
        }
        if (found == null) {
            throw new InvalidModelException(
                    ModelOptions.DETECTOR,
                    "unknown detector of drift '" + name + "'",
                    Suggestions.didYouMean(name, known));
        }
        Parameters parameters = found.parameters();
        for (Map.Entry<String, String> given :
                below(ModelOptions.DETECTOR + ".").entrySet()) {
            try {
                parameters = parameters.with(given.getKey(), given.getValue());
            } catch (InvalidParameterException e) {
                throw new InvalidModelException(
                        ModelOptions.DETECTOR + "." + given.getKey(), String.valueOf(e.getMessage()), e.hint());
            }
        }
        return DriftPolicy.of(reaction, found, parameters);
    }

    /** The columns that are features: all but those that tell models apart. */
    InputColumns input() {
        List<Integer> partition = positions("partition-by");
        List<Integer> nominal = positions("nominal");
        List<Integer> columns = new ArrayList<>();
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < request.input().size(); i++) {
            if (!partition.contains(i)) {
                columns.add(i);
                features.add(feature(request.input().get(i), nominal.contains(i)));
            }
        }
        if (columns.isEmpty()) {
            throw new InvalidModelException(
                    "partition-by", "no column of INPUT is left to learn from", "add one to INPUT");
        }
        return new InputColumns(columns, Features.of(features));
    }

    private Feature feature(Column column, boolean nominal) {
        Type type = column.type();
        if (type.kind() == Kind.BOOLEAN) {
            return Feature.nominal(column.name(), 2);
        } else if (type.kind().isText() || nominal && type.kind().isNumeric()) {
            return Feature.nominal(column.name(), count("max-categories"));
        } else if (type.kind().isNumeric()) {
            return Feature.numeric(column.name());
        }
        throw new InvalidModelException(
                column.name(),
                "column '" + column.name() + "' of INPUT is " + type.sql() + ", which no learner takes",
                type.kind().isTimestamp() || type.kind() == Kind.DATE || type.kind() == Kind.TIME
                        ? "make numbers of it: EXTRACT(HOUR FROM " + column.name() + "), DAYOFWEEK(" + column.name()
                                + ")"
                        : "learners take numbers, texts and BOOLEAN");
    }

    private List<Integer> positions(String option) {
        List<String> names = request.input().stream().map(Column::name).toList();
        List<Integer> positions = new ArrayList<>();
        for (String name : OnlineModels.list(options.text(option).orElse(""))) {
            if (!names.contains(name)) {
                throw new InvalidModelException(
                        option,
                        "'" + option + "' names '" + name + "', which is no column of INPUT",
                        Suggestions.didYouMean(name, names));
            }
            positions.add(names.indexOf(name));
        }
        return positions;
    }

    private int count(String option) {
        long count = options.integer(option).orElse(1);
        if (count < 1 || count > 10_000_000) {
            throw new InvalidModelException(
                    option, "option '" + option + "' is '" + count + "'", "it takes a number from 1 to 10000000");
        }
        return (int) count;
    }

    Partition partition() {
        List<Integer> columns = positions("partition-by");
        return columns.isEmpty() ? Partition.NONE : new Partition(columns, count("max-keys"));
    }

    int classes() {
        return request.output().get(0).type().kind() == Kind.BOOLEAN ? 2 : count("max-classes");
    }
}
