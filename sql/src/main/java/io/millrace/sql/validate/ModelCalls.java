package io.millrace.sql.validate;

import io.millrace.core.learn.Task;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Schema;
import io.millrace.sql.Catalog;
import io.millrace.sql.CatalogModel;
import io.millrace.sql.validate.ModelFunction.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlExplicitModelCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Brings calls of functions of models to one form before names are resolved; see {@link ModelFunction}. */
final class ModelCalls {
    private static final String PREFIX = "ML_";
    private static final String INPUT = "INPUT";
    private static final String MODEL = "MODEL";
    private static final String LABEL = "LABEL";
    private static final String ARGUMENTS = "ARGS";
    private static final String PREDICTED = "PREDICTED";
    private static final String TASK = "TASK";
    private static final String CONFIG = "CONFIG";
    private static final int WINDOW_MAX = 10_000_000;
    private static final int FEATURES_MAX = 10_000;
    /** As many as in BigQuery. */
    private static final int TOP_FEATURES = 5;

    private final Catalog catalog;
    private final Purpose purpose;
    private final String function;
    private final SqlCall call;
    private final Map<String, SqlNode> given = new LinkedHashMap<>();

    private ModelCalls(Catalog catalog, Purpose purpose, SqlCall call) {
        this.catalog = catalog;
        this.purpose = purpose;
        this.function = name(purpose);
        this.call = call;
    }

    private static String name(Purpose purpose) {
        return PREFIX + purpose.name();
    }

