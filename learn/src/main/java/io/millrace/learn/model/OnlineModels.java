package io.millrace.learn.model;

import io.millrace.core.connect.Option;
import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Answer;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.Task;
import io.millrace.learn.pipeline.Pipelines;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        return ModelOptions.all(TASKS);
    }

    @Override
    public ModelType define(Request request) {
        Definition definition = new Definition(request, options());
        Task task = definition.task(TASKS);
        InputColumns input = definition.input();
        Features features = input.features();
        Recipe champion = definition.recipe(task, features, algorithms);
        int classes = task == Task.CLASSIFICATION ? definition.classes() : 0;
        List<Answer> answers = OutputColumns.answers(task, request.output());
        Blueprint blueprint = new Blueprint(
                features,
                classes,
                definition.driftPolicy(algorithms),
                definition.band(answers),
                definition.threshold(answers));
        int width = width(task, classes);
        Optional<Challenge> challenge = definition.challenge(task, champion, features, algorithms);
        Supplier<Model> factory = challenge
                .<Supplier<Model>>map(found -> () -> new ChallengedModel(
                        found, blueprint.create(task, champion), blueprint.create(task, found.challenger()), width))
                .orElse(() -> blueprint.create(task, champion));
        return new ModelType(
                champion
                        + challenge
                                .map(found -> ", challenged by " + found.challenger())
                                .orElse(""),
                task,
                input.columns(),
                features,
                classes,
                width,
                answers,
                true,
                definition.partition(),
                factory);
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
