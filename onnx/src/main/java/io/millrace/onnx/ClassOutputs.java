package io.millrace.onnx;

import io.millrace.core.learn.Answer;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the class and its probability among what a model gives. Of one model. */
final class ClassOutputs {
    private static final String PROBABILITY = "probability";

    private final String file;
    private final List<Column> columns;
    private final boolean logits;
    private final @Nullable OutputTensor label;
    private final @Nullable OutputTensor scores;
    private final List<OutputTensor> used = Outputs.none();

    /** @param logits whether scores are logits */
    ClassOutputs(String file, List<Column> columns, List<OutputTensor> given, boolean logits) {
        this.file = file;
        this.columns = columns;
        this.logits = logits;
        label = only(given, false);
        scores = only(given, true);
        if (label == null && scores == null) {
            throw new InvalidModelException(
                    "path",
                    "'" + file + "' has no output that tells a class: it has "
                            + given.stream()
                                    .map(output -> output.name() + " " + output.text())
                                    .collect(Collectors.joining(", ")),
                    "a class is told by an output of labels, or one of scores for each class");
        }
    }

    private @Nullable OutputTensor only(List<OutputTensor> given, boolean isScores) {
        List<OutputTensor> fitting = given.stream()
                .filter(output -> output.kind() != OutputTensor.Kind.OTHER && output.isScores() == isScores)
                .toList();
        if (fitting.size() > 1) {
            throw NumberOutputs.which(file, given);
        } else if (fitting.isEmpty()) {
            return null;
        }
        OutputTensor output = fitting.get(0);
        NumberOutputs.checkRows(file, output);
        if (!isScores && output.width() != 1) {
            throw new InvalidModelException(
                    "path",
                    "output '" + output.name() + "' of '" + file + "' is " + output.text()
                            + ", which is not one label for each row",
                    "name another one with 'output', or export the model so that it gives one");
        }
        return output;
    }

    /**
     * What is used.
     *
     * @param own what the file calls its classes; none when it does not say
     * @param labels what they are to be called; none for what the file calls them
     */
    Outputs choose(List<String> own, List<String> labels) {
        List<String> known = own(own, labels);
        Column first = columns.get(0);
        checkFirst(first);
        List<String> given = given(first, known, labels);
        ClassNames names = new ClassNames(known, given);
        Reading.Scores read = scores == null ? null : new Reading.Scores(use(scores), scores.width(), logits);
        boolean text = label != null && label.kind() == OutputTensor.Kind.TEXT;
        int output = label == null ? -1 : use(label);
        Reading.Label answer = new Reading.Label(output, text, names, read, values(first, names.shown()));
        List<Reading> readings = new ArrayList<>(List.of(answer));
        List<Answer> answers = new ArrayList<>(List.of(first.type().kind().isText() ? Answer.NAME : Answer.NUMBER));
        for (Column column : columns.subList(1, columns.size())) {
            readings.add(probability(column, read, answer, names.shown()));
            answers.add(Answer.NUMBER);
        }
        return new Outputs(used, names, readings, answers);
    }

    private int use(OutputTensor output) {
        return Outputs.use(output, used);
    }

    /** How many classes there are; 0 when nobody says. */
    private int classes() {
        return scores == null
                ? 0
                : scores.kind() == OutputTensor.Kind.MAP ? scores.width() : Math.max(2, scores.width());
    }

    /** What the model itself calls classes. */
    private List<String> own(List<String> inFile, List<String> labels) {
        if (scores != null && scores.kind() == OutputTensor.Kind.MAP) {
            boolean sameKeys = Set.copyOf(inFile).equals(Set.copyOf(scores.keys()));
            return sameKeys ? inFile : scores.keys();
        }
        List<String> fitting = classes() == 0 || classes() == inFile.size() ? inFile : List.of();
        boolean whole = label != null && label.kind() == OutputTensor.Kind.WHOLE;
        if (fitting.isEmpty() && whole && !labels.isEmpty() && labels.stream().allMatch(ClassOutputs::isWhole)) {
            return labels;
        }
        return whole && !fitting.stream().allMatch(ClassOutputs::isWhole) ? List.of() : fitting;
    }

    private static boolean isWhole(String label) {
        return label.matches("-?[0-9]{1,18}");
    }

