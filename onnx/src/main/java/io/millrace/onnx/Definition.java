package io.millrace.onnx;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.connect.TableOptions.InvalidOptionException;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelProvider.Request;
import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Finds out what CREATE MODEL says, and complains about what makes no sense. Of one model. */
final class Definition {
    private static final int THREADS_MAX = 256;

    private final Request request;
    private final TableOptions options;

    Definition(Request request, List<Option> declared) {
        this.request = request;
        List<String> names = declared.stream().map(Option::name).toList();
        for (String name : request.options().keySet()) {
            if (!names.contains(name)) {
                throw new InvalidModelException(
                        name, "unknown option '" + name + "'", Suggestions.didYouMean(name, names));
            }
        }
        try {
            options = TableOptions.of(request.options(), declared);
        } catch (InvalidOptionException e) {
            throw new InvalidModelException(e.option(), String.valueOf(e.getMessage()), e.hint());
        }
        if (request.input().isEmpty() || request.output().isEmpty()) {
            String what = request.input().isEmpty() ? "INPUT" : "OUTPUT";
            throw new InvalidModelException(
                    what,
                    "model '" + request.name() + "' has no " + what,
                    "say what goes into the model and what comes out: INPUT (x DOUBLE, ...) OUTPUT (y DOUBLE)");
        }
    }

    /** The parts of an option that is a list; none when it is not given. */
    List<String> list(String option) {
        List<String> parts = Arrays.stream(options.text(option).orElse("").split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.stream().distinct().count() < parts.size()) {
            throw new InvalidModelException(
                    option, "option '" + option + "' names something twice", "name each once: '" + parts + "'");
        }
        return parts;
    }

    private Path path() {
        return request.files().apply(options.require("path"));
    }

    OnnxSession open() {
        long threads = options.integer("threads").orElse(1);
        if (threads < 1 || threads > THREADS_MAX) {
            throw new InvalidModelException(
                    "threads", "option 'threads' is '" + threads + "'", "it takes a number from 1 to " + THREADS_MAX);
        }
        return OnnxSession.open(path(), options.require("path"), options.require("device"), (int) threads);
    }

    Task task() {
        String given = options.text("task").orElse(null);
        if (given != null) {
            return OnnxModels.TASKS.stream()
                    .filter(task -> task.toString().equals(given))
                    .findFirst()
                    .orElseThrow();
        }
        return request.output().get(0).type().kind().isFloating() ? Task.REGRESSION : Task.CLASSIFICATION;
    }

    /** @param given what the model gives, as it was tried */
    Outputs outputs(OnnxSession session, List<OutputTensor> given) {
        List<String> labels = list("labels");
        Task task = task();
        if (task != Task.CLASSIFICATION) {
            for (String option : List.of("labels", "scores")) {
                if (options.isGiven(option)) {
                    throw new InvalidModelException(
                            option,
                            "option '" + option + "' is for classes, but this model is for " + task,
                            "leave it out, or begin OUTPUT with the class: OUTPUT (label STRING)");
                }
            }
        }
        return switch (task) {
            case CLASSIFICATION -> {
                boolean logits = options.require("scores").equals("logits");
                yield new ClassOutputs(session.file(), request.output(), given, logits)
                        .choose(OnnxFile.labels(path()), labels);
            }
            case REGRESSION -> new NumberOutputs(session.file(), request.output(), given).numbers();
            default -> new NumberOutputs(session.file(), request.output(), given).anomalies();
        };
    }

    /** @throws InvalidModelException unless a column of OUTPUT has a type that goes with what it is to tell */
    static void check(Column column, boolean fits, String wanted) {
        if (!fits) {
            throw new InvalidModelException(
                    column.name(),
                    "column '" + column.name() + "' of OUTPUT is "
                            + column.type().sql() + ", but the model gives " + wanted,
                    "declare it as " + wanted + ", and CAST where it is used");
        }
    }

    static boolean isNumber(Column column) {
        return column.type().kind().isFloating();
    }

    static boolean isTruth(Column column) {
        return column.type().kind() == Kind.BOOLEAN;
    }
}
