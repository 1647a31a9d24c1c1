package io.millrace.learn.model;

import io.millrace.core.connect.Option;
import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Answer;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.pipeline.Step;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Models that learn in the stream, with the algorithms of this library: {@code 'provider' = 'online'}. */
public final class OnlineModels implements ModelProvider {
    /** Tasks that a model can have here; the others are done by functions, or inside of models. */
    private static final List<Task> TASKS =
            List.of(Task.CLASSIFICATION, Task.REGRESSION, Task.ANOMALY_DETECTION, Task.CLUSTERING);

    private final List<Algorithm<?>> algorithms;

    /** @param algorithms those that models may name */
    public OnlineModels(List<Algorithm<?>> algorithms) {
        this.algorithms = List.copyOf(algorithms);
    }

    @Override
    public String name() {
        return "online";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.choice(
                        "task",
                        null,
                        TASKS.stream().map(Task::toString).toList(),
                        "What the model is for; without it, a text or BOOLEAN in OUTPUT means classification, DOUBLE regression."),
                Option.optional(
                        "algorithm",
                        Option.Kind.TEXT,
                        null,
                        "How it learns: see the list of algorithms. Its parameters are options, too."),
                Option.optional(
                        "transform",
                        Option.Kind.TEXT,
                        "auto",
                        "What is done to rows first: steps with | between them, each the name of a transformer, with columns and"
                                + " parameters in brackets: 'imputer | standard-scaler(x, y) | one-hot(drop-first=true)'. auto sees to"
                                + " what the algorithm needs, none does nothing."),
                Option.choice(
                        "on-drift",
                        "report",
                        List.of("report", "reset", "swap", "ignore"),
                        "What follows when its errors are no longer what they were: a row in sys.learner_events; in addition, the"
                                + " model begins anew, or gives its place to one that has learned since a warning; or nobody looks."),
                Option.optional(
                        "drift-detector",
                        Option.Kind.TEXT,
                        "adwin",
                        "Which detector watches its errors; 'drift-detector.delta' and so on are its parameters."),
                Option.optional("drift-detector.*", Option.Kind.TEXT, null, "A parameter of the detector of drift."),
                Option.optional(
                        "nominal",
                        Option.Kind.TEXT,
                        null,
                        "Columns of INPUT, with commas between them, whose numbers are names: no order, no distance."),
                Option.optional(
                        "partition-by",
                        Option.Kind.TEXT,
                        null,
                        "Columns of INPUT, with commas between them: rows with the same values have a model of their own."),
                Option.optional(
                        "max-keys",
                        Option.Kind.INTEGER,
                        "10000",
                        "At most so many models of PARTITION-BY on each worker; then those go that have not learned for longest."),
                Option.optional(
                        "max-categories",
                        Option.Kind.INTEGER,
                        "100",
                        "At most so many different values of a column that is a name; more are an error."),
                Option.optional(
                        "max-classes",
                        Option.Kind.INTEGER,
                        "20",
                        "At most so many different labels; more are an error."));
    }

    @Override
    public ModelType define(Request request) {
        Definition definition = new Definition(request, options());
        Task task = definition.task(TASKS);
        Algorithm<?> algorithm = definition.algorithm(task, algorithms);
        Parameters parameters = definition.parameters(algorithm);
        InputColumns input = definition.input();
        int classes = task == Task.CLASSIFICATION ? definition.classes() : 0;
        List<Answer> answers = definition.answers(task);
        List<Step> steps = new Steps(definition.transform(), algorithms).of(algorithm, input.features());
        Supplier<Learner> learner = () -> Pipelines.of(steps, algorithm, input.features(), classes, parameters);
        DriftPolicy policy = definition.driftPolicy(algorithms);
        return new ModelType(
                algorithm.name() + (parameters.given().isEmpty() ? "" : " " + parameters),
                task,
                input.columns(),
                input.features(),
                classes,
                width(task, classes),
                answers,
                true,
                definition.partition(),
                () -> LearningModel.of(task, new Watched(learner, policy), input.features(), classes));
    }

    @Override
    public List<String> explained(Task task) {
        return algorithms.stream()
                .filter(algorithm -> algorithm.task() == task)
                .filter(algorithm -> Pipelines.prepared(algorithm, Features.numeric(1), 2, algorithm.parameters())
                        instanceof Explained)
                .map(Algorithm::name)
                .toList();
    }

    private static int width(Task task, int classes) {
        return switch (task) {
            case CLASSIFICATION -> classes;
            case REGRESSION -> 3;
            case ANOMALY_DETECTION -> 2;
            default -> 1;
        };
    }

    /** The parts of a list with commas. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
