package io.millrace.learn.model;

import io.millrace.core.learn.Answer;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds out what the columns of OUTPUT mean. */
final class OutputColumns {
    private OutputColumns() {}

    /** What each column of OUTPUT is to tell: the first by the task, the others by their names. */
    static List<Answer> answers(Task task, List<Column> output) {
        List<Answer> answers = new ArrayList<>();
        for (Column column : output) {
            Answer answer = answers.isEmpty() ? first(task, column) : named(task, column);
            check(answer, column);
            answers.add(answer);
        }
        return answers;
    }

    private static Answer first(Task task, Column column) {
        return switch (task) {
            case CLASSIFICATION -> Answer.LABEL;
            case REGRESSION -> Answer.VALUE;
            case CLUSTERING -> Answer.CLUSTER;
            default -> column.type().kind() == Kind.BOOLEAN ? Answer.IS_ANOMALY : Answer.SCORE;
        };
    }

    private static Answer named(Task task, Column column) {
        Map<String, Answer> names = switch (task) {
            case CLASSIFICATION -> Map.of("probability", Answer.PROBABILITY);
            case REGRESSION -> Map.of("lower_bound", Answer.LOWER_BOUND, "upper_bound", Answer.UPPER_BOUND);
            case ANOMALY_DETECTION -> Map.of("score", Answer.SCORE, "is_anomaly", Answer.IS_ANOMALY);
            default -> Map.of();
        };
        Answer answer = names.get(column.name());
        if (answer == null) {
            throw new InvalidModelException(
                    column.name(),
                    "a model for " + task + " has nothing to say for OUTPUT column '" + column.name() + "'",
                    names.isEmpty()
                            ? "leave it out: there is one column of output"
                            : Suggestions.didYouMean(column.name(), new TreeSet<>(names.keySet())));
        }
        return answer;
    }

    private static void check(Answer answer, Column column) {
        Kind kind = column.type().kind();
        boolean fits = switch (answer) {
            case LABEL -> kind.isText() || kind == Kind.BOOLEAN || kind.isInteger();
            case IS_ANOMALY -> kind == Kind.BOOLEAN;
            case CLUSTER -> kind == Kind.INT || kind == Kind.BIGINT;
            default -> kind.isFloating();
        };
        if (!fits) {
            String wanted = switch (answer) {
                case LABEL -> "a text, BOOLEAN or a whole number";
                case IS_ANOMALY -> "BOOLEAN";
                case CLUSTER -> "INT or BIGINT";
                default -> "DOUBLE";
            };
            throw new InvalidModelException(
                    column.name(),
                    "column '" + column.name() + "' of OUTPUT is "
                            + column.type().sql() + ", but the model gives " + wanted,
                    "declare it as " + (answer == Answer.LABEL ? "STRING" : wanted.split(" ")[0])
                            + ", and CAST where it is used");
        }
    }
}
