package io.millrace.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.core.error.DataException;
import io.millrace.core.learn.Model;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An ONNX file as a model: it predicts, and does not learn. */
final class OnnxModel implements Model {
    /** So many rows are computed at once at most; more gain nothing, and take memory. */
    private static final int ROWS_MAX = 1024;

    /** So many numbers go in at once at most. */
    private static final int VALUES_MAX = 1 << 20;

    private final OnnxSession session;
    private final Inputs inputs;
    private final Outputs outputs;
    private final int batch;

    /** What those who have predicted have no use for at the moment: as many as ever predicted at once. */
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

    /** @param columns how many numbers a row has */
    OnnxModel(OnnxSession session, Inputs inputs, Outputs outputs, int columns) {
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
        batch = inputs.batch(Math.max(1, Math.min(ROWS_MAX, VALUES_MAX / columns)));
    }

    private record Workspace(Inputs.Buffers buffers, double[][] values) {}

    @Override
    public void predict(double[] row, double[] prediction) {
        predictAll(new double[][] {row}, 1, new double[][] {prediction});
    }

    @Override
    public void predictAll(double[][] rows, int count, double[][] predictions) {
        Workspace taken = idle.poll();
        Workspace workspace = taken != null ? taken : new Workspace(inputs.buffers(batch), outputs.values(batch));
        for (int from = 0; from < count; from += batch) {
            predict(workspace, rows, from, Math.min(batch, count - from), predictions);
        }
        idle.add(workspace);
    }

    private void predict(Workspace workspace, double[][] rows, int from, int count, double[][] predictions) {
        int size = inputs.takesAnyNumber() ? count : batch;
        workspace.buffers.fill(rows, from, count, size);
        try {
            Map<String, OnnxTensor> tensors = workspace.buffers.tensors(size);
            try (OrtSession.Result result = session.run(tensors, outputs.wanted())) {
                outputs.read(result, size, workspace.values);
            } finally {
                tensors.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new DataException(
                    "model '" + session.file() + "' fails: " + OnnxSession.reason(e),
                    "see whether it takes every row that comes: which values did the model meet when it was made?");
        }
        for (int i = 0; i < count; i++) {
            if (workspace.buffers.isUnknown(i)) {
                Arrays.fill(predictions[from + i], Double.NaN);
            } else {
                outputs.predict(workspace.values, i, predictions[from + i]);
            }
        }
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        throw new UnsupportedOperationException("an ONNX file does not learn");
    }

    @Override
    public Map<String, Double> metrics() {
        return Map.of();
    }

    /** Nothing: all it is is in its file. */
    @Override
    public void write(DataOutput out) {}

    @Override
    public void read(DataInput in) {}

    @Override
    public long bytes() {
        return session.bytes();
    }
}
