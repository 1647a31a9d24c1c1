package io.millrace.learn.model;

import io.millrace.core.connect.Option;
import io.millrace.core.learn.Task;
import java.util.List;

/** What can be said of a model besides the parameters of its algorithm. */
final class ModelOptions {
    static final String CHALLENGER = "challenger";
    static final String COVERAGE = "coverage";
    static final String DETECTOR = "drift-detector";
    static final String THRESHOLD = "threshold";

    /** Options whose names go on with that of a parameter. */
    static final List<String> PREFIXES = List.of(DETECTOR + ".", CHALLENGER + ".");

    private ModelOptions() {}

    /** The names of those that go without more. */
    static List<String> names() {
        return all(List.of()).stream()
                .map(Option::name)
                .filter(name -> !name.endsWith("*"))
                .toList();
    }

    static List<Option> all(List<Task> tasks) {
        return List.of(
                Option.choice(
                        "task",
                        null,
                        tasks.stream().map(Task::toString).toList(),
                        "What the model is for; without it, a text or BOOLEAN in OUTPUT means classification, DOUBLE regression."),
                Option.optional(
                        "algorithm",
                        Option.Kind.TEXT,
                        null,
                        "How it learns: see the list of algorithms. Its parameters are options, too."),
                Option.optional(
                        "transform",
                        Option.Kind.TEXT,
                        "auto",
                        "What is done to rows first: steps with | between them, each the name of a transformer, with columns and"
                                + " parameters in brackets: 'imputer | standard-scaler(x, y) | one-hot(drop-first=true)'. auto sees to"
                                + " what the algorithm needs, none does nothing."),
                Option.choice(
                        "on-drift",
                        "report",
                        List.of("report", "reset", "swap", "ignore"),
                        "What follows when its errors are no longer what they were: a row in sys.learner_events; in addition, the"
                                + " model begins anew, or gives its place to one that has learned since a warning; or nobody looks."),
                Option.optional(
                        DETECTOR,
                        Option.Kind.TEXT,
                        "adwin",
                        "Which detector watches its errors; 'drift-detector.delta' and so on are its parameters."),
                Option.optional("drift-detector.*", Option.Kind.TEXT, null, "A parameter of the detector of drift."),
                Option.optional(
                        "nominal",
                        Option.Kind.TEXT,
                        null,
                        "Columns of INPUT, with commas between them, whose numbers are names: no order, no distance."),
                Option.optional(
                        "partition-by",
                        Option.Kind.TEXT,
                        null,
                        "Columns of INPUT, with commas between them: rows with the same values have a model of their own."),
                Option.optional(
                        "max-keys",
                        Option.Kind.INTEGER,
                        "10000",
                        "At most so many models of PARTITION-BY on each worker; then those go that have not learned for longest."),
                Option.optional(
                        "max-categories",
                        Option.Kind.INTEGER,
                        "100",
                        "At most so many different values of a column that is a name; more are an error."),
                Option.optional(
                        "max-classes",
                        Option.Kind.INTEGER,
                        "20",
                        "At most so many different labels; more are an error."),
                Option.optional(
                        CHALLENGER,
                        Option.Kind.TEXT,
                        null,
                        "Another algorithm, which learns the same rows and takes the model's place when it has become better."),
                Option.optional(
                        "challenger.*",
                        Option.Kind.TEXT,
                        null,
                        "A parameter of that algorithm; 'challenger.transform' is what is done to its rows first."),
                Option.optional(
                        "challenger-rows",
                        Option.Kind.INTEGER,
                        "1000",
                        "After each so many rows the errors that the two made with these are compared."),
                Option.optional(
                        "challenger-margin",
                        Option.Kind.NUMBER,
                        "0.02",
                        "By which share the challenger's mean error must be lower to take the place; 1 only compares."),
                Option.optional(
                        COVERAGE,
                        Option.Kind.NUMBER,
                        "0.95",
                        "What share of right answers lie between lower_bound and upper_bound, columns of OUTPUT."),
                Option.choice(
                        THRESHOLD,
                        "rank",
                        List.of("rank", "peaks", "fixed"),
                        "How a score makes is_anomaly, a column of OUTPUT: by its rank among the latest scores, by the shape of"
                                + " their tail, or above a level."),
                Option.optional(
                        "threshold-risk",
                        Option.Kind.NUMBER,
                        "0.001",
                        "What share of ordinary rows may be taken for anomalies, by rank or peaks."),
                Option.optional(
                        "threshold-window",
                        Option.Kind.INTEGER,
                        "1000",
                        "Among how many of the latest scores one ranks; there is no anomaly before 1 / 'threshold-risk' of them."),
                Option.optional(
                        "threshold-level",
                        Option.Kind.NUMBER,
                        "0.5",
                        "Above which score a fixed threshold finds anomalies."));
    }
}
