package io.millrace.onnx;

import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.core.learn.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a model's outputs is used, and how predictions are read from it: a place for each column of OUTPUT.
 *
 * @param used the outputs that are used
 * @param names what classes are called
 * @param readings one for each column
 * @param answers one for each column
 */
record Outputs(List<OutputTensor> used, ClassNames names, List<Reading> readings, List<Answer> answers) {
    Outputs {
        used = List.copyOf(used);
        readings = List.copyOf(readings);
        answers = List.copyOf(answers);
    }

    Set<String> wanted() {
        Set<String> wanted = new LinkedHashSet<>();
        used.forEach(output -> wanted.add(output.name()));
        return wanted;
    }

    /** Memory for what so many rows give. */
    double[][] values(int rows) {
        double[][] values = new double[used.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new double[Math.multiplyExact(rows, used.get(i).width())];
        }
        return values;
    }

    /**
     * Reads what a run gave.
     *
     * @param rows how many were computed
     * @param values from {@link #values}, overwritten
     */
    void read(OrtSession.Result result, int rows, double[][] values) throws OrtException {
        for (int i = 0; i < values.length; i++) {
            OnnxValue value = result.get(used.get(i).name()).orElseThrow();
            used.get(i).read(value, rows, names, values[i]);
        }
    }

    /** The prediction of a row. */
    void predict(double[][] values, int row, double[] prediction) {
        for (int i = 0; i < prediction.length; i++) {
            prediction[i] = readings.get(i).read(values, row);
        }
    }

    /** An output's place among those that are used, where it is put if it is not there yet. */
    static int use(OutputTensor output, List<OutputTensor> used) {
        if (!used.contains(output)) {
            used.add(output);
        }
        return used.indexOf(output);
    }

    /** No outputs yet. */
    static List<OutputTensor> none() {
        return new ArrayList<>();
    }
}
