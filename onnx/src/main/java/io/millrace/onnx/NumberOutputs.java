package io.millrace.onnx;

import io.millrace.core.learn.Answer;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.type.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the columns of OUTPUT among what a model gives, where they are numbers. Of one model. */
final class NumberOutputs {
    private static final ClassNames NO_NAMES = new ClassNames(List.of(), List.of());

    private final String file;
    private final List<Column> columns;
    private final List<OutputTensor> given;

    NumberOutputs(String file, List<Column> columns, List<OutputTensor> given) {
        this.file = file;
        this.columns = columns;
        this.given = given;
    }

    /** The numbers of one output, or of several one after the other. */
    Outputs numbers() {
        for (Column column : columns) {
            if (Definition.isTruth(column) && column.name().equals("is_anomaly")) {
                throw new InvalidModelException(
                        column.name(),
                        "column 'is_anomaly' of OUTPUT is BOOLEAN, but this model is for regression",
                        "add 'task' = 'anomaly-detection'");
            }
            Definition.check(column, Definition.isNumber(column), "DOUBLE");
        }
        List<OutputTensor> used = numeric();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < used.size(); i++) {
            OutputTensor output = used.get(i);
            checkRows(file, output);
            if (output.kind() == OutputTensor.Kind.MAP || output.kind() == OutputTensor.Kind.TEXT) {
                throw new InvalidModelException(
                        columns.get(0).name(),
                        "output '" + output.name() + "' of '" + file + "' is " + output.text() + ", not numbers",
                        "if it names classes, begin OUTPUT with the class: OUTPUT (label STRING)");
            }
            for (int place = 0; place < output.width(); place++) {
                readings.add(new Reading.Value(i, output.width(), place));
            }
        }
        if (readings.size() != columns.size()) {
            String list = used.stream()
                    .map(output -> "'" + output.name() + "' is " + output.text())
                    .collect(Collectors.joining(", "));
            throw new InvalidModelException(
                    "OUTPUT",
                    "'" + file + "' gives " + count(readings.size(), "number") + " for each row, but OUTPUT has "
                            + count(columns.size(), "column") + ": output " + list,
                    "declare a column for each, "
                            + IntStream.rangeClosed(1, Math.min(3, readings.size()))
                                    .mapToObj(i -> "y" + i + " DOUBLE")
                                    .collect(Collectors.joining(", "))
                            + (readings.size() > 3 ? ", ..." : "")
                            + "; or, if they are scores of classes, OUTPUT (label STRING) with 'labels' = '...'");
        }
        return new Outputs(used, NO_NAMES, readings, Collections.nCopies(columns.size(), Answer.NUMBER));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** The outputs that are numbers; when there are more than columns, those that have the names of the columns. */
    private List<OutputTensor> numeric() {
        List<OutputTensor> reals = given.stream()
                .filter(output -> output.kind() == OutputTensor.Kind.REAL)
                .toList();
        List<OutputTensor> named = new ArrayList<>();
        for (Column column : columns) {
            given.stream()
                    .filter(output -> output.name().equalsIgnoreCase(column.name()))
                    .forEach(named::add);
        }
        if (given.size() == 1) {
            return given;
        } else if (reals.size() == 1) {
            return reals;
        } else if (named.size() == columns.size()) {
            return named;
        } else if (reals.stream().mapToInt(OutputTensor::width).sum() == columns.size()) {
            return reals;
        }
        throw which(file, given);
    }

    static InvalidModelException which(String file, List<OutputTensor> given) {
        String list = given.stream()
                .map(output -> output.name() + " " + output.text())
                .collect(Collectors.joining(", "));
        return new InvalidModelException(
                "output",
                "'" + file + "' has several outputs, and it is not clear which are meant: " + list,
                "name them: 'output' = '" + given.get(0).name() + "'");
    }

    static void checkRows(String file, OutputTensor output) {
        if (output.width() == 0) {
            throw new InvalidModelException(
                    "path",
                    "output '" + output.name() + "' of '" + file + "' is " + output.text()
                            + " for two rows: that is not something for each row",
                    "export the model so that the first dimension of its inputs and outputs is the rows, or name another one"
                            + " with 'output'");
        }
    }

    /** The score and whether it is an anomaly, as outlier detectors of scikit-learn give them. */
    Outputs anomalies() {
        List<OutputTensor> used = Outputs.none();
        List<Reading> readings = new ArrayList<>();
        for (Column column : columns) {
            boolean truth = Definition.isTruth(column);
            Definition.check(column, truth || Definition.isNumber(column), "DOUBLE or BOOLEAN");
            OutputTensor output = only(column, truth);
            checkRows(file, output);
            if (output.width() != 1) {
                throw new InvalidModelException(
                        column.name(),
                        "output '" + output.name() + "' of '" + file + "' is " + output.text()
                                + ", which is more than one score for each row",
                        "write 'task' = 'regression' and declare a column for each");
            }
            int place = Outputs.use(output, used);
            readings.add(
                    truth
                            ? new Reading.Strange(place, output.kind() == OutputTensor.Kind.TRUTH)
                            : new Reading.Value(place, 1, 0));
        }
        return new Outputs(used, NO_NAMES, readings, Collections.nCopies(columns.size(), Answer.NUMBER));
    }

    private OutputTensor only(Column column, boolean truth) {
        List<OutputTensor> fitting = given.stream()
                .filter(output -> truth
                        ? output.kind() == OutputTensor.Kind.WHOLE || output.kind() == OutputTensor.Kind.TRUTH
                        : output.kind() == OutputTensor.Kind.REAL)
                .toList();
        if (fitting.isEmpty()) {
            throw new InvalidModelException(
                    column.name(),
                    "'" + file + "' has no output for column '" + column.name() + "': it has "
                            + given.stream()
                                    .map(output -> output.name() + " " + output.text())
                                    .collect(Collectors.joining(", ")),
                    truth ? "leave it out, and compare the score in the query" : "leave it out");
        } else if (fitting.size() > 1) {
            throw which(file, fitting);
        }
        return fitting.get(0);
    }
}
