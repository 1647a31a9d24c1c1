package io.millrace.acceptance.golden;

import io.millrace.onnx.OnnxGraph;
import io.millrace.onnx.OnnxGraph.Element;
import io.millrace.onnx.OnnxGraph.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes ONNX files of those inputs of a golden file whose names end so and whose first line is {@code onnx}. The other lines:
 * {@code input NAME TYPE SIZES} and {@code output NAME TYPE SIZES}, with {@code N} for any number of rows;
 * {@code weights NAME SIZES: NUMBERS}, and {@code node OPERATOR INPUTS -> OUTPUTS}.
 */
final class ModelFile {
    private static final int OPSET = 17;
    private static final String FIRST = "onnx\n";

    private ModelFile() {}

    static void write(Path folder, Map<String, String> inputs) throws IOException {
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            if (input.getKey().endsWith(".onnx") && input.getValue().startsWith(FIRST)) {
                String text = input.getValue().substring(FIRST.length());
                Files.write(
                        folder.resolve(input.getKey()),
                        graph(input.getKey(), text).toBytes());
            }
        }
    }

    private static OnnxGraph graph(String name, String text) {
        OnnxGraph graph = new OnnxGraph(name, OPSET);
        for (String line : text.lines().toList()) {
            List<String> words = List.of(line.split(" "));
            switch (words.get(0)) {
                case "input" -> graph.input(words.get(1), Element.valueOf(words.get(2)), sizes(words, 3));
                case "output" -> graph.output(words.get(1), Element.valueOf(words.get(2)), sizes(words, 3));
                case "weights" -> {
                    String[] parts = line.split(": ");
                    List<String> numbers = List.of(parts[1].split(" "));
                    float[] values = new float[numbers.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Float.parseFloat(numbers.get(i));
                    }
                    graph.weights(words.get(1), values, sizes(List.of(parts[0].split(" ")), 2));
                }
                case "node" -> {
                    int arrow = words.indexOf("->");
                    graph.node(new Node(words.get(1), words.subList(2, arrow), words.subList(arrow + 1, words.size())));
                }
                default -> throw new IllegalArgumentException("not a line of a model: " + line);
            }
        }
        return graph;
    }

    private static long[] sizes(List<String> words, int from) {
        return Arrays.stream(words.subList(from, words.size()).toArray(String[]::new))
                .mapToLong(word -> word.equals("N") ? -1 : Long.parseLong(word))
                .toArray();
    }
}
