package io.millrace.learn.model;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.connect.TableOptions.InvalidOptionException;
import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Answer;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.ModelOptions;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelProvider.Request;
import io.millrace.core.learn.ModelType.Partition;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Parameters.InvalidParameterException;
import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds out what CREATE MODEL says, and complains about what makes no sense. Of one model. */
final class Definition {
    private static final String DETECTOR = "drift-detector";

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
                .forEach((name, value) ->
                        (names.contains(name) || name.startsWith(DETECTOR + ".") ? own : others).put(name, value));
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

    Algorithm<?> algorithm(Task task, List<Algorithm<?>> algorithms) {
        String name = options.text("algorithm").orElse(DEFAULTS.getOrDefault(task, ""));
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
                        "algorithm", "unknown algorithm '" + name + "'", Suggestions.didYouMean(name, known))
                : new InvalidModelException(
                        "algorithm",
                        "algorithm '" + name + "' is for " + String.join(", ", elsewhere) + ", not for " + task,
                        "take another one: docs/models.md lists them by task; or say 'task' = '" + elsewhere.first()
                                + "'");
    }

    /** What is said of the algorithm: all options that are nobody else's. */
    Parameters parameters(Algorithm<?> algorithm) {
        List<String> known = new ArrayList<>(
                algorithm.declared().stream().map(Parameter::name).toList());
        try {
            Parameters parameters = algorithm.parameters();
            for (Map.Entry<String, String> other : others.entrySet()) {
                if (!known.contains(other.getKey())) {
                    List<String> all = new ArrayList<>(known);
                    all.addAll(List.of(
                            "task",
                            "algorithm",
                            "nominal",
                            "partition-by",
                            "max-keys",
                            "max-categories",
                            "transform",
                            "on-drift"));
                    ModelOptions.ALL.forEach(option -> all.add(option.name()));
                    throw new InvalidModelException(
                            other.getKey(),
                            "unknown option '" + other.getKey() + "': " + algorithm.name() + " has no such parameter",
                            Suggestions.didYouMean(other.getKey(), all));
                }
                parameters = parameters.with(other.getKey(), other.getValue());
            }
            return parameters;
        } catch (InvalidParameterException e) {
            throw new InvalidModelException(e.parameter(), String.valueOf(e.getMessage()), e.hint());
        }
    }

    String transform() {
        return options.require("transform");
    }

    /** How drift is found, and what follows. */
    DriftPolicy driftPolicy(List<Algorithm<?>> algorithms) {
        String reaction = options.require("on-drift");
        String name = options.require(DETECTOR);
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
                    DETECTOR, "unknown detector of drift '" + name + "'", Suggestions.didYouMean(name, known));
        }
        Parameters parameters = found.parameters();
        for (Map.Entry<String, String> given : request.options().entrySet()) {
            if (given.getKey().startsWith(DETECTOR + ".")) {
                try {
                    parameters = parameters.with(given.getKey().substring(DETECTOR.length() + 1), given.getValue());
                } catch (InvalidParameterException e) {
                    throw new InvalidModelException(given.getKey(), String.valueOf(e.getMessage()), e.hint());
                }
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

    /** What each column of OUTPUT is to tell: the first by the task, the others by their names. */
    List<Answer> answers(Task task) {
        List<Answer> answers = new ArrayList<>();
        for (Column column : request.output()) {
            Answer answer = answers.isEmpty() ? first(task, column) : named(task, column);
            check(answer, column);
            answers.add(answer);
        }
        return answers;
    }

    private static Answer first(Task task, Column column) {
        return switch (task) {
            case CLASSIFICATION -> Answer.LABEL;
            case REGRESSION -> Answer.VALUE;
            case CLUSTERING -> Answer.CLUSTER;
            default -> column.type().kind() == Kind.BOOLEAN ? Answer.IS_ANOMALY : Answer.SCORE;
        };
    }

    private static Answer named(Task task, Column column) {
        Map<String, Answer> names = switch (task) {
            case CLASSIFICATION -> Map.of("probability", Answer.PROBABILITY);
            case REGRESSION -> Map.of("lower_bound", Answer.LOWER_BOUND, "upper_bound", Answer.UPPER_BOUND);
            case ANOMALY_DETECTION -> Map.of("score", Answer.SCORE, "is_anomaly", Answer.IS_ANOMALY);
            default -> Map.of();
        };
        Answer answer = names.get(column.name());
        if (answer == null) {
            throw new InvalidModelException(
                    column.name(),
                    "a model for " + task + " has nothing to say for OUTPUT column '" + column.name() + "'",
                    names.isEmpty()
                            ? "leave it out: there is one column of output"
                            : Suggestions.didYouMean(column.name(), new TreeSet<>(names.keySet())));
        }
        return answer;
    }

    private static void check(Answer answer, Column column) {
        Kind kind = column.type().kind();
        boolean fits = switch (answer) {
            case LABEL -> kind.isText() || kind == Kind.BOOLEAN || kind.isInteger();
            case IS_ANOMALY -> kind == Kind.BOOLEAN;
            case CLUSTER -> kind == Kind.INT || kind == Kind.BIGINT;
            default -> kind.isFloating();
        };
        if (!fits) {
            String wanted = switch (answer) {
                case LABEL -> "a text, BOOLEAN or a whole number";
                case IS_ANOMALY -> "BOOLEAN";
                case CLUSTER -> "INT or BIGINT";
                default -> "DOUBLE";
            };
            throw new InvalidModelException(
                    column.name(),
                    "column '" + column.name() + "' of OUTPUT is "
                            + column.type().sql() + ", but the model gives " + wanted,
                    "declare it as " + (answer == Answer.LABEL ? "STRING" : wanted.split(" ")[0])
                            + ", and CAST where it is used");
        }
    }
}
