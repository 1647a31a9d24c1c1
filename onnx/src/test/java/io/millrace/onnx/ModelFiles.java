package io.millrace.onnx;

import io.millrace.onnx.OnnxGraph.Element;
import io.millrace.onnx.OnnxGraph.Node;
import java.util.List;

/** Small models whose answers can be worked out by hand. */
final class ModelFiles {
    private ModelFiles() {}

    /** {@code y = 2 a - b + 0.5}. */
    static OnnxGraph line(long batch) {
        return new OnnxGraph("line", 17)
                .input("x", Element.FLOAT, batch, 2)
                .weights("w", new float[] {2, -1}, 2, 1)
                .weights("b", new float[] {0.5f}, 1)
                .node(new Node("Gemm", List.of("x", "w", "b"), List.of("y")))
                .output("y", Element.FLOAT, batch, 1);
    }

    /** The same in DOUBLE, with MatMul and Add, and an answer that is not wrapped: {@code [N]}. */
    static OnnxGraph doubles() {
        return new OnnxGraph("doubles", 17)
                .input("x", Element.DOUBLE, -1, 2)
                .weights("w", new double[] {2, -1}, 2)
                .weights("b", new double[] {0.5}, 1)
                .node(new Node("MatMul", List.of("x", "w"), List.of("m")))
                .node(new Node("Add", List.of("m", "b"), List.of("y")))
                .output("y", Element.DOUBLE, -1);
    }

    /** Logits {@code a, b, 1}, and what softmax makes of them. */
    static OnnxGraph softmax() {
        return new OnnxGraph("softmax", 17)
                .input("x", Element.FLOAT, -1, 2)
                .weights("w", new float[] {1, 0, 0, 0, 1, 0}, 2, 3)
                .weights("b", new float[] {0, 0, 1}, 3)
                .node(new Node("Gemm", List.of("x", "w", "b"), List.of("logits")))
                .node(new Node("Softmax", List.of("logits"), List.of("probabilities")).with("axis", 1))
                .output("logits", Element.FLOAT, -1, 3)
                .output("probabilities", Element.FLOAT, -1, 3);
    }

    /** {@code relu(a - b) - 2 relu(b - a)}: two layers. */
    static OnnxGraph layers() {
        return new OnnxGraph("layers", 17)
                .input("x", Element.FLOAT, -1, 2)
                .weights("w1", new float[] {1, -1, -1, 1}, 2, 2)
                .weights("b1", new float[] {0, 0}, 2)
                .weights("w2", new float[] {1, -2}, 2, 1)
                .node(new Node("Gemm", List.of("x", "w1", "b1"), List.of("h")))
                .node(new Node("Relu", List.of("h"), List.of("r")))
                .node(new Node("MatMul", List.of("r", "w2"), List.of("y")))
                .output("y", Element.FLOAT, -1, 1);
    }

    /** As scikit-learn's logistic regression is exported: a label, and probabilities from scores {@code a, b}. */
    static OnnxGraph texts(boolean maps) {
        OnnxGraph graph = new OnnxGraph("texts", 17)
                .input("x", Element.FLOAT, -1, 2)
                .node(classifier("probabilities").with("classlabels_strings", List.of("cat", "dog")))
                .output("label", Element.STRING, -1);
        return maps
                ? graph.node(new Node(
                                        OnnxGraph.MACHINE_LEARNING,
                                        "ZipMap",
                                        List.of("probabilities"),
                                        List.of("output_probability"))
                                .with("classlabels_strings", List.of("cat", "dog")))
                        .mapOutput("output_probability", Element.STRING)
                : graph.output("probabilities", Element.FLOAT, -1, 2);
    }

    /** The same with classes 3 and 7. */
    static OnnxGraph numbers() {
        return new OnnxGraph("numbers", 17)
                .input("x", Element.FLOAT, -1, 2)
                .node(classifier("probabilities").with("classlabels_ints", new long[] {3, 7}))
                .output("label", Element.INT64, -1)
                .output("probabilities", Element.FLOAT, -1, 2);
    }

    private static Node classifier(String probabilities) {
        return new Node(OnnxGraph.MACHINE_LEARNING, "LinearClassifier", List.of("x"), List.of("label", probabilities))
                .with("coefficients", 1, 0, 0, 1)
                .with("intercepts", 0f, 0f)
                .with("multi_class", 1)
                .with("post_transform", "SOFTMAX");
    }

    /** As scikit-learn's outlier detectors are exported: {@code 1 - a} as score, and whether it is negative as -1. */
    static OnnxGraph outliers() {
        return new OnnxGraph("outliers", 17)
                .input("x", Element.FLOAT, -1, 1)
                .weights("one", new float[] {1}, 1)
                .weights("zero", new float[] {0}, 1)
                .weights("no", new long[] {1}, 1)
                .weights("yes", new long[] {-1}, 1)
                .node(new Node("Sub", List.of("one", "x"), List.of("scores")))
                .node(new Node("Less", List.of("scores", "zero"), List.of("negative")))
                .node(new Node("Where", List.of("negative", "yes", "no"), List.of("label")))
                .output("label", Element.INT64, -1, 1)
                .output("scores", Element.FLOAT, -1, 1);
    }

    /** An input for each column, {@code y = b ? a + n : a}. */
    static OnnxGraph columns() {
        return new OnnxGraph("columns", 17)
                .input("a", Element.DOUBLE, -1, 1)
                .input("n", Element.INT64, -1, 1)
                .input("b", Element.BOOL, -1, 1)
                .node(new Node("Cast", List.of("n"), List.of("d")).with("to", 11))
                .node(new Node("Add", List.of("a", "d"), List.of("sum")))
                .node(new Node("Where", List.of("b", "sum", "a"), List.of("y")))
                .output("y", Element.DOUBLE, -1, 1);
    }

    /** {@code y = 1 / x}. */
    static OnnxGraph inverse() {
        return new OnnxGraph("inverse", 17)
                .input("x", Element.FLOAT, -1, 1)
                .node(new Node("Reciprocal", List.of("x"), List.of("y")))
                .output("y", Element.FLOAT, -1, 1);
    }

    /** The probability of the second of two classes: the sigmoid of x. */
    static OnnxGraph sigmoid() {
        return new OnnxGraph("sigmoid", 17)
                .input("x", Element.FLOAT, -1, 1)
                .node(new Node("Sigmoid", List.of("x"), List.of("p")))
                .output("p", Element.FLOAT, -1, 1);
    }

    /** One number for all rows. */
    static OnnxGraph total() {
        return new OnnxGraph("total", 17)
                .input("x", Element.FLOAT, -1, 1)
                .node(new Node("ReduceSum", List.of("x"), List.of("y")).with("keepdims", 0))
                .output("y", Element.FLOAT);
    }
}
