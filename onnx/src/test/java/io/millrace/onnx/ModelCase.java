package io.millrace.onnx;

import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelProvider.Request;
import io.millrace.core.learn.ModelType;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CREATE MODEL of a file, without SQL. */
final class ModelCase {
    private final Path folder;
    private final List<Column> input = new ArrayList<>();
    private final List<Column> output = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>(Map.of("path", "model.onnx"));

    private ModelCase(Path folder) {
        this.folder = folder;
    }

    static ModelCase of(Path folder, byte[] file) throws IOException {
        Files.write(folder.resolve("model.onnx"), file);
        return new ModelCase(folder);
    }

    ModelCase input(String name, Type type) {
        input.add(new Column(name, type));
        return this;
    }

    ModelCase output(String name, Type type) {
        output.add(new Column(name, type));
        return this;
    }

    ModelCase with(String option, String value) {
        options.put(option, value);
        return this;
    }

    ModelType define() {
        return new OnnxModels().define(new Request("m", input, output, options, folder::resolve));
    }

    /** Where it is wrong, what is, and what to do: three lines. */
    String complaint() {
        try {
            define();
            return "nothing is wrong";
        } catch (InvalidModelException e) {
            return e.about() + "\n" + e.getMessage() + "\n" + e.hint();
        }
    }
}
