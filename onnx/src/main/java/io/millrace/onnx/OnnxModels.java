package io.millrace.onnx;

import io.millrace.core.connect.Option;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.ModelType.Partition;
import io.millrace.core.learn.Task;
import io.millrace.core.type.Column;
import java.util.List;
import java.util.stream.IntStream;

/** Models that were made elsewhere and come as ONNX files: {@code 'provider' = 'onnx'}. They do not learn. */
public final class OnnxModels implements ModelProvider {
    static final List<Task> TASKS = List.of(Task.CLASSIFICATION, Task.REGRESSION, Task.ANOMALY_DETECTION);

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required("path", Option.Kind.TEXT, "The ONNX file; relative paths are relative to the script."),
                Option.choice(
                        "task",
                        null,
                        TASKS.stream().map(Task::toString).toList(),
                        "What the model is for; without it, DOUBLE in OUTPUT means regression, and all else classification."),
                Option.optional(
                        "input",
                        Option.Kind.TEXT,
                        null,
                        "The file's inputs in the order in which they take the columns of INPUT, with commas between them."),
                Option.optional(
                        "output",
                        Option.Kind.TEXT,
                        null,
                        "The file's outputs that are used, with commas between them; without it, those that fit OUTPUT."),
                Option.optional(
                        "labels",
                        Option.Kind.TEXT,
                        null,
                        "What the classes are called, in their order, with commas between them."),
                Option.choice(
                        "scores",
                        "probabilities",
                        List.of("probabilities", "logits"),
                        "What the file gives for each class: probabilities, or logits, which softmax makes probabilities of."),
                Option.choice(
                        "device",
                        "auto",
                        List.of("auto", "cpu", "cuda"),
                        "Where it runs; auto takes CUDA when the ONNX Runtime that is installed has it."),
                Option.optional(
                        "threads",
                        Option.Kind.INTEGER,
                        "1",
                        "How many threads compute one batch, besides those that compute others; worth while for large models."));
    }

    @Override
    public ModelType define(Request request) {
        Definition definition = new Definition(request, options());
        OnnxSession session = definition.open();
        Inputs inputs = Inputs.of(session, request.input(), definition.list("input"));
        int columns = request.input().size();
        List<OutputTensor> given = Trial.outputs(session, inputs, definition.list("output"), columns);
        Outputs outputs = definition.outputs(session, given);
        List<String> labels = outputs.names().shown();
        List<Feature> features =
                request.input().stream().map(Column::name).map(Feature::numeric).toList();
        return new ModelType(
                session.file() + " on " + session.device(),
                definition.task(),
                IntStream.range(0, columns).boxed().toList(),
                Features.of(features),
                labels.size(),
                outputs.readings().size(),
                outputs.answers(),
                false,
                labels,
                Partition.NONE,
                () -> new OnnxModel(session, inputs, outputs, columns));
    }
}
