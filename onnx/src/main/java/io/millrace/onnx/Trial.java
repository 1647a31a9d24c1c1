package io.millrace.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tries a model on rows of zeros: only then it is certain what its outputs look like. */
final class Trial {
    /** Two, so that an output which has something for each row can be told from one that has not. */
    private static final int ROWS = 2;

    private Trial() {}

    /**
     * Runs a model.
     *
     * @param names the outputs to be tried, in this order; none for all that there are
     * @param columns how many numbers a row has
     * @throws InvalidModelException when an output is unknown, or the model fails
     */
    static List<OutputTensor> outputs(OnnxSession session, Inputs inputs, List<String> names, int columns) {
        Set<String> known = session.outputs().keySet();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidModelException(
                        "output",
                        "'" + session.file() + "' has no output '" + name + "'",
                        Suggestions.didYouMean(name, known));
            }
        }
        List<String> wanted = names.isEmpty() ? List.copyOf(known) : names;
        int rows = inputs.batch(ROWS);
        Inputs.Buffers buffers = inputs.buffers(rows);
        buffers.fill(new double[rows][columns], 0, rows, rows);
        List<OutputTensor> outputs = new ArrayList<>();
        try {
            Map<String, OnnxTensor> tensors = buffers.tensors(rows);
            try (OrtSession.Result result = session.run(tensors, new TreeSet<>(wanted))) {
                for (String name : wanted) {
                    OnnxValue value = result.get(name).orElseThrow();
                    outputs.add(OutputTensor.of(name, value, rows));
                }
            } finally {
                tensors.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new InvalidModelException(
                    "path",
                    "'" + session.file() + "' fails for " + rows + (rows == 1 ? " row" : " rows") + " of " + columns
                            + (columns == 1 ? " column: " : " columns: ") + OnnxSession.reason(e),
                    "INPUT has the columns that the model was made for, in their order; and its first dimension is the rows");
        }
        return outputs;
    }
}
