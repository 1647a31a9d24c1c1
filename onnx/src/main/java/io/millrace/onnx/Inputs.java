package io.millrace.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.millrace.core.error.DataException;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs of a model: rows of columns as tensors. Immutable. */
final class Inputs {
    private final String file;
    private final List<Column> columns;
    private final List<InputTensor> tensors;

    private Inputs(String file, List<Column> columns, List<InputTensor> tensors) {
        this.file = file;
        this.columns = columns;
        this.tensors = tensors;
    }

    /**
     * The inputs that a file has, for the columns that it is given.
     *
     * @param names the inputs in the order in which they take columns; none when that is to be found out
     * @throws InvalidModelException when the two do not fit
     */
    static Inputs of(OnnxSession session, List<Column> columns, List<String> names) {
        Map<String, NodeInfo> nodes = session.inputs();
        List<InputTensor> found = new ArrayList<>();
        for (String name : names.isEmpty() ? List.copyOf(nodes.keySet()) : names) {
            NodeInfo node = nodes.get(name);
            if (node == null) {
                throw new InvalidModelException(
                        "input",
                        "'" + session.file() + "' has no input '" + name + "'",
                        Suggestions.didYouMean(name, nodes.keySet()));
            }
            found.add(InputTensor.of(session.file(), node, columns.size()));
        }
        if (found.size() < nodes.size()) {
            throw new InvalidModelException(
                    "input",
                    "'" + session.file() + "' has the inputs " + String.join(", ", nodes.keySet())
                            + ", and each needs a value",
                    "name all of them, in the order in which they take the columns of INPUT");
        }
        List<InputTensor> ordered = names.isEmpty() && found.size() > 1 ? byName(session, columns, found) : found;
        Inputs inputs = new Inputs(session.file(), List.copyOf(columns), placed(session, columns, ordered));
        inputs.check();
        return inputs;
    }

    private static List<InputTensor> byName(OnnxSession session, List<Column> columns, List<InputTensor> found) {
        List<InputTensor> ordered = new ArrayList<>();
        for (Column column : columns) {
            for (InputTensor tensor : found) {
                if (tensor.name().equalsIgnoreCase(column.name())) {
                    ordered.add(tensor);
                }
            }
        }
        if (ordered.size() != columns.size() || !ordered.containsAll(found)) {
            List<String> names = found.stream().map(InputTensor::name).toList();
            throw new InvalidModelException(
                    "INPUT",
                    "'" + session.file() + "' has the inputs " + String.join(", ", names)
                            + ", and the columns of INPUT are not named like that",
                    "name them so, or say in which order the inputs take them: 'input' = '" + String.join(",", names)
                            + "'");
        }
        return ordered;
    }

    private static List<InputTensor> placed(OnnxSession session, List<Column> columns, List<InputTensor> ordered) {
        int taken = 0;
        int open = 0;
        for (InputTensor tensor : ordered) {
            taken += Math.max(0, tensor.width());
            open += tensor.width() < 0 ? 1 : 0;
        }
        int rest = columns.size() - taken;
        if (open > 1 || rest < open || open == 0 && rest != 0) {
            throw new InvalidModelException(
                    "INPUT",
                    "'" + session.file() + "' takes rows of " + (open > 0 ? "at least " + (taken + open) : taken)
                            + (taken + open == 1 ? " column" : " columns") + ", but INPUT has " + columns.size() + ": "
                            + shapes(session, ordered),
                    "INPUT has the columns that the model was made for, in their order");
        }
        List<InputTensor> placed = new ArrayList<>();
        int column = 0;
        for (InputTensor tensor : ordered) {
            int width = tensor.width() < 0 ? rest : tensor.width();
            placed.add(tensor.at(column, width));
            column += width;
        }
        return placed;
    }

    private static String shapes(OnnxSession session, List<InputTensor> tensors) {
        Map<String, NodeInfo> nodes = session.inputs();
        List<String> shapes = new ArrayList<>();
        for (InputTensor tensor : tensors) {
            NodeInfo node = nodes.get(tensor.name());
            if (node != null && node.getInfo() instanceof TensorInfo info) {
                shapes.add("input '" + tensor.name() + "' is " + InputTensor.text(info));
            }
        }
        return String.join(", ", shapes);
    }