    private static Optional<Purpose> purpose(String name) {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> name.equalsIgnoreCase(name(purpose)))
                .findFirst();
    }

    /** What these functions are called. */
    static List<String> functions() {
        return Arrays.stream(Purpose.values()).map(ModelCalls::name).toList();
    }

    static boolean isCalled(String name) {
        return purpose(name).isPresent();
    }

    /** The call with its table alone; what else it says is in its operator. */
    static SqlCall normalize(Catalog catalog, SqlCall call, String name) {
        ModelCalls calls = new ModelCalls(catalog, purpose(name).orElseThrow(), call);
        calls.readArguments();
        return new SqlBasicCall(
                new ModelFunction(calls.function, calls.options()), List.of(calls.table()), call.getParserPosition());
    }

    private boolean comparesLabels() {
        return purpose == Purpose.LEARN || purpose == Purpose.EVALUATE;
    }

    private String pattern() {
        return "write " + pattern(purpose);
    }

    private static String pattern(Purpose purpose) {
        boolean isLabelled = purpose == Purpose.LEARN || purpose == Purpose.EVALUATE;
        return name(purpose) + "(TABLE t, MODEL m, " + (isLabelled ? "DESCRIPTOR(label), " : "") + "DESCRIPTOR(x, y))";
    }

    private List<String> names() {
        if (purpose == Purpose.EVALUATE) {
            boolean isTaskLeftOut =
                    call.operandCount() == 5 && call.operand(4).getKind() == SqlKind.MAP_VALUE_CONSTRUCTOR;
            return isTaskLeftOut
                    ? List.of(INPUT, MODEL, LABEL, ARGUMENTS, CONFIG)
                    : List.of(INPUT, MODEL, LABEL, ARGUMENTS, TASK, CONFIG);
        }
        boolean isLabelled = purpose == Purpose.LEARN && (call.operandCount() > 3 || NamedArguments.areIn(call));
        return isLabelled
                ? List.of(INPUT, MODEL, LABEL, ARGUMENTS, PREDICTED, CONFIG)
                : List.of(INPUT, MODEL, ARGUMENTS, CONFIG);
    }

    /** Arguments by position come first, as far as there are any; then those with names. */
    private void readArguments() {
        List<String> names = names();
        boolean named = false;
        for (int i = 0; i < call.operandCount(); i++) {
            SqlNode operand = call.operand(i);
            boolean hasName = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
            if (named && !hasName) {
                throw Places.error(
                        "an argument of " + function + " without a name comes after one with a name",
                        operand,
                        "name it, too: " + String.join(", ", names));
            } else if (!hasName && i >= names.size()) {
                throw Places.error(function + " takes fewer arguments", operand, pattern());
            }
            named = hasName;
            String name = named ? ((SqlCall) operand).operand(1).toString().toUpperCase(Locale.ROOT) : names.get(i);
            if (!names.contains(name)) {
                throw Places.error(
                        function + " has no argument '" + name + "'",
                        ((SqlCall) operand).operand(1),
                        Suggestions.didYouMean(name, names));
            } else if (given.put(name, named ? ((SqlCall) operand).operand(0) : operand) != null) {
                throw Places.error("argument " + name + " is there twice", operand, "leave one out");
            }
        }
    }

    private SqlNode argument(String name) {
        SqlNode argument = given.get(name);
        if (argument == null) {
            throw Places.error("argument " + name + " is missing in the call of " + function, call, pattern());
        }
        return argument;
    }

    private SqlNode table() {
        SqlNode table = argument(INPUT);
        if (table.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            throw Places.error(
                    function + " takes no PARTITION BY",
                    table,
                    "models of their own for each key are the model's to say: 'partition-by' = 'column'");
        }
        if (!table.isA(SqlKind.QUERY) && table.getKind() != SqlKind.EXPLICIT_TABLE) {
            throw Places.error(function + " takes a table", table, pattern());
        }
        return table;
    }

    private ModelFunction.Options options() {
        if (!(argument(MODEL) instanceof SqlExplicitModelCall explicit)) {
            throw Places.error("the second argument of " + function + " is a model", argument(MODEL), pattern());
        }
        SqlIdentifier name = explicit.getModelIdentifier();
        CatalogModel model = catalog.models()
                .findUsed(catalog.path(name.names))
                .orElseThrow(() -> Places.error(
                        "unknown model '" + name + "'",
                        name,
                        Suggestions.didYouMean(
                                name.toString(),
                                catalog.models().models(catalog.current()).stream()
                                        .map(each -> each.path().name())
                                        .toList())));
        if (purpose == Purpose.LEARN && !model.type().learns()) {
            throw Places.error(
                    "model '" + model.name() + "' does not learn: its provider is '" + model.provider() + "'",
                    name,
                    "use ML_PREDICT");
        } else if (purpose == Purpose.LEARN && model.refusal().isPresent()) {
            throw Places.at(model.refusal().get(), name.getParserPosition());
        }
        List<SqlIdentifier> features = columns(argument(ARGUMENTS));
        checkCount(model, features);
        checkTask(model);
        SqlIdentifier label = comparesLabels() ? label(model, features) : null;
        return new ModelFunction.Options(purpose, model, features, label, predicted(model), most());
    }

    private void checkTask(CatalogModel model) {
        Task task = model.type().task();
        if (purpose == Purpose.EVALUATE && !model.type().hasLabel()) {
            throw Places.error(
                    "a model for " + task + " has no label to compare its answers with",
                    argument(MODEL),
                    task == Task.CLUSTERING
                            ? "sys.learner_metrics says how good the groups are that it makes as it learns"
                            : "compare them in a query over ML_PREDICT");
        }
        SqlNode written = given.get(TASK);
        if (written == null) {
            return;
        }
        String name = written instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.CHAR
                ? literal.getValueAs(String.class)
                : "";
        if (!name.equalsIgnoreCase(task.toString())) {
            throw Places.error(
                    name.isEmpty()
                            ? "a task is a text"
                            : "model '" + model.name() + "' is for " + task + ", not for " + name,
                    written,
                    "write '" + task + "', or leave it out");
        }
    }

    /** What CONFIG says of a number: the last rows that count, or the features that are told. */
    private int most() {
        SqlNode config = given.get(CONFIG);
        return switch (purpose) {
            case EVALUATE -> config == null ? 0 : new CallOptions(function, config).number("window", 0, WINDOW_MAX);
            case EXPLAIN ->
                config == null
                        ? TOP_FEATURES
                        : new CallOptions(function, config).number("top_k", TOP_FEATURES, FEATURES_MAX);
            case PREDICT, LEARN -> {
                if (config != null) {
                    throw Places.error(
                            function + " takes no options here",
                            config,
                            "a model in this process answers at once: leave them out");
                }
                yield 0;
            }
        };
    }

    private void checkCount(CatalogModel model, List<SqlIdentifier> features) {
        Schema input = model.input();
        if (features.size() != input.size()) {
            throw Places.error(
                    "model '" + model.name() + "' takes " + input.size() + (input.size() == 1 ? " column" : " columns")
                            + ", but the descriptor has " + features.size(),
                    argument(ARGUMENTS),
                    "it takes, in this order: " + String.join(", ", input.names()));
        }
    }

    private @Nullable SqlIdentifier label(CatalogModel model, List<SqlIdentifier> features) {
        SqlNode given = this.given.get(LABEL);
        if (!model.type().hasLabel()) {
            if (given != null) {
                throw Places.error(
                        "a model for " + model.type().task() + " learns without a label",
                        given,
                        "write ML_LEARN(TABLE t, MODEL " + model.path().name() + ", DESCRIPTOR(x, y))");
            }
            return null;
        }
        List<SqlIdentifier> columns = columns(argument(LABEL));
        if (columns.size() != 1) {
            throw Places.error("there is one label", argument(LABEL), "write DESCRIPTOR(label)");
        }
        SqlIdentifier label = columns.get(0);
        for (SqlIdentifier feature : features) {
            if (feature.getSimple().equals(label.getSimple())) {
                throw Places.error(
                        "the label '" + label.getSimple()
                                + "' is among the features: the model would be told the answer",
                        feature,
                        "name another column");
            }
        }
        return label;
    }

    private @Nullable SqlIdentifier predicted(CatalogModel model) {
        SqlNode predicted = given.get(PREDICTED);
        if (predicted == null) {
            return null;
        }
        List<SqlIdentifier> columns = columns(predicted);
        if (columns.size() != 1 || !model.type().hasLabel()) {
            throw Places.error(
                    "what was predicted earlier is one column, of a model with a label",
                    predicted,
                    "write PREDICTED => DESCRIPTOR(column)");
        }
        return columns.get(0);
    }

    private List<SqlIdentifier> columns(SqlNode descriptor) {
        List<SqlIdentifier> columns = new ArrayList<>();
        if (descriptor instanceof SqlCall list && list.getOperator().getName().equalsIgnoreCase("DESCRIPTOR")) {
            for (SqlNode node : list.getOperandList()) {
                if (!(node instanceof SqlIdentifier column) || !column.isSimple()) {
                    throw Places.error("a descriptor names columns", node, pattern());
                }
                columns.add(column);
            }
            return columns;
        }
        throw Places.error("columns are named by a descriptor", descriptor, pattern());
    }

    /** Says that a call stands where a value does. */
    static RuntimeException noValue(SqlCall call, String name) {
        Purpose purpose = purpose(name).orElseThrow();
        return Places.error(
                name(purpose) + " answers rows, not a value", call, "call it in FROM: FROM " + pattern(purpose));
    }
}
