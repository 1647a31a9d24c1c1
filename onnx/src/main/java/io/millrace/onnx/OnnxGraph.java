package io.millrace.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A computation that is being written as an ONNX file: inputs, weights, nodes and outputs, in any order but nodes after
 * those that they need. What it says is not checked here. One thread.
 *
 * <pre>{@code
 * byte[] file = new OnnxGraph("line", 17)
 *         .input("x", Element.FLOAT, -1, 2)
 *         .weights("w", new float[] {2, -1}, 2, 1)
 *         .weights("b", new float[] {0.5f}, 1)
 *         .node(new Node("Gemm", List.of("x", "w", "b"), List.of("y")))
 *         .output("y", Element.FLOAT, -1, 1)
 *         .toBytes();
 * }</pre>
 */
public final class OnnxGraph {
    /** The domain of operators that do machine learning the classical way. */
    public static final String MACHINE_LEARNING = "ai.onnx.ml";

    private static final long IR_VERSION = 8;
    private static final long MACHINE_LEARNING_OPSET = 3;

    private final Message graph = new Message();
    private final long opset;

    /** What tensors consist of. */
    public enum Element {
        FLOAT(1),
        INT32(6),
        INT64(7),
        STRING(8),
        BOOL(9),
        DOUBLE(11);

        private final int code;

        Element(int code) {
            this.code = code;
        }
    }

    /** A node that is being written: an operator, what it reads and what it gives. One thread. */
    public static final class Node {
        private final Message message = new Message();

        /** A node of the main domain. */
        public Node(String operator, List<String> inputs, List<String> outputs) {
            this("", operator, inputs, outputs);
        }

        public Node(String domain, String operator, List<String> inputs, List<String> outputs) {
            inputs.forEach(input -> message.text(1, input));
            outputs.forEach(output -> message.text(2, output));
            message.text(4, operator);
            if (!domain.isEmpty()) {
                message.text(7, domain);
            }
        }

        public Node with(String attribute, long value) {
            return add(attribute, 2, new Message().whole(3, value));
        }

        public Node with(String attribute, String value) {
            return add(attribute, 3, new Message().text(4, value));
        }

        public Node with(String attribute, float... values) {
            Message message = new Message();
            for (float value : values) {
                message.real(7, value);
            }
            return add(attribute, 6, message);
        }

        public Node with(String attribute, long[] values) {
            Message message = new Message();
            for (long value : values) {
                message.whole(8, value);
            }
            return add(attribute, 7, message);
        }

        public Node with(String attribute, List<String> values) {
            Message message = new Message();
            values.forEach(value -> message.text(9, value));
            return add(attribute, 8, message);
        }

        private Node add(String name, int type, Message value) {
            message.message(5, value.text(1, name).whole(20, type));
            return this;
        }
    }

    /** @param opset the version of the main domain's operators */
    public OnnxGraph(String name, int opset) {
        this.opset = opset;
        graph.text(2, name);
    }

    /** @param shape a size for each dimension; -1 where any is */
    public OnnxGraph input(String name, Element element, long... shape) {
        graph.message(11, value(name, tensor(element, shape)));
        return this;
    }

    /** @param shape a size for each dimension; -1 where any is */
    public OnnxGraph output(String name, Element element, long... shape) {
        graph.message(12, value(name, tensor(element, shape)));
        return this;
    }

    /** An output with a map for each row, from keys to FLOAT. */
    public OnnxGraph mapOutput(String name, Element key) {
        Message map = new Message().whole(1, key.code).message(2, tensor(Element.FLOAT));
        Message sequence = new Message().message(1, new Message().message(5, map));
        graph.message(12, value(name, new Message().message(4, sequence)));
        return this;
    }

    public OnnxGraph node(Node node) {
        graph.message(1, node.message);
        return this;
    }

    /** @param values the last dimension varies fastest */
    public OnnxGraph weights(String name, float[] values, long... shape) {
        byte[] bytes = new byte[4 * values.length];
        ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        return weights(name, Element.FLOAT, bytes, shape);
    }

    /** @param values the last dimension varies fastest */
    public OnnxGraph weights(String name, double[] values, long... shape) {
        byte[] bytes = new byte[8 * values.length];
        ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            raw.putDouble(value);
        }
        return weights(name, Element.DOUBLE, bytes, shape);
    }

    /** @param values the last dimension varies fastest */
    public OnnxGraph weights(String name, long[] values, long... shape) {
        byte[] bytes = new byte[8 * values.length];
        ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        return weights(name, Element.INT64, bytes, shape);
    }

    private OnnxGraph weights(String name, Element element, byte[] raw, long... shape) {
        Message tensor = new Message();
        for (long size : shape) {
            tensor.whole(1, size);
        }
        graph.message(5, tensor.whole(2, element.code).text(8, name).bytes(9, raw));
        return this;
    }

    private static Message value(String name, Message type) {
        return new Message().text(1, name).message(2, type);
    }

    private static Message tensor(Element element, long... shape) {
        Message dimensions = new Message();
        for (int i = 0; i < shape.length; i++) {
            Message size = new Message();
            dimensions.message(1, shape[i] < 0 ? size.text(2, i == 0 ? "N" : "D" + i) : size.whole(1, shape[i]));
        }
        return new Message().message(1, new Message().whole(1, element.code).message(2, dimensions));
    }

    /** The file. */
    public byte[] toBytes() {
        return new Message()
                .whole(1, IR_VERSION)
                .text(2, "millrace")
                .message(7, graph)
                .message(8, new Message().text(1, "").whole(2, opset))
                .message(8, new Message().text(1, MACHINE_LEARNING).whole(2, MACHINE_LEARNING_OPSET))
                .toBytes();
    }
}
