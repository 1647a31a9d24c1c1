package io.millrace.acceptance.reference;

import static io.millrace.acceptance.reference.MarkdownTable.code;
import static io.millrace.acceptance.reference.MarkdownTable.prose;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.VersionOptions;
import io.millrace.learn.Learners;
import io.millrace.learn.model.OnlineModels;
import io.millrace.onnx.OnnxModels;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of algorithms and of the options of models, from their descriptors. */
final class ModelReference {
    private ModelReference() {}

    /** What WITH can say of every model that learns. */
    static String options() {
        return ConnectorReference.table(
                        Stream.concat(new OnlineModels(Learners.ALL).options().stream(), VersionOptions.ALL.stream())
                                .toList())
                .strip();
    }

    /** What WITH can say of a model from an ONNX file. */
    static String onnx() {
        return ConnectorReference.table(new OnnxModels().options()).strip();
    }

    /** A section a task, with a row for each algorithm. */
    static String algorithms() {
        StringBuilder text = new StringBuilder();
        for (Task task : Task.values()) {
            List<Algorithm<?>> algorithms = Learners.of(task);
            if (!algorithms.isEmpty()) {
                MarkdownTable table =
                        new MarkdownTable("algorithm", "what it does", "after", "parameters, with defaults");
                for (Algorithm<?> algorithm : algorithms) {
                    table.row(List.of(
                            code(algorithm.name()),
                            prose(algorithm.doc()),
                            prose(algorithm.source()),
                            algorithm.declared().stream()
                                    .map(ModelReference::parameter)
                                    .collect(Collectors.joining(", "))));
                }
                text.append("\n### For ").append(task).append("\n\n").append(table);
            }
        }
        return text.toString().strip();
    }

    private static String parameter(Parameter parameter) {
        return code(parameter.name()) + " " + parameter.defaultValue();
    }
}