    private void check() {
        for (InputTensor tensor : tensors) {
            for (int i = 0; i < tensor.width(); i++) {
                tensor.check(file, columns.get(tensor.first() + i));
            }
            if (tensor.batch() != tensors.get(0).batch()) {
                throw new InvalidModelException(
                        "path",
                        "the inputs '" + tensors.get(0).name() + "' and '" + tensor.name() + "' of '" + file
                                + "' do not take the same number of rows",
                        "export the model with an input of [rows, columns]");
            }
        }
    }

    /** How many rows are computed at once: as many as the model takes, or at most {@code wanted}. */
    int batch(int wanted) {
        int batch = tensors.get(0).batch();
        return batch == InputTensor.ANY ? wanted : batch;
    }

    /** Whether any number of rows can be computed at once. */
    boolean takesAnyNumber() {
        return tensors.get(0).batch() == InputTensor.ANY;
    }

    /** Memory for so many rows. */
    Buffers buffers(int rows) {
        return new Buffers(rows);
    }

    /** Rows on their way into tensors; of one thread at a time. */
    final class Buffers {
        private final List<ByteBuffer> buffers = new ArrayList<>();
        private final boolean[] unknown;

        private Buffers(int rows) {
            unknown = new boolean[rows];
            for (InputTensor tensor : tensors) {
                buffers.add(ByteBuffer.allocateDirect(rows * tensor.width() * tensor.type().size)
                        .order(ByteOrder.nativeOrder()));
            }
        }

        /**
         * Takes the next rows; those up to {@code size} are filled up with zeros.
         *
         * @throws DataException when a number is not whole that has to be
         */
        void fill(double[][] rows, int from, int count, int size) {
            for (int row = 0; row < count; row++) {
                unknown[row] = false;
            }
            for (int i = 0; i < buffers.size(); i++) {
                fill(tensors.get(i), buffers.get(i).clear(), rows, from, count);
                int bytes = size * tensors.get(i).width() * tensors.get(i).type().size;
                while (buffers.get(i).position() < bytes) {
                    buffers.get(i).put((byte) 0);
                }
                buffers.get(i).flip();
            }
        }

        private void fill(InputTensor tensor, ByteBuffer buffer, double[][] rows, int from, int count) {
            int first = tensor.first();
            int end = first + tensor.width();
            for (int row = 0; row < count; row++) {
                double[] values = rows[from + row];
                if (tensor.type() == OnnxJavaType.FLOAT) {
                    for (int column = first; column < end; column++) {
                        buffer.putFloat((float) values[column]);
                    }
                } else if (tensor.type() == OnnxJavaType.DOUBLE) {
                    for (int column = first; column < end; column++) {
                        buffer.putDouble(values[column]);
                    }
                } else {
                    for (int column = first; column < end; column++) {
                        whole(tensor, buffer, row, column, values[column]);
                    }
                }
            }
        }

        private void whole(InputTensor tensor, ByteBuffer buffer, int row, int column, double value) {
            unknown[row] |= Double.isNaN(value);
            long whole = (long) value;
            boolean fits = tensor.type() != OnnxJavaType.INT32 || whole == (int) whole;
            if (!Double.isNaN(value) && (whole != value || !fits)) {
                throw new DataException(
                        "column '" + columns.get(column).name() + "' is " + value + ", but input '" + tensor.name()
                                + "' of '" + file + "' takes " + tensor.type(),
                        "CAST it in the query that the model is called with");
            }
            switch (tensor.type()) {
                case INT64 -> buffer.putLong(whole);
                case INT32 -> buffer.putInt((int) whole);
                default -> buffer.put((byte) whole);
            }
        }

        /** Whether nothing can be said of a row, since a value is missing that has to be there. */
        boolean isUnknown(int row) {
            return unknown[row];
        }

        /** The rows as tensors, which are to be closed before the buffers are filled again. */
        Map<String, OnnxTensor> tensors(int size) throws OrtException {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            Map<String, OnnxTensor> made = new LinkedHashMap<>();
            for (int i = 0; i < buffers.size(); i++) {
                InputTensor tensor = tensors.get(i);
                long[] shape = tensor.shape(size);
                ByteBuffer buffer = buffers.get(i);
                made.put(
                        tensor.name(),
                        switch (tensor.type()) {
                            case FLOAT -> OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), shape);
                            case DOUBLE -> OnnxTensor.createTensor(environment, buffer.asDoubleBuffer(), shape);
                            case INT64 -> OnnxTensor.createTensor(environment, buffer.asLongBuffer(), shape);
                            case INT32 -> OnnxTensor.createTensor(environment, buffer.asIntBuffer(), shape);
                            default -> OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.BOOL);
                        });
            }
            return made;
        }
    }
}