    private void checkFirst(Column first) {
        Kind kind = first.type().kind();
        Definition.check(
                first,
                kind.isText() || kind.isInteger() || kind == Kind.BOOLEAN,
                "STRING, BIGINT or BOOLEAN for a class");
        if (kind.isInteger() && label == null && classes() == 2 && scores != null && scores.width() == 1) {
            throw new InvalidModelException(
                    first.name(),
                    "'" + file + "' gives one number for each row, and '" + first.name() + " "
                            + first.type().sql() + "' does not tell what it means",
                    "declare " + first.name() + " DOUBLE for the number itself, or BOOLEAN if it is a probability");
        }
    }

    /** The names that people see; none when there are only numbers. */
    private List<String> given(Column first, List<String> own, List<String> labels) {
        int expected = own.isEmpty() ? classes() : own.size();
        if (!labels.isEmpty() && expected > 0 && labels.size() != expected) {
            throw new InvalidModelException(
                    "labels",
                    "'labels' has " + labels.size() + " names, but '" + file + "' has " + expected + " classes"
                            + (own.isEmpty() ? "" : ": " + String.join(", ", own)),
                    "name each class once, in their order");
        }
        boolean named = !labels.isEmpty() || !own.isEmpty();
        if (Definition.isTruth(first)) {
            boolean binary = classes() == 0 || classes() == 2;
            List<String> truths = labels.isEmpty() && (own.isEmpty() || own.equals(List.of("0", "1")))
                    ? List.of("false", "true")
                    : labels.isEmpty() ? own : labels;
            if (!binary || !Set.of("false", "true").containsAll(truths)) {
                throw new InvalidModelException(
                        first.name(),
                        "column '" + first.name() + "' of OUTPUT is BOOLEAN, but '" + file + "' has the classes "
                                + (named
                                        ? String.join(", ", labels.isEmpty() ? own : labels)
                                        : "0 to " + (classes() - 1)),
                        binary
                                ? "declare it as STRING, or say which is which: 'labels' = 'false,true'"
                                : "declare it as STRING");
            }
            return truths;
        } else if (first.type().kind().isText() && !named) {
            throw new InvalidModelException(
                    "labels",
                    "'" + file + "' does not tell what its classes are called",
                    "name them in their order, 'labels' = 'a,b', or declare " + first.name()
                            + " as INT for their numbers");
        } else if (label != null && label.kind() == OutputTensor.Kind.TEXT && !named) {
            throw new InvalidModelException(
                    first.name(),
                    "'" + file + "' gives texts as labels, but column '" + first.name() + "' of OUTPUT is "
                            + first.type().sql(),
                    "declare it as STRING, and name the classes: 'labels' = 'a,b'");
        }
        return labels.isEmpty() ? own : labels;
    }

    /** What is answered for each class; nothing for its number as the model has it. */
    private double[] values(Column first, List<String> shown) {
        double[] values = new double[shown.size()];
        for (int i = 0; i < values.length; i++) {
            if (first.type().kind().isText()) {
                values[i] = i;
            } else if (Definition.isTruth(first)) {
                values[i] = shown.get(i).equals("true") ? 1 : 0;
            } else if (isWhole(shown.get(i))) {
                values[i] = Long.parseLong(shown.get(i));
            } else {
                throw new InvalidModelException(
                        first.name(),
                        "column '" + first.name() + "' of OUTPUT is "
                                + first.type().sql() + ", but the classes are called " + String.join(", ", shown),
                        "declare it as STRING");
            }
        }
        return values;
    }

    private Reading probability(
            Column column, Reading.@Nullable Scores read, Reading.Label answer, List<String> shown) {
        Definition.check(column, Definition.isNumber(column), "DOUBLE for a probability");
        if (read == null) {
            throw new InvalidModelException(
                    column.name(),
                    "'" + file + "' gives labels alone, and nothing for column '" + column.name() + "' of OUTPUT",
                    "leave it out, or export the model with its probabilities");
        } else if (column.name().equals(PROBABILITY)) {
            return new Reading.Probability(read, answer, -1);
        }
        for (int i = 0; i < Math.max(classes(), shown.size()); i++) {
            String name = i < shown.size() ? shown.get(i) : Integer.toString(i);
            if (column.name().equals(PROBABILITY + "_" + name)) {
                return new Reading.Probability(read, null, i);
            }
        }
        throw new InvalidModelException(
                column.name(),
                "a model for classification has nothing to say for OUTPUT column '" + column.name() + "'",
                "known: " + PROBABILITY + " of the class that is answered, " + PROBABILITY + "_"
                        + (shown.isEmpty() ? "0" : shown.get(0)) + " of a certain one");
    }
}
